/** Which pitch classes a sound holds, and how well its partials stand on a grid of semitones. */
import { atan2, cos, log, log2, sin } from "../../../foundation/numbers/elementary.ts";
import type { Hertz } from "../../../foundation/sound/index.ts";
import { createPairedSpectra } from "./paired-spectra.ts";

export interface PitchContent {
  /** Weights of pitch classes C to B, 0 or more; all 0 where nothing had a pitch. */
  readonly chroma: Float64Array;
  /** How far the grid lies above A = 440 Hz, cents, -50 to 50. */
  readonly tuningCents: number;
  /** 0 (partials lie anywhere) to 1 (all of them on the grid): the length of the mean direction within a semitone. */
  readonly onGrid: number;
  /** Share of windows that hold partials, 0 to 1. */
  readonly pitched: number;
  /** Mean share of the amplitude from 60 Hz to 2 kHz that stands in partials, 0 to 1. */
  readonly tonality: number;
}

export interface PitchMeter {
  push(samples: Float32Array): void;
  finish(): PitchContent;
}

const FROM_HZ = 60;
const UNTIL_HZ = 2000;
/** Steps of the histogram in a semitone. */
const FINE = 10;
/** Peaks this far under the highest of their window say nothing, as a ratio of amplitudes: 40 dB. */
const FAINT = 0.01;
/** Bins on each side from which the floor under a peak is taken. */
const AROUND = 24;
/** A peak of noise is seldom three times as high as the mean around it (Rayleigh: 1 in 1000). */
const ABOVE_FLOOR = 3;
/** Windows this far under the loudest are taken as silence, power: 60 dB. */
const SILENT = 1e-6;

/**
 * Spectral peaks from 60 Hz to 2 kHz in windows of about 0.74 s, as in the harmonic pitch class profile (E. Gómez, "Tonal
 * description of polyphonic audio for music content processing", INFORMS Journal on Computing 18(3), 2006): frequencies between
 * bins by a parabola through logarithms, weight cos² of the distance to the semitone. Each window counts the same. A
 * peak has to stand out of what is around it, so that drums and consonants are not heard as chords.
 */
export function createPitchMeter(sampleRate: Hertz): PitchMeter {
  const size = 2 ** Math.max(8, Math.round(log2(sampleRate / 1.4)));
  const from = Math.max(2, Math.floor((FROM_HZ * size) / sampleRate));
  const until = Math.min(size / 2 - 2, Math.ceil((UNTIL_HZ * size) / sampleRate));
  const magnitude = new Float64Array(until + AROUND + 2);
  const histogram = new Float64Array(12 * FINE);
  const windows: {
    readonly power: number;
    readonly peaks: readonly (readonly [number, number])[];
    readonly tonality: number;
  }[] = [];
  const spectra = createPairedSpectra(size, size / 2, magnitude.length, (power) => {
    let highest = 0;
    for (let k = 0; k < magnitude.length; k++) {
      const value = Math.sqrt(power[k] as number);
      magnitude[k] = value;
      if (k >= from && k <= until && value > highest) highest = value;
    }
    const peaks: [number, number][] = [];
    let around = 0;
    for (let k = Math.max(0, from - AROUND); k < from + AROUND; k++) around += magnitude[k] as number;
    let all = 1e-20;
    let partials = 0;
    for (let k = from; k <= until; k++) {
      around += magnitude[k + AROUND] as number;
      if (k - AROUND - 1 >= 0) around -= magnitude[k - AROUND - 1] as number;
      const value = magnitude[k] as number;
      all += value;
      const [left, right] = [magnitude[k - 1] as number, magnitude[k + 1] as number];
      if (value <= left || value < right || value < FAINT * highest || value < 1e-9) continue;
      // The peak's own main lobe is no floor.
      const lobe = left + value + right;
      const floor = (around - lobe) / (2 * AROUND - 2);
      if (value < ABOVE_FLOOR * floor) continue;
      const [a, b, c] = [log(left + 1e-12), log(value), log(right + 1e-12)];
      const bin = k + (a - 2 * b + c < 0 ? (0.5 * (a - c)) / (a - 2 * b + c) : 0);
      peaks.push([12 * log2((bin * sampleRate) / size / 440) + 9, value]);
      partials += lobe;
    }
    let total = 0;
    for (let k = from; k <= until; k++) total += power[k] as number;
    windows.push({ power: total, peaks, tonality: Math.min(1, partials / all) });
  });
  return {
    push: spectra.push,
    finish() {
      spectra.finish();
      const loudest = windows.reduce((most, { power }) => Math.max(most, power), 0);
      let pitched = 0;
      let tonality = 0;
      let heard = 0;
      for (const { power, peaks, tonality: share } of windows) {
        if (!(power > SILENT * loudest) || power < 1e-14) continue;
        heard++;
        tonality += share;
        if (peaks.length === 0) continue;
        pitched++;
        const own = new Float64Array(12 * FINE);
        for (const [pitch, weight] of peaks) {
          // Shared by the two steps beside it, so that the tuning is not rounded to steps.
          const low = Math.floor(pitch * FINE);
          const above = pitch * FINE - low;
          own[wrapped(low)]! += weight * (1 - above);
          own[wrapped(low + 1)]! += weight * above;
        }
        const length = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0));
        for (let k = 0; k < own.length; k++) histogram[k]! += (own[k] as number) / length;
      }
      return {
        ...folded(histogram),
        pitched: pitched / Math.max(1, heard),
        tonality: tonality / Math.max(1, heard),
      };
    },
  };
}

const wrapped = (step: number): number => ((step % (12 * FINE)) + 12 * FINE) % (12 * FINE);

/** Twelve pitch classes out of the fine histogram, on the grid that its steps agree on (circular mean). */
function folded(histogram: Float64Array): Pick<PitchContent, "chroma" | "tuningCents" | "onGrid"> {
  let [x, y, all] = [0, 0, 1e-20];
  for (const [step, weight] of histogram.entries()) {
    const angle = (2 * Math.PI * step) / FINE;
    x += weight * cos(angle);
    y += weight * sin(angle);
    all += weight;
  }
  const tuning = atan2(y, x) / (2 * Math.PI);
  const chroma = new Float64Array(12);
  for (const [step, weight] of histogram.entries()) {
    const pitch = step / FINE - tuning;
    const near = Math.round(pitch);
    const on = cos(Math.PI * (pitch - near));
    chroma[(near + 12) % 12]! += weight * on * on;
  }
  return { chroma, tuningCents: 100 * tuning, onGrid: Math.sqrt(x * x + y * y) / all };
}
