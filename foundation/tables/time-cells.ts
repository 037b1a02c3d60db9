/** Times of day behind a date, found and read in bytes: "03/27/2026 06:08", "2026-05-10T12:00:00", "1/2/26 10:05 pm". */
import type { Records } from "./records.ts";

const COLON = 58;

const isDigit = (c: number | undefined): boolean => c !== undefined && c >= 48 && c <= 57;
/** Space, T, comma, no-break spaces in UTF-8. */
const isBetween = (c: number | undefined): boolean =>
  c === 32 || c === 84 || c === 44 || c === 0xc2 || c === 0xa0 || c === 0xe2 || c === 0x80 || c === 0xaf;
/** Digits, colons, points, signs, spaces and the letters of am, pm, UTC, GMT and Z: all that stands in a time. */
const isOfTime = (c: number): boolean =>
  (c >= 48 && c <= 58) ||
  c === 46 ||
  c === 43 ||
  c === 45 ||
  isBetween(c) ||
  "AaPpMmZzUuCcGg".includes(String.fromCharCode(c));

/** Where the date of a cell ends: before the time, or where the cell does. */
export function dayEnd({ bytes, from, to }: Records, cell: number): number {
  const start = from[cell] as number;
  const end = to[cell] as number;
  let colon = start;
  while (colon < end && bytes[colon] !== COLON) colon++;
  if (colon >= end) return end;
  for (let at = colon; at < end; at++) if (!isOfTime(bytes[at] as number)) return end;
  let at = colon;
  while (at > start && isDigit(bytes[at - 1])) at--;
  const hour = at;
  while (at > start && isBetween(bytes[at - 1])) at--;
  return at === hour || at === start ? end : at;
}

/** Minute of the day, 0 to 1439, from `dayEnd` on; -1 where there is none. */
export function minuteOf({ bytes, to }: Records, cell: number, dayEnds: number): number {
  const end = to[cell] as number;
  let at = dayEnds;
  while (at < end && !isDigit(bytes[at])) at++;
  let hour = 0;
  let digits = 0;
  for (; at < end && isDigit(bytes[at]); at++, digits++) hour = hour * 10 + (bytes[at] as number) - 48;
  if (digits === 0 || digits > 2 || bytes[at] !== COLON || at + 2 >= end) return -1;
  if (!isDigit(bytes[at + 1]) || !isDigit(bytes[at + 2])) return -1;
  const minute = ((bytes[at + 1] as number) - 48) * 10 + (bytes[at + 2] as number) - 48;
  for (at += 3; at < end; at++) {
    const letter = (bytes[at] as number) | 32;
    // "am" or "pm", told from the m of GMT by its first letter.
    if (letter === 97) hour %= 12;
    else if (letter === 112) hour = (hour % 12) + 12;
    else continue;
    break;
  }
  return hour < 24 && minute < 60 ? hour * 60 + minute : -1;
}
