/** Meters of what is heard, on the audio thread, by the same kernels that measure files. */
import {
  createEnergyMeter,
  createTruePeakMeter,
  type EnergyMeter,
  integratedLoudness,
  loudnessFromPower,
  type TruePeakMeter,
  windowMeans,
} from "../../foundation/sound/index.ts";

declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: unknown): void;

/** What the meters show. Loudness in LUFS, null below -70 or where there was too little yet. */
export interface MeterReading {
  readonly momentary: number | null;
  readonly shortTerm: number | null;
  readonly integrated: number | null;
  /** Since the start or the last reset, amplitude. */
  readonly truePeak: number;
  /** Since the last reading, per channel, amplitude. */
  readonly peaks: readonly [number, number];
  /** Over the last 300 ms, -1 to 1; null for silence. */
  readonly correlation: number | null;
}

/** Seconds between two readings. */
const EVERY = 0.1;
const FRAMES = 4096;
const LEAST_LUFS = -70;
/** The integrated loudness is worked out anew every so many readings. */
const INTEGRATED_EVERY = 10;

class Meter extends AudioWorkletProcessor {
  #energy: EnergyMeter = createEnergyMeter(sampleRate, 2);
  #peak: TruePeakMeter = createTruePeakMeter(sampleRate, 2);
  readonly #left = new Float32Array(FRAMES);
  readonly #right = new Float32Array(FRAMES);
  #filled = 0;
  #readings = 0;
  #integrated: number | null = null;
  #sums: (readonly [number, number, number])[] = [];

  constructor() {
    super();
    this.port.onmessage = () => {
      this.#energy = createEnergyMeter(sampleRate, 2);
      this.#peak = createTruePeakMeter(sampleRate, 2);
      this.#filled = 0;
      this.#readings = 0;
      this.#integrated = null;
      this.#sums = [];
    };
  }

  process([input]: readonly Float32Array[][], [output]: readonly Float32Array[][]): boolean {
    const left = input?.[0];
    if (!left) return true;
    const right = input?.[1] ?? left;
    output?.[0]?.set(left);
    output?.[1]?.set(right);
    this.#left.set(left, this.#filled);
    this.#right.set(right, this.#filled);
    this.#filled += left.length;
    if (this.#filled >= EVERY * sampleRate || this.#filled + 128 > FRAMES) this.#read();
    return true;
  }

  #read(): void {
    const block = [this.#left.slice(0, this.#filled), this.#right.slice(0, this.#filled)] as const;
    this.#filled = 0;
    this.#energy.push([...block]);
    this.#peak.push([...block]);
    const { weightedPower } = this.#energy.finish();
    if (this.#readings % INTEGRATED_EVERY === 0)
      this.#integrated = integratedLoudness(windowMeans(weightedPower, 40, 10));
    this.#readings++;
    const reading: MeterReading = {
      momentary: loudnessOf(weightedPower, 40),
      shortTerm: loudnessOf(weightedPower, 300),
      integrated: this.#integrated,
      truePeak: this.#peak.sofar().truePeak,
      peaks: [largest(block[0]), largest(block[1])],
      correlation: this.#correlation(block),
    };
    this.port.postMessage(reading);
  }

  #correlation([left, right]: readonly [Float32Array, Float32Array]): number | null {
    let [ll, rr, lr] = [0, 0, 0];
    for (let n = 0; n < left.length; n++) {
      const [l, r] = [left[n] as number, right[n] as number];
      ll += l * l;
      rr += r * r;
      lr += l * r;
    }
    this.#sums = [...this.#sums.slice(-2), [ll, rr, lr]];
    const [a, b, c] = this.#sums.reduce((sum, each) => [sum[0] + each[0], sum[1] + each[1], sum[2] + each[2]]);
    return a > 1e-9 && b > 1e-9 ? c / Math.sqrt(a * b) : null;
  }
}

/** Of the last `slices` of 10 ms. */
function loudnessOf(power: Float64Array, slices: number): number | null {
  if (power.length < slices) return null;
  let sum = 0;
  for (let at = power.length - slices; at < power.length; at++) sum += power[at] as number;
  const lufs = loudnessFromPower(sum / slices);
  return lufs > LEAST_LUFS ? lufs : null;
}

function largest(samples: Float32Array): number {
  let most = 0;
  for (const sample of samples) most = Math.max(most, Math.abs(sample));
  return most;
}

registerProcessor("songwright-meter", Meter);
