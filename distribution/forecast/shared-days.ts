/**
 * Days on which most series of a table left their usual level together: holidays. They are taken out of the history,
 * so that they bend no weekday, and come again a year later.
 */
import { log } from "../../foundation/numbers/elementary.ts";
import { middle } from "./adjust-season.ts";
import { effectOffset } from "./transform.ts";

export interface SharedDays {
  /** Logarithm of the factor on each step of the history, 0 on ordinary days. */
  readonly effect: Float64Array;
  /** How many steps are not ordinary. */
  readonly count: number;
  /** What of it is expected to come again a year later: great effects nearly whole, small ones in part. */
  readonly again: Float64Array;
}

/** Weeks before and after that say what is usual on a day. */
const AROUND = 6;
const FEWEST_SERIES = 8;
/** An effect of so many times the usual size comes again by half. */
const AGAIN = 3;

/**
 * Of series over the same steps (NaN for missing) with the same period, all at least one year of `year` steps long;
 * null where there are fewer than eight, or no such day.
 */
export function findSharedDays(table: readonly Float64Array[], period: number, year: number): SharedDays | null {
  const length = table[0]?.length ?? 0;
  if (table.length < FEWEST_SERIES || length <= year || table.some((series) => series.length !== length)) return null;
  const deviations = table.map((series) => deviationsOf(series, period));
  const middles = new Float64Array(length);
  const agreed = new Uint8Array(length);
  for (let t = 0; t < length; t++) {
    const here = Float64Array.from(
      deviations.map((series) => series[t]!).filter((value) => !Number.isNaN(value)),
    ).sort();
    if (here.length < FEWEST_SERIES) continue;
    middles[t] = middle(here);
    // Two thirds of all series on the same side.
    const third = here[Math.floor(here.length * (middles[t]! > 0 ? 1 / 3 : 2 / 3))]!;
    agreed[t] = third * middles[t]! > 0 ? 1 : 0;
  }
  const usual = 1.4826 * middle(middles.map((value) => Math.abs(value)).sort());
  let count = 0;
  const effect = middles.map((value, t) => {
    if (!agreed[t] || Math.abs(value) <= 2 * usual) return 0;
    count++;
    return value;
  });
  const again = effect.map((value) => (value * value ** 2) / (value ** 2 + (AGAIN * usual) ** 2 || 1));
  return count > 0 ? { effect, count, again } : null;
}

/** Logarithm of each value over the median of its neighbours at the same place of the period; NaN where unknown. */
export function deviationsOf(series: Float64Array, period: number): Float64Array {
  const present = series.filter((value) => !Number.isNaN(value));
  const offset = effectOffset(present);
  if (offset === null) return new Float64Array(series.length).fill(Number.NaN);
  return series.map((value, t) => {
    const near: number[] = [];
    for (let cycle = -AROUND; cycle <= AROUND; cycle++) {
      const other = series[t + cycle * period];
      if (cycle !== 0 && other !== undefined && !Number.isNaN(other)) near.push(other);
    }
    return near.length > 2 ? log((value + offset) / (middle(Float64Array.from(near).sort()) + offset)) : Number.NaN;
  });
}

/**
 * How strongly one series follows the shared days: least squares through the origin, drawn towards 1 by half of the
 * days' own sum of squares, from 0 to 2.
 */
export function sensitivity(series: Float64Array, period: number, { effect }: SharedDays): number {
  const deviations = deviationsOf(series, period);
  let above = 0;
  let below = 0;
  for (let t = 0; t < effect.length; t++) {
    if (effect[t] === 0 || Number.isNaN(deviations[t]!)) continue;
    above += effect[t]! * deviations[t]!;
    below += effect[t]! ** 2;
  }
  return below > 0 ? Math.min(2, Math.max(0, (above + 0.5 * below) / (1.5 * below))) : 1;
}
