/** A calendar that any calendar program reads (RFC 5545). */

export interface CalendarEntry {
  /** Stands for the entry through changes: the same id replaces it. */
  readonly id: string;
  /** ISO day; a whole day, since hours have shown no effect. */
  readonly day: string;
  /** The day after the last; null: one day. */
  readonly until: string | null;
  readonly title: string;
  readonly text: string;
}

/**
 * @param name of the calendar
 * @param stamp ISO day of the plan: the same plan gives the same bytes
 */
export function calendarText(name: string, entries: readonly CalendarEntry[], stamp: string): string {
  const compact = (day: string): string => day.replaceAll("-", "");
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Songwright//campaign//EN",
    "CALSCALE:GREGORIAN",
    `X-WR-CALNAME:${escapeText(name)}`,
    ...entries.flatMap(({ id, day, until, title, text }) => [
      "BEGIN:VEVENT",
      `UID:${escapeText(id)}@songwright`,
      `DTSTAMP:${compact(stamp)}T000000Z`,
      `DTSTART;VALUE=DATE:${compact(day)}`,
      ...(until === null ? [] : [`DTEND;VALUE=DATE:${compact(until)}`]),
      `SUMMARY:${escapeText(title)}`,
      `DESCRIPTION:${escapeText(text)}`,
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    ]),
    "END:VCALENDAR",
  ];
  return `${lines.flatMap(folded).join("\r\n")}\r\n`;
}

/** RFC 5545, 3.3.11. */
function escapeText(text: string): string {
  return text.replace(/\\/g, "\\\\").replace(/[;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
}

/** Lines of at most 75 octets, continued after a space (3.1); letters stay whole. */
function folded(line: string): string[] {
  const parts: string[] = [];
  let part = "";
  let octets = 0;
  for (const letter of line) {
    const code = letter.codePointAt(0) as number;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (octets + size > 75) {
      parts.push(part);
      part = " ";
      octets = 1;
    }
    part += letter;
    octets += size;
  }
  return [...parts, part];
}
