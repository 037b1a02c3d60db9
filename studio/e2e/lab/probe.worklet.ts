/** Tells the level of each quantum that passes, and when: for measuring how late a change is heard. */
declare const currentTime: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: unknown): void;

class Probe extends AudioWorkletProcessor {
  process([input]: readonly Float32Array[][], [output]: readonly Float32Array[][]): boolean {
    const left = input?.[0];
    if (!left) return true;
    output?.[0]?.set(left);
    let sum = 0;
    for (const sample of left) sum += sample * sample;
    this.port.postMessage([currentTime, sum / left.length]);
    return true;
  }
}

registerProcessor("songwright-probe", Probe);
