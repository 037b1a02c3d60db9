/** The week in daily series: what a weekday has more or less than a day of its week. */
import { exp, log } from "../../foundation/numbers/elementary.ts";

export interface WeekdayFactor {
  /** 0 Monday to 6 Sunday (ISO 8601 counts from 1). */
  readonly weekday: number;
  /** Times the usual day. */
  readonly factor: number;
  /** Standard error of the factor's logarithm. */
  readonly error: number;
}

/** ISO weekday from 0; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/**
 * Log ratios of each day to the mean of the seven days around it, averaged by weekday and centred.
 *
 * @param first day number of the first value
 * @param values one a day; NaN where missing
 * @returns null with fewer than four whole weeks
 */
export function weekdayFactors(first: number, values: readonly number[]): WeekdayFactor[] | null {
  const ratios: number[][] = Array.from({ length: 7 }, () => []);
  for (let at = 3; at + 3 < values.length; at++) {
    let mean = 0;
    for (let near = at - 3; near <= at + 3; near++) mean += (values[near] as number) / 7;
    const value = values[at] as number;
    if (mean > 0 && value > 0) ratios[weekdayOf(first + at)]?.push(log(value / mean));
  }
  if (ratios.some((each) => each.length < 4)) return null;
  const means = ratios.map((each) => each.reduce((sum, value) => sum + value, 0) / each.length);
  const centre = means.reduce((sum, value) => sum + value, 0) / 7;
  return means.map((mean, weekday) => {
    const each = ratios[weekday] as number[];
    const variance = each.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (each.length - 1);
    return { weekday, factor: exp(mean - centre), error: Math.sqrt(variance / each.length) };
  });
}
