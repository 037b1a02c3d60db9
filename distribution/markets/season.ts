/** What the coming three months have over the rest of the year, from the same months of the two years before. */
import { log } from "../../foundation/numbers/elementary.ts";

const AHEAD = 3;
const YEAR = 12;

/**
 * Log factor of the coming months over their year, the trend from year to year taken out.
 *
 * @param values one a month up to the last covered one; NaN where missing
 * @returns null with fewer than two whole years
 */
export function comingSeason(values: readonly number[]): { readonly value: number; readonly count: number } | null {
  const last = values.slice(-2 * YEAR);
  if (last.length < 2 * YEAR || last.some((value) => !Number.isFinite(value))) return null;
  const sum = (from: number, until: number): number => last.slice(from, until).reduce((all, each) => all + each, 0);
  const [before, now] = [sum(0, YEAR), sum(YEAR, 2 * YEAR)];
  const trend = log((now + 0.5) / (before + 0.5)) / YEAR;
  const [first, second] = [sum(0, AHEAD), sum(YEAR, YEAR + AHEAD)];
  const share = (part: number, whole: number): number => log(((part + 0.5) * (YEAR / AHEAD)) / (whole + 0.5));
  // The months lie (12 - 3) / 2 months before the middle of their year.
  const value = (share(first, before) + share(second, now)) / 2 + trend * ((YEAR - AHEAD) / 2);
  return { value, count: first + second };
}
