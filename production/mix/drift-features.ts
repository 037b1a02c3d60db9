/** What goes one way for seconds (risers, sweeps, fades), and what both channels share. */
import { THIRD_OCTAVES_HZ } from "../../foundation/sound/index.ts";
import type { Activity } from "./activity.ts";
import { ERB_BANDS } from "./erb.ts";
import type { StemBands } from "./stem-bands.ts";
import { type StemTrace, TRACE_RATE } from "./stem-trace.ts";

export interface DriftFeatures {
  /** Mean fit of a straight line to the level of each region (share of the variance): a riser has nearly 1. */
  readonly levelDrift: number;
  /** Change along that line within a region, dB: over 0 rising. */
  readonly levelRiseDb: number;
  /** The same of the centre of the spectrum. */
  readonly centreDrift: number;
  readonly centreRiseErb: number;
  /** How alike left and right are, wherever they are panned, 0 to 1; under 500 Hz and over 2 kHz. */
  readonly coherenceLow: number;
  readonly coherenceHigh: number;
}

/** Regions are looked at in pieces of at most this, s. */
const LONGEST_SECONDS = 8;

export function driftFeatures(trace: StemTrace, bands: StemBands, activity: Activity): DriftFeatures {
  return {
    ...drift(bands, activity),
    coherenceLow: coherence(trace, 0, 500),
    coherenceHigh: coherence(trace, 2000, 16_000),
  };
}

function drift(
  { over, count }: StemBands,
  { regions }: Activity,
): Pick<DriftFeatures, "levelDrift" | "levelRiseDb" | "centreDrift" | "centreRiseErb"> {
  const level = new Float64Array(count);
  const centre = new Float64Array(count);
  for (let at = 0; at < count; at++) {
    let sum = 1e-9;
    let first = 0;
    for (let b = 0; b < ERB_BANDS; b++) {
      const value = over[at * ERB_BANDS + b] as number;
      sum += value;
      first += value * b;
    }
    level[at] = sum / ERB_BANDS;
    centre[at] = first / sum;
  }
  let [weight, levelDrift, levelRise, centreDrift, centreRise] = [1e-9, 0, 0, 0, 0];
  for (const region of regions) {
    const pieces = Math.max(1, Math.round((region.to - region.from) / LONGEST_SECONDS));
    for (let p = 0; p < pieces; p++) {
      const part = (region.to - region.from) / pieces;
      const from = Math.round((region.from + p * part) * TRACE_RATE);
      const to = Math.min(count, Math.round((region.from + (p + 1) * part) * TRACE_RATE));
      if (to - from < TRACE_RATE / 2) continue;
      const seconds = (to - from) / TRACE_RATE;
      const ofLevel = lineThrough(level, from, to);
      const ofCentre = lineThrough(centre, from, to);
      weight += seconds;
      levelDrift += seconds * ofLevel.share;
      levelRise += seconds * ofLevel.rise;
      centreDrift += seconds * ofCentre.share;
      centreRise += seconds * ofCentre.rise;
    }
  }
  return {
    levelDrift: levelDrift / weight,
    levelRiseDb: levelRise / weight,
    centreDrift: centreDrift / weight,
    centreRiseErb: centreRise / weight,
  };
}

/** Least squares: the rise from end to end, and the share of the variance that the line explains. */
function lineThrough(values: Float64Array, from: number, to: number): { rise: number; share: number } {
  const count = to - from;
  const middle = (count - 1) / 2;
  let [sum, squares, across] = [0, 0, 0];
  for (let n = 0; n < count; n++) {
    const value = values[from + n] as number;
    sum += value;
    squares += value * value;
    across += (n - middle) * value;
  }
  const spread = (count * (count * count - 1)) / 12;
  const slope = across / spread;
  const variance = squares - (sum * sum) / count;
  return { rise: slope * (count - 1), share: (slope * slope * spread) / (variance + 0.1 * count) };
}

/** Magnitude of the cross power over the geometric mean of the powers: 1 for one sound in both channels, however panned. */
function coherence({ leftPower, rightPower, crossPower }: StemTrace, fromHz: number, toHz: number): number {
  let sum = 0;
  let weight = 1e-30;
  THIRD_OCTAVES_HZ.forEach((hz, b) => {
    if (hz < fromHz || hz >= toHz) return;
    const mean = Math.sqrt((leftPower[b] as number) * (rightPower[b] as number));
    // Roots, so that one loud band does not speak for all.
    const share = Math.sqrt(mean);
    if (mean > 0) sum += share * Math.min(1, Math.abs(crossPower[b] as number) / mean);
    weight += share;
  });
  return sum / weight;
}
