/** What the level over time tells, in steps of 10 ms. */
import { decibelsFromPower } from "../../foundation/numbers/decibels.ts";
import { log2 } from "../../foundation/numbers/elementary.ts";
import { loudnessFromPower } from "../../foundation/sound/index.ts";
import type { Activity } from "./activity.ts";
import { middleOf } from "./hit-features.ts";
import type { StemTrace } from "./stem-trace.ts";

export interface EnvelopeFeatures {
  /** Highest sample over the loudness of the active parts. */
  readonly crestDb: number;
  /** Onsets a second of activity, octaves over 1 (a quarter more, so that none at all is -2). */
  readonly onsetOctaves: number;
  /** Middle rise into an onset, and middle fall within 150 ms after its top. */
  readonly riseDb: number;
  readonly fallDb: number;
  /** Standard deviation of the loudness of active blocks. */
  readonly loudnessSpreadDb: number;
  /** Highest autocorrelation of the rises of level from 0.1 to 1.5 s: near 1 for a machine, near 0 for speech. */
  readonly pulse: number;
  /** Middle distance of the level from the line through its neighbours 30 ms before and after, where it is loud. */
  readonly tremorDb: number;
}

export function envelopeFeatures(trace: StemTrace, activity: Activity): EnvelopeFeatures {
  const level = activity.levelLufs as number;
  const { weightedPower } = trace;
  const levels = Float64Array.from(weightedPower, (power) =>
    Math.max(level - 40, power > 0 ? loudnessFromPower(power) : -200),
  );
  let onsets = 0;
  const rises: number[] = [];
  const falls: number[] = [];
  for (let n = 3; n + 20 < levels.length; n++) {
    const now = levels[n] as number;
    const rise = now - Math.min(levels[n - 2] as number, levels[n - 3] as number);
    if (now < level - 12 || rise < 6) continue;
    // The top of the attack, then 60 ms until the next may come.
    let top = n;
    while (top + 1 < levels.length && (levels[top + 1] as number) > (levels[top] as number)) top++;
    onsets++;
    rises.push((levels[top] as number) - (levels[n - 3] as number));
    falls.push((levels[top] as number) - (levels[Math.min(levels.length - 1, top + 15)] as number));
    n = top + 6;
  }
  const loud = Array.from(activity.blocks).flatMap((power, at) =>
    activity.active[at] ? [loudnessFromPower(power)] : [],
  );
  const mean = loud.reduce((sum, each) => sum + each, 0) / Math.max(1, loud.length);
  const variance = loud.reduce((sum, each) => sum + (each - mean) ** 2, 0) / Math.max(1, loud.length);
  return {
    crestDb: decibelsFromPower(trace.peak * trace.peak + 1e-20) - level,
    onsetOctaves: log2(0.25 + onsets / Math.max(0.5, activity.activeSeconds)),
    riseDb: middleOf(rises),
    fallDb: middleOf(falls),
    loudnessSpreadDb: Math.sqrt(variance),
    pulse: pulse(levels),
    tremorDb: tremor(levels, level),
  };
}

function pulse(levels: Float64Array): number {
  const count = levels.length >> 1;
  const rises = new Float64Array(count);
  let sum = 0;
  for (let n = 1; n < count; n++) {
    const before = Math.min(levels[2 * n - 1] as number, levels[2 * n - 2] as number);
    const step = Math.max(levels[2 * n] as number, levels[2 * n + 1] as number) - before;
    rises[n] = Math.max(0, Math.min(20, step) - 2);
    sum += rises[n] as number;
  }
  const mean = sum / Math.max(1, count);
  let energy = 1e-9;
  for (let n = 0; n < count; n++) {
    energy += ((rises[n] as number) - mean) ** 2;
  }
  const curve = new Float64Array(78);
  for (let lag = 4; lag < curve.length; lag++) {
    let product = 0;
    for (let n = lag; n < count; n++) product += ((rises[n] as number) - mean) * ((rises[n - lag] as number) - mean);
    curve[lag] = product / energy;
  }
  let best = 0;
  for (let lag = 5; lag + 1 < curve.length; lag++)
    best = Math.max(best, (curve[lag - 1] as number) + (curve[lag] as number) + (curve[lag + 1] as number));
  return Math.min(1.5, best);
}

function tremor(levels: Float64Array, level: number): number {
  const distances: number[] = [];
  for (let n = 3; n + 3 < levels.length; n += 2) {
    const [before, now, after] = [levels[n - 3] as number, levels[n] as number, levels[n + 3] as number];
    if (Math.min(before, now, after) > level - 15) distances.push(Math.abs(now - (before + after) / 2));
  }
  return middleOf(distances);
}
