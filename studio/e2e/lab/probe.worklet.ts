/** Tells how much of a tone of 3 kHz is in each quantum that passes: for measuring how late a change of it is heard. */
declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: unknown): void;

const HZ = 3000;

class Probe extends AudioWorkletProcessor {
  process([input]: readonly Float32Array[][], [output]: readonly Float32Array[][]): boolean {
    const left = input?.[0];
    if (!left) return true;
    output?.[0]?.set(left);
    let [re, im, sum] = [0, 0, 0];
    for (const [n, sample] of left.entries()) {
      const angle = (2 * Math.PI * HZ * n) / sampleRate;
      re += sample * Math.cos(angle);
      im += sample * Math.sin(angle);
      sum += sample * sample;
    }
    this.port.postMessage([sum / left.length, (re * re + im * im) / left.length ** 2]);
    return true;
  }
}

registerProcessor("songwright-probe", Probe);
