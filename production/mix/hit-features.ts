/** What the beginnings of sounds tell: drums of one kind or several, low or high, how fast each band dies away. */
import { ERB_BANDS } from "./erb.ts";
import { FLOOR_UNDER_DB, type StemBands } from "./stem-bands.ts";

export interface HitFeatures {
  /** Share of the hits in which the lowest band rises: 1 for a kick, near a half for a kit. */
  readonly hitLow: number;
  /** Share of the bands that rise in a hit: noise and clicks reach all of them, a note only its partials. */
  readonly hitBreadth: number;
  /** Mean difference of a hit's spectrum from that of all hits, dB a band: one sound again and again has little. */
  readonly hitVariety: number;
  /** Fall within 150 ms, dB, under 185 Hz, from 185 Hz to 4.2 kHz, and above. */
  readonly fallLowDb: number;
  readonly fallMidDb: number;
  readonly fallHighDb: number;
  /** Skewness of the steps of level: over 0 where sounds begin fast and end slowly, under 0 where they are reversed. */
  readonly attackSkew: number;
}

/** Mean rise of the bands that makes a hit, dB. */
const LEAST_RISE_DB = 3;
/** Rise of a band that takes part, dB. */
const BAND_RISE_DB = 6;

/**
 * Spectral flux of levels (J. P. Bello and others, A tutorial on onset detection in music signals, IEEE Trans. Speech
 * and Audio Processing 13(5), 2005), each band counted from its own floor so that no equaliser moves it.
 */
export function hitFeatures(bands: StemBands): HitFeatures {
  const hits = findHits(bands);
  const { over, groups } = bands;
  let low = 0;
  let breadth = 0;
  const shapes: Float64Array[] = [];
  const falls: number[][] = [[], [], []];
  for (const at of hits) {
    const shape = new Float64Array(ERB_BANDS);
    let rising = 0;
    for (let b = 0; b < ERB_BANDS; b++) {
      const before = over[(at - 2) * ERB_BANDS + b] as number;
      const now = over[at * ERB_BANDS + b] as number;
      const after = over[(at + 1) * ERB_BANDS + b] as number;
      const most = Math.max(now, after);
      if (most - before > BAND_RISE_DB) rising++;
      shape[b] = most;
    }
    breadth += rising / ERB_BANDS;
    if (rise(groups[0] as Float64Array, at) > BAND_RISE_DB) low++;
    shapes.push(shape);
    [[0], [1, 2], [3]].forEach((of, f) => {
      for (const g of of) {
        const group = groups[g] as Float64Array;
        const top = Math.max(group[at] as number, group[at + 1] as number);
        (falls[f] as number[]).push(Math.max(0, Math.min(FLOOR_UNDER_DB, top - (group[at + 4] as number))));
      }
    });
  }
  const count = Math.max(1, hits.length);
  return {
    hitLow: low / count,
    hitBreadth: breadth / count,
    hitVariety: variety(shapes),
    fallLowDb: middleOf(falls[0] as number[]),
    fallMidDb: middleOf(falls[1] as number[]),
    fallHighDb: middleOf(falls[2] as number[]),
    attackSkew: attackSkew(bands),
  };
}

/** Frames at which many bands rise at once; none in the first two and the last four. */
export function findHits({ count, over }: StemBands): number[] {
  const flux = new Float64Array(count);
  for (let at = 2; at < count; at++) {
    let sum = 0;
    for (let b = 0; b < ERB_BANDS; b++) {
      const step = (over[at * ERB_BANDS + b] as number) - (over[(at - 2) * ERB_BANDS + b] as number);
      if (step > 0) sum += step;
    }
    flux[at] = sum / ERB_BANDS;
  }
  const hits: number[] = [];
  for (let at = 2; at + 4 < count; at++) {
    const now = flux[at] as number;
    if (now < LEAST_RISE_DB) continue;
    if (now < (flux[at - 1] as number) || now <= (flux[at + 1] as number)) continue;
    hits.push(at);
    at++;
  }
  return hits;
}

function rise(levels: Float64Array, at: number): number {
  return Math.max(levels[at] as number, levels[at + 1] as number) - (levels[at - 2] as number);
}

function variety(shapes: readonly Float64Array[]): number {
  if (shapes.length < 2) return 0;
  const mean = new Float64Array(ERB_BANDS);
  const levels = shapes.map((shape) => shape.reduce((sum, each) => sum + each, 0) / ERB_BANDS);
  shapes.forEach((shape, s) => {
    for (let b = 0; b < ERB_BANDS; b++)
      mean[b] = (mean[b] as number) + ((shape[b] as number) - (levels[s] as number)) / shapes.length;
  });
  let sum = 0;
  shapes.forEach((shape, s) => {
    for (let b = 0; b < ERB_BANDS; b++)
      sum += Math.abs((shape[b] as number) - (levels[s] as number) - (mean[b] as number));
  });
  return sum / shapes.length / ERB_BANDS;
}

function attackSkew({ sounding, over, count }: StemBands): number {
  const levels = (at: number): number => {
    let sum = 0;
    for (let b = 0; b < ERB_BANDS; b++) sum += over[at * ERB_BANDS + b] as number;
    return sum / ERB_BANDS;
  };
  // Into and out of every frame that sounds: the end of a reversed sound is its steepest step.
  const steps: number[] = [];
  sounding.forEach((at, n) => {
    if (at > 0) steps.push(levels(at) - levels(at - 1));
    if (sounding[n + 1] !== at + 1 && at + 1 < count) steps.push(levels(at + 1) - levels(at));
  });
  let second = 1e-3;
  let third = 0;
  for (const step of steps) {
    second += (step * step) / steps.length;
    third += (step * step * step) / steps.length;
  }
  return Math.max(-3, Math.min(3, third / (second * Math.sqrt(second))));
}

export function middleOf(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
