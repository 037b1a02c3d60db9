/** Days of DDEX flat files against the calendar. */
import { readDate } from "../../../foundation/tables/index.ts";

/** True where a year, month or day is in the calendar. */
export function isCalendarDay(text: string): boolean {
  return readDate(text, "day-first") !== null;
}
