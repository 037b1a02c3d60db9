/** How one file is read: its layout with everything that was decided from the whole file, or answered by a person. */
import type { DayOrder, Span } from "./date-cells.ts";
import type { LayoutMatch } from "./match-layout.ts";
import type { DecimalMark } from "./number-cells.ts";
import type { Records } from "./records.ts";

/** What holds for the whole file because no column says it: from its name, or from a person. */
export interface FileFacts {
  readonly period?: Span;
  readonly title?: string;
  readonly artist?: string;
  readonly territory?: string;
  readonly service?: string;
  readonly currency?: string;
  readonly statement?: string;
  /** What the whole file counts, in lower case. */
  readonly metric?: string;
}

export interface TableReading {
  readonly match: LayoutMatch;
  /** One byte. */
  readonly delimiter: number;
  readonly quoting: boolean;
  /** Line of the header, from 1; lines before it are preamble. */
  readonly headerLine: number;
  /** Cells of the header. */
  readonly width: number;
  /** Decimal mark of each number column, by key. */
  readonly marks: Readonly<Record<string, DecimalMark>>;
  /** Of each date column, by key. */
  readonly orders: Readonly<Record<string, DayOrder>>;
  /** Days of dates that are written without a year, by key and text. */
  readonly yearless?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly facts: FileFacts;
}

/** What a record is, before its cells are looked at. */
export type RecordClass = "preamble" | "header" | "blank" | "broken" | "ragged" | "data";

/**
 * @param width cells of the header. A record with more cells is still good when all that is beyond is empty (spreadsheets
 * leave such tails), and one with fewer when only cells are missing that the layout does not read.
 */
export function classifyRecord(
  records: Records,
  record: number,
  headerLine: number,
  width: number,
  needed: number,
): RecordClass {
  const line = records.lines[record] as number;
  if (line <= headerLine) return line === headerLine ? "header" : "preamble";
  const first = records.cells[record] as number;
  const after = records.cells[record + 1] as number;
  if (after === first) return "broken";
  const count = after - first;
  if (count === width && records.to[first] !== records.from[first]) return "data";
  let empty = true;
  for (let cell = first; cell < after && empty; cell++) empty = isBlankCell(records, cell);
  if (empty) return "blank";
  if (count === width) return "data";
  if (count < width) return count > needed ? "data" : "ragged";
  for (let cell = first + width; cell < after; cell++) if (!isBlankCell(records, cell)) return "ragged";
  return "data";
}

/** Nothing but spaces. */
export function isBlankCell({ bytes, from, to }: Records, cell: number): boolean {
  for (let at = from[cell] as number; at < (to[cell] as number); at++) {
    const c = bytes[at] as number;
    if (c !== 32 && c !== 9) return false;
  }
  return true;
}
