/** Fine spectra of a stem's sketch, apart for where it rests and where it plays. */
import { decibelsFromPower } from "../../foundation/numbers/decibels.ts";
import { createFft, type Hertz, hann } from "../../foundation/sound/index.ts";
import type { StemFindings } from "./findings.ts";
import { SKETCH_DIVISOR, type StemSketch, WINDOW_SECONDS } from "./session-sketch.ts";

/** Frames of a spectrum: 0.37 s at 44.1 kHz over 8, bins of 2.7 Hz. */
const SIZE = 2048;
/** Rests lie this far under what plays, and over digital silence, dB. */
const REST_UNDER_DB = 25;
const SILENCE_DBFS = -85;

export interface SketchSpectra {
  readonly binHz: Hertz;
  /** Each dB, `SIZE / 2` bins; a sine of full scale has 0 dB. */
  readonly resting: readonly Float64Array[];
  readonly playing: readonly Float64Array[];
}

/** Mean square of the stretch, dBFS; the loudest 10 ms for `loudest`. */
function levelOf(
  meanSquare: Float64Array,
  from: number,
  to: number,
): { readonly mean: number; readonly loudest: number } {
  let [sum, most, count] = [0, 0, 0];
  for (let n = Math.max(0, Math.floor(from * 100)); n < Math.min(meanSquare.length, Math.ceil(to * 100)); n++) {
    const power = meanSquare[n] as number;
    sum += power;
    count++;
    if (power > most) most = power;
  }
  return { mean: decibelsFromPower(sum / Math.max(1, count) + 1e-20), loudest: decibelsFromPower(most + 1e-20) };
}

export function sketchSpectra({ trace, activity }: StemFindings, sketch: StemSketch, sampleRate: Hertz): SketchSpectra {
  const rate = sampleRate / SKETCH_DIVISOR;
  const fft = createFft(SIZE);
  const window = hann(SIZE);
  const scale = 4 / window.reduce((sum, w) => sum + w, 0) ** 2;
  const resting: Float64Array[] = [];
  const playing: Float64Array[] = [];
  const level = activity.levelLufs ?? -70;
  for (const [key, samples] of sketch.windows) {
    for (let at = 0; at + SIZE <= samples.length; at += SIZE) {
      const from = key * WINDOW_SECONDS + at / rate;
      const { mean, loudest } = levelOf(trace.meanSquare, from, from + SIZE / rate);
      const rests = loudest < level - REST_UNDER_DB && mean > SILENCE_DBFS;
      const plays = mean > level - 15;
      if (!rests && !plays) continue;
      for (let n = 0; n < SIZE; n++) {
        fft.re[n] = (samples[at + n] as number) * (window[n] as number);
        fft.im[n] = 0;
      }
      fft.forward();
      const spectrum = Float64Array.from({ length: SIZE / 2 }, (_, k) =>
        decibelsFromPower(scale * ((fft.re[k] as number) ** 2 + (fft.im[k] as number) ** 2) + 1e-20),
      );
      (rests ? resting : playing).push(spectrum);
    }
  }
  return { binHz: rate / SIZE, resting, playing };
}

/** How far a bin and its neighbours stand over the middle of those around (so many bins either side), dB. */
export function prominence(spectrum: Float64Array, bin: number, around: number): number {
  const beside: number[] = [];
  for (let k = Math.max(1, bin - around); k <= Math.min(spectrum.length - 1, bin + around); k++)
    if (Math.abs(k - bin) > 3) beside.push(spectrum[k] as number);
  if (beside.length === 0) return 0;
  beside.sort((a, b) => a - b);
  const top = Math.max(spectrum[bin - 1] ?? -200, spectrum[bin] ?? -200, spectrum[bin + 1] ?? -200);
  return top - (beside[beside.length >> 1] as number);
}

/** Mean of spectra, as powers in dB. */
export function meanSpectrum(spectra: readonly Float64Array[]): Float64Array {
  const [first] = spectra;
  if (first === undefined) return new Float64Array(0);
  return first.map((_, k) => spectra.reduce((sum, each) => sum + (each[k] as number), 0) / spectra.length);
}

/** Frequency of a peak near a bin: the parabola through three levels in dB, in bins. */
export function peakAt(spectrum: Float64Array, bin: number): number {
  let top = bin;
  for (const k of [bin - 1, bin + 1]) if ((spectrum[k] ?? -200) > (spectrum[top] as number)) top = k;
  const [a, b, c] = [spectrum[top - 1] ?? -200, spectrum[top] as number, spectrum[top + 1] ?? -200];
  const bend = a - 2 * b + c;
  return top + (bend < 0 ? (0.5 * (a - c)) / bend : 0);
}
