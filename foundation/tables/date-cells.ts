/**
 * Dates as exports write them: ISO, `2026/03/01`, `20260301`, `01/02/2026`, `1/2/26 10:00am`, `01.02.2026`, `Jan 13, 2026`,
 * `13 January 2026`, `2026-03`, `03/2026`, `Mar 2026`, `2026M03`, `2015-Q4`. Month or day first is decided from all dates of a column
 * (`DateEvidence`) and asked where they do not decide it. Days are counted from 1970-01-01.
 */

/** Which of two numbers under 13 is the day. */
export type DayOrder = "day-first" | "month-first";

/** A span of days, both included. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

export interface DateEvidence {
  /** A first number over 12: only day-first allows it. */
  dayFirst: number;
  monthFirst: number;
  /** Both under 13 and not the same. */
  either: number;
  example: string | null;
}

export function noDateEvidence(): DateEvidence {
  return { dayFirst: 0, monthFirst: 0, either: 0, example: null };
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Days from 1970-01-01 in the Gregorian calendar; null where there is no such day. Month from 1. */
export function dayNumber(year: number, month: number, day: number): number | null {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) return null;
  // Hinnant, chrono-compatible low-level date algorithms: days_from_civil.
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

function monthLength(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Year, month (from 1) and day of a day number. */
export function civilDay(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const doe = z - era * 146097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return { year: yoe + era * 400 + (month <= 2 ? 1 : 0), month, day: doy - Math.floor((153 * mp + 2) / 5) + 1 };
}

/** "2026-03-01". */
export function isoDay(days: number): string {
  const { year, month, day } = civilDay(days);
  return `${year}-${`${month}`.padStart(2, "0")}-${`${day}`.padStart(2, "0")}`;
}

/** Days from 1970-01-01 of a day as `isoDay` writes it; null for anything else. */
export function readIsoDay(text: string): number | null {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? (readDate(text, "day-first")?.from ?? null) : null;
}

/** All days of a month. */
export function monthSpan(year: number, month: number): Span | null {
  const from = dayNumber(year, month, 1);
  return from === null ? null : { from, until: from + monthLength(year, month) - 1 };
}

function spanOfDay(year: number, month: number, day: number): Span | null {
  const from = dayNumber(year, month, day);
  return from === null ? null : { from, until: from };
}

const TIME = /,?[\sT]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
/** "Tue, Jul 14, 2026": a day of the week says nothing more. */
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+(?=[A-Za-z0-9])/i;
const fullYear = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text));

/** Counts what one date says about the order of day and month. */
export function addDateEvidence(evidence: DateEvidence, text: string): void {
  const match = /^(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})$/.exec(text.trim().replace(TIME, ""));
  if (!match) return;
  const [first, second] = [Number(match[1]), Number(match[2])];
  if (first > 12 && second <= 12) evidence.dayFirst++;
  else if (second > 12 && first <= 12) evidence.monthFirst++;
  else if (first !== second) {
    evidence.either++;
    evidence.example ??= text.trim();
  }
}

/** Null: nothing decides it (or dates speak for both, which the column's cells will be refused for). */
export function decideDayOrder({ dayFirst, monthFirst, either }: DateEvidence): DayOrder | null {
  if (dayFirst > 0 || monthFirst > 0) return dayFirst >= monthFirst ? "day-first" : "month-first";
  return either === 0 ? "day-first" : null;
}

/** Reads one date, month, quarter or year as a span of days; null where the text is none. Times of day are left out. */
export function readDate(text: string, order: DayOrder): Span | null {
  const cell = text.trim().replace(TIME, "").replace(WEEKDAY, "");
  let m = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(cell) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(cell);
  if (m) return spanOfDay(Number(m[1]), Number(m[2]), Number(m[3]));
  m = /^(\d{4})[-/.M](\d{1,2})$/.exec(cell);
  if (m) return monthSpan(Number(m[1]), Number(m[2]));
  m = /^(\d{1,2})[/.-](\d{4})$/.exec(cell);
  if (m) return monthSpan(Number(m[2]), Number(m[1]));
  m = /^(\d{4})-?Q([1-4])$/i.exec(cell);
  if (m) return monthsSpan(Number(m[1]), 3 * Number(m[2]) - 2, 3);
  m = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/.exec(cell);
  if (m) {
    const [a, b] = [Number(m[1]), Number(m[2])];
    return order === "day-first"
      ? spanOfDay(fullYear(m[3] as string), b, a)
      : spanOfDay(fullYear(m[3] as string), a, b);
  }
  m = /^([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})$/.exec(cell);
  if (m) return spanOfDay(Number(m[3]), monthOf(m[1] as string), Number(m[2]));
  m = /^(\d{1,2})[\s-]+([A-Za-z]{3,9})\.?,?[\s-]+(\d{4}|\d{2})$/.exec(cell);
  if (m) return spanOfDay(fullYear(m[3] as string), monthOf(m[2] as string), Number(m[1]));
  m = /^([A-Za-z]{3,9})\.?[\s-]+(\d{4})$/.exec(cell);
  if (m) return monthSpan(Number(m[2]), monthOf(m[1] as string));
  m = /^(\d{4})$/.exec(cell);
  return m ? monthsSpan(Number(m[1]), 1, 12) : null;
}

/** The month that a span begins in. */
export function wholeMonth({ from }: Span): Span {
  const { year, month } = civilDay(from);
  return monthSpan(year, month) as Span;
}

function monthsSpan(year: number, month: number, count: number): Span | null {
  const first = monthSpan(year, month);
  const last = monthSpan(year, month + count - 1);
  return first && last ? { from: first.from, until: last.until } : null;
}

/** Month from 1 for its English name, whole or short; 0 where it is none. */
export function monthOf(name: string): number {
  const lower = name.toLowerCase();
  const full =
    /^(?:january|february|march|april|may|june|july|august|september|sept|october|november|december|[a-z]{3})$/;
  return full.test(lower) ? MONTHS.indexOf(lower.slice(0, 3)) + 1 : 0;
}
