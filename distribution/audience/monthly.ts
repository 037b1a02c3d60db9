/** Monthly series from cells of any grain, with what is missing kept missing. */
import { civilDay, monthSpan } from "../../foundation/tables/index.ts";
import type { Month, PanelCell } from "./panel.ts";

export interface MonthlyHistory {
  readonly key: string;
  /** From the first covered month to the last; NaN where a month is missing between. */
  readonly values: readonly number[];
  /** The last covered month. */
  readonly last: Month;
}

export function monthOf(day: number): Month {
  const { year, month } = civilDay(day);
  const span = monthSpan(year, month) as { from: number; until: number };
  return { key: `${year}-${`${month}`.padStart(2, "0")}`, ...span };
}

/** All months from one day to another. */
export function monthsBetween(from: number, until: number): Month[] {
  const months: Month[] = [];
  for (let day = from; day <= until; ) {
    const month = monthOf(day);
    months.push(month);
    day = month.until + 1;
  }
  return months;
}

/**
 * Sums of each month, NaN where the cells do not cover all of its days: half a month is not a small month. A cell that
 * spans more than a month belongs to none.
 */
export function monthlySums(cells: readonly PanelCell[], months: readonly Month[]): number[] {
  const at = new Map(months.map(({ key }, index) => [key, index]));
  const sums = months.map(() => 0);
  const days = months.map(() => new Set<number>());
  for (const { from, until, quantity } of cells) {
    const index = at.get(monthOf(from).key);
    if (index === undefined || until > (months[index] as Month).until) continue;
    sums[index] = (sums[index] as number) + quantity;
    for (let day = from; day <= until; day++) days[index]?.add(day);
  }
  return sums.map((sum, index) => {
    const { from, until } = months[index] as Month;
    return days[index]?.size === until - from + 1 ? sum : Number.NaN;
  });
}

/** What is covered from its first month to its last: statements end months before today. */
export function trimmed(values: readonly number[], covered: readonly number[] = values): number[] {
  const flags = covered.map(Number.isFinite);
  return values.slice(Math.max(0, flags.indexOf(true)), flags.lastIndexOf(true) + 1);
}

/** A history to forecast from; [] where no month is covered. */
export function historyOf(
  key: string,
  values: readonly number[],
  covered: readonly number[],
  months: readonly Month[],
): MonthlyHistory[] {
  const last = months[covered.map(Number.isFinite).lastIndexOf(true)];
  return last ? [{ key, values: trimmed(values, covered), last }] : [];
}

/** JSON has no NaN. */
export function knownOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
