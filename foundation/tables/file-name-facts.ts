/** What the name of a file says, by the pattern of its layout. */
import { isoDay, readDate, type Span } from "./date-cells.ts";
import type { FileFacts } from "./table-reading.ts";

export interface NamedFacts extends FileFacts {
  readonly account?: string;
  /** "28day", "1year": a span that ends on a day which the name does not say. */
  readonly days?: string;
}

/** @param name without folders, or the lines before the header; undefined pattern: they say nothing */
export function factsOfName(name: string, pattern: string | undefined): NamedFacts {
  if (pattern === undefined) return {};
  const groups = new RegExp(pattern, "imu").exec(name)?.groups;
  if (!groups) return {};
  const day = (text: string | undefined): Span | null => (text === undefined ? null : readDate(text, "day-first"));
  const from = day(groups.from);
  const until = day(groups.until);
  const length = groups.grain === "weekly" ? 7 : groups.grain === "daily" ? 1 : null;
  const period =
    from && until
      ? // A week written from Friday to Friday has its last day on Thursday.
        { from: from.from, until: length === null ? until.until : from.from + length - 1 }
      : from && length
        ? { from: from.from, until: from.from + length - 1 }
        : until && length
          ? { from: until.until - length + 1, until: until.until }
          : null;
  return {
    ...(period ? { period } : {}),
    ...(groups.title ? { title: titleOfName(groups.title) } : {}),
    ...(groups.territory
      ? { territory: groups.territory.toLowerCase() === "global" ? "WORLD" : groups.territory.toUpperCase() }
      : {}),
    ...(groups.metric ? { metric: groups.metric.trim().toLowerCase() } : {}),
    ...(groups.service ? { service: capital(groups.service) } : {}),
    ...(groups.account ? { account: groups.account.replace(/[-_\s]+$/, "") } : {}),
    ...(groups.days ? { days: groups.days.toLowerCase() } : {}),
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();

/** File names lose characters: underscores stand for what could not be written. */
function titleOfName(text: string): string {
  return text.replace(/_/g, " ").replace(/\s+/g, " ").trim();
}

const LENGTHS: Readonly<Record<string, number>> = { "7day": 7, "28day": 28, "1year": 365 };

/** "2025-01-01..2025-12-31". */
export function spanText({ from, until }: Span): string {
  return `${isoDay(from)}..${isoDay(until)}`;
}

/** Reads what `spanText` writes, or one date, month or year; null for anything else. */
export function readSpan(text: string): Span | null {
  const [first = "", last] = text.split("..");
  const from = readDate(first, "day-first");
  const until = last === undefined ? from : readDate(last, "day-first");
  return from && until && until.until >= from.from ? { from: from.from, until: until.until } : null;
}

/** A span to propose: of the length that the name says, up to the day on which the file was made. */
export function proposedSpan(days: string | undefined, lastDay: number | null): Span | null {
  const length = days === undefined ? undefined : LENGTHS[days];
  return length === undefined || lastDay === null ? null : { from: lastDay - length + 1, until: lastDay };
}
