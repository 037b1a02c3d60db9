/** A lasting jump of the level: what came before it is brought to the level of today, so that it still tells of seasons. */
import { exp, log } from "../../foundation/numbers/elementary.ts";
import { middle, seasonOf } from "./adjust-season.ts";

export interface LevelShift {
  /** The first value at the new level. */
  readonly at: number;
  /** New level over old one. */
  readonly ratio: number;
}

/**
 * The one jump that stands out, else null: between medians before and after it, more than ten times the usual
 * difference between such medians, eight times the usual distance from them, and three times every other jump. Values must be
 * over 0 throughout.
 */
export function findLevelShift(values: Float64Array, period: number): LevelShift | null {
  const window = Math.max(12, 2 * period);
  const after = Math.max(5, period);
  if (values.length < 4 * window) return null;
  const { indices, factors } = seasonOf(values, values.length, period);
  if (!factors) return null;
  const level = values.map((value, t) => log(value / indices[t % period]!));
  const jump = (t: number): number =>
    median(level, t, Math.min(level.length, t + window)) - median(level, Math.max(0, t - window), t);
  const jumps = new Float64Array(level.length);
  let at = 0;
  for (let t = window; t <= level.length - after; t++) {
    jumps[t] = jump(t);
    if (Math.abs(jumps[t]!) > Math.abs(jumps[at]!)) at = t;
  }
  if (at === 0) return null;
  const size = Math.abs(jumps[at]!);
  const usual = middle(
    jumps
      .slice(window, level.length - after + 1)
      .map((each) => Math.abs(each))
      .sort(),
  );
  const before = median(level, at - window, at);
  const later = median(level, at, Math.min(level.length, at + window));
  at = placeOfJump(level, Math.max(1, at - after), Math.min(level.length - 1, at + after), before, later);
  const distances: number[] = [];
  for (let t = Math.max(0, at - window); t < Math.min(level.length, at + window); t++)
    distances.push(Math.abs(level[t]! - (t < at ? before : later)));
  const noise = middle(Float64Array.from(distances).sort());
  let other = 0;
  for (let t = window; t <= level.length - after; t++)
    if (Math.abs(t - at) >= window) other = Math.max(other, Math.abs(jumps[t]!));
  if (size <= 10 * usual || size <= 8 * noise || size <= 3 * other || size < 0.2) return null;
  return { at, ratio: exp(jump(at)) };
}

/** Medians find the jump roughly: exactly, it is where most values are nearer to the level of their side. */
function placeOfJump(level: Float64Array, from: number, to: number, before: number, later: number): number {
  let best = from;
  let least = Infinity;
  for (let split = from; split <= to; split++) {
    let sum = 0;
    for (let t = from; t < to; t++) sum += Math.abs(level[t]! - (t < split ? before : later));
    if (sum < least) {
      least = sum;
      best = split;
    }
  }
  return best;
}

function median(values: Float64Array, from: number, to: number): number {
  return middle(values.slice(from, to).sort());
}
