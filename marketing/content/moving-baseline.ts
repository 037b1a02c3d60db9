/** What an account usually reaches, as it moves: a line that may bend. */
import type { Block } from "./pooled-fit.ts";

const DAYS_PER_YEAR = 365.25;
/** Bends stand this far apart at least, in days and in posts. */
const BEND_DAYS = 60;
const BEND_POSTS = 15;
/** Logs a year: what a line may rise by, and what one bend may add. */
const RISE = 1.5;
const BEND = 0.5;
/** Coefficients' worth of belief in BEND. */
const BEND_WEIGHT = 6;
/** Standard deviation of an account's level about the mean of its posts. */
const LEVEL = 3;

/**
 * Columns for posts of the given days.
 *
 * @param days from 1970-01-01, with their part of the day
 * @param breaks days from which a number means something else: each is a step of its own that is no growth
 */
export function baselineBlocks(days: Float64Array, breaks: readonly number[] = []): Block[] {
  const sorted = Float64Array.from(days).sort();
  const first = sorted[0] ?? 0;
  const middle = sorted[sorted.length >> 1] ?? 0;
  const last = sorted[sorted.length - 1] ?? 0;
  const bends: number[] = [];
  const parts = Math.floor(Math.min((last - first) / BEND_DAYS, days.length / BEND_POSTS));
  for (let part = 1; part < parts; part++) bends.push(first + (part * (last - first)) / parts);
  const column = (of: (day: number) => number): Float64Array => Float64Array.from(days, of);
  const steps = breaks.filter((day) => day > first && day <= last).map((day) => column((at) => (at >= day ? 1 : 0)));
  return [
    { columns: [column(() => 1)], spread: LEVEL, weight: Number.POSITIVE_INFINITY },
    { columns: [column((day) => (day - middle) / DAYS_PER_YEAR)], spread: RISE, weight: Number.POSITIVE_INFINITY },
    ...block(
      bends.map((bend) => column((day) => Math.max(0, day - bend) / DAYS_PER_YEAR)),
      BEND,
      BEND_WEIGHT,
    ),
    ...block(steps, 1, Number.POSITIVE_INFINITY),
  ];
}

function block(columns: readonly Float64Array[], spread: number, weight: number): Block[] {
  return columns.length > 0 ? [{ columns, spread, weight }] : [];
}
