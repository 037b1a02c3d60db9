/** The step that dates of a table stand on, and the dates that follow. Moments are minutes since 1970 in no time zone. */

export type StepUnit = "hour" | "day" | "week" | "month" | "quarter" | "year";

export interface Calendar {
  readonly unit: StepUnit;
  /** Minutes of the first step. */
  readonly start: number;
  /** Steps from first to last, both included. */
  readonly count: number;
}

const HOUR = 60;
const DAY = 24 * HOUR;
const MONTHS: Readonly<Partial<Record<StepUnit, number>>> = { month: 1, quarter: 3, year: 12 };
const MINUTES: Readonly<Partial<Record<StepUnit, number>>> = { hour: HOUR, day: DAY, week: 7 * DAY };
const ISO = /^(\d{4})-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.0+)?)?Z?)?)?$/;

/** Minutes of "2026-01-31", "2026-01", "2026-01-31 08:00" and the like; null for anything else and days that are none. */
export function momentOf(text: string): number | null {
  const match = ISO.exec(text);
  if (!match) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = match
    .slice(1, 6)
    .map((part) => Number(part ?? Number.NaN));
  const d = match[3] === undefined ? 1 : day;
  const time = Date.UTC(year, month - 1, d, match[4] ? hour : 0, match[5] ? minute : 0);
  const back = new Date(time);
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== d || (match[4] && hour > 23)) return null;
  return time / 60_000;
}

/** The widest step that all moments (rising, without repeats) stand on; null where they stand on none. */
export function calendarOf(moments: readonly number[]): Calendar | null {
  const [start] = moments;
  if (start === undefined) return null;
  const gaps = moments.slice(1).map((moment, at) => moment - moments[at]!);
  const least = Math.min(...gaps, Infinity);
  const candidates: StepUnit[] =
    gaps.length === 0
      ? ["day"]
      : least >= 360 * DAY
        ? ["year", "quarter", "month", "week", "day"]
        : least >= 85 * DAY
          ? ["quarter", "month", "week", "day"]
          : least >= 28 * DAY
            ? ["month", "week", "day"]
            : least >= 7 * DAY
              ? ["week", "day"]
              : least >= DAY
                ? ["day"]
                : ["hour"];
  for (const unit of candidates) {
    const places = moments.map((moment) => placeOf({ unit, start, count: 0 }, moment));
    if (places.every((place) => place !== null)) return { unit, start, count: places[places.length - 1]! + 1 };
  }
  return null;
}

/** The step of a moment, from 0; null where it stands on none. May lie outside the table. */
export function placeOf({ unit, start }: Calendar, moment: number): number | null {
  const minutes = MINUTES[unit];
  if (minutes !== undefined) {
    const place = (moment - start) / minutes;
    return Number.isInteger(place) ? place : null;
  }
  const from = new Date(start * 60_000);
  const to = new Date(moment * 60_000);
  // The end of a month is as good as its first day: 31 January, 28 February, 31 March.
  const lastDay = (date: Date): boolean => new Date(date.getTime() + DAY * 60_000).getUTCDate() === 1;
  const sameDay = from.getUTCDate() === to.getUTCDate() || (lastDay(from) && lastDay(to));
  const months = 12 * (to.getUTCFullYear() - from.getUTCFullYear()) + to.getUTCMonth() - from.getUTCMonth();
  return sameDay && months % MONTHS[unit]! === 0 ? months / MONTHS[unit]! : null;
}

/** The date of a step as text: "2026-01-31", with the hour where steps are hours. */
export function dateAt({ unit, start }: Calendar, place: number): string {
  const minutes = MINUTES[unit];
  if (minutes !== undefined) {
    const text = new Date((start + place * minutes) * 60_000).toISOString();
    return unit === "hour" ? `${text.slice(0, 10)} ${text.slice(11, 16)}` : text.slice(0, 10);
  }
  const from = new Date(start * 60_000);
  const last = new Date(from.getTime() + DAY * 60_000).getUTCDate() === 1 && from.getUTCDate() > 27;
  const month = from.getUTCMonth() + place * MONTHS[unit]!;
  const time = last
    ? Date.UTC(from.getUTCFullYear(), month + 1, 0)
    : Date.UTC(from.getUTCFullYear(), month, from.getUTCDate());
  return new Date(time).toISOString().slice(0, 10);
}

/** The period that people live by at this step, as a hint; null for none. */
export function customarySeason(unit: StepUnit): number | null {
  return { hour: 24, day: 7, week: null, month: 12, quarter: 4, year: 1 }[unit];
}
