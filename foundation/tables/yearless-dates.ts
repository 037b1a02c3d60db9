/** "October 1": dates without a year, as TikTok writes them. The year of the first is asked; the others follow in the file's order. */
import { civilDay, dayNumber, monthOf, readDate } from "./date-cells.ts";

interface MonthDay {
  readonly text: string;
  readonly month: number;
  readonly day: number;
}

/** Null where the text is no month and day, or has a year. */
export function readYearless(text: string): MonthDay | null {
  const cell = text.trim();
  const first = /^([A-Za-z]{3,9})\.?\s+(\d{1,2})$/.exec(cell);
  const second = first ? null : /^(\d{1,2})\.?\s+([A-Za-z]{3,9})\.?$/.exec(cell);
  const month = monthOf((first?.[1] ?? second?.[2] ?? "") as string);
  const day = Number(first?.[2] ?? second?.[1] ?? 0);
  return month > 0 && day >= 1 && day <= 31 && readDate(cell, "day-first") === null ? { text: cell, month, day } : null;
}

/**
 * The days of a column's dates.
 *
 * Where they go one way round the year, up or down, and pass its end at most once, the year turns there; otherwise all are
 * taken as of the same year.
 *
 * @param texts distinct cells in the order of the file
 * @param year of the first of them
 * @returns day numbers by text; dates that there are not in their year (February 29) are left out
 */
export function placeYears(texts: readonly string[], year: number): Record<string, number> {
  const dates = texts.map(readYearless).filter((date) => date !== null);
  const steps = dates.slice(1).map((date, at) => orderOf(date) - orderOf(dates[at] as MonthDay));
  const rising = steps.reduce((sum, step) => sum + Math.sign(roundTheYear(step)), 0) >= 0;
  const turns = steps.filter((step) => (rising ? step < 0 : step > 0)).length === 1;
  const days: Record<string, number> = {};
  let now = year;
  for (const [at, { text, month, day }] of dates.entries()) {
    const step = steps[at - 1] ?? 0;
    if (turns && rising && step < 0) now++;
    if (turns && !rising && step > 0) now--;
    const number = dayNumber(now, month, day);
    if (number !== null) days[text] = number;
  }
  return days;
}

/** The latest year of the first date that puts none after a day; null without one. */
export function proposedYear(texts: readonly string[], lastDay: number | null): number | null {
  if (lastDay === null) return null;
  const { year } = civilDay(lastDay);
  for (const guess of [year, year - 1, year - 2]) {
    if (Math.max(...Object.values(placeYears(texts, guess))) <= lastDay) return guess;
  }
  return null;
}

/** Days of a year of twelve months of 31. */
const YEAR = 372;
const orderOf = ({ month, day }: MonthDay): number => 31 * month + day;
/** The shorter way from one date to the next. */
const roundTheYear = (step: number): number => (step > YEAR / 2 ? step - YEAR : step < -YEAR / 2 ? step + YEAR : step);
