/** What delimited text is: its delimiter, its header line and the layouts that fit. */
import { blankEmails } from "./contacts.ts";
import type { Layout } from "./layout.ts";
import { compareMatches, type LayoutMatch, matchLayouts } from "./match-layout.ts";
import { createRecordSplitter, recordTexts } from "./records.ts";

/** A preamble of more lines than this is none. */
const FIRST_LINES = 40;

/** In the order in which they win when nothing else tells. */
const DELIMITERS = [",", "\t", ";", "|"] as const;

export interface DetectedTable {
  readonly delimiter: number;
  /** From 1. */
  readonly headerLine: number;
  readonly header: readonly string[];
  /** What stands before it. */
  readonly preamble: string;
  /** Best first; [] where no layout fits. */
  readonly matches: readonly LayoutMatch[];
  /** A few data records after the header, for proposals. */
  readonly sample: readonly (readonly string[])[];
}

/**
 * @param head the first bytes of the text, UTF-8
 * @returns null where there is no table in it
 */
export function detectTable(head: Uint8Array, layouts: readonly Layout[]): DetectedTable | null {
  const readings = DELIMITERS.map((delimiter) => firstRecords(head, delimiter));
  let best: DetectedTable | null = null;
  for (const { delimiter, rows } of readings) {
    for (const [at, { line, cells }] of rows.slice(0, FIRST_LINES).entries()) {
      if (cells.length < 2) continue;
      const matches = matchLayouts(layouts, cells);
      const first = matches[0];
      if (!first || (best?.matches[0] && compareMatches(best.matches[0], first) <= 0)) continue;
      best = {
        delimiter,
        headerLine: line,
        header: cells,
        preamble: textBefore(rows, at, delimiter),
        matches,
        sample: rows.slice(at + 1).map((row) => row.cells),
      };
    }
  }
  return best ?? unknownTable(readings);
}

/** A delimiter within a line of preamble is a comma in a sentence. */
function textBefore(rows: readonly HeadRow[], at: number, delimiter: number): string {
  return rows
    .slice(0, at)
    .map(({ cells }) => cells.join(String.fromCharCode(delimiter)))
    .join("\n");
}

interface HeadRow {
  readonly line: number;
  readonly cells: readonly string[];
}

function firstRecords(head: Uint8Array, mark: string): { readonly delimiter: number; readonly rows: HeadRow[] } {
  const delimiter = mark.charCodeAt(0);
  const splitter = createRecordSplitter(delimiter);
  const rows: HeadRow[] = [];
  // One batch after the other: the second is written over the first.
  for (const next of [() => splitter.push(head), () => splitter.end()]) {
    const records = next();
    for (let record = 0; record < records.count; record++) {
      rows.push({ line: records.lines[record] as number, cells: recordTexts(records, record) });
    }
  }
  return { delimiter, rows };
}

/**
 * The header of a table that no layout knows: the first row as wide as most rows, all of its cells filled, none of them
 * a number or somebody's address. The delimiter is the one under which the most rows have one width.
 */
function unknownTable(
  readings: readonly { readonly delimiter: number; readonly rows: readonly HeadRow[] }[],
): DetectedTable | null {
  let best: DetectedTable | null = null;
  let bestScore = 0;
  for (const { delimiter, rows } of readings) {
    const counts = new Map<number, number>();
    for (const { cells } of rows) if (cells.length > 1) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
    const [width, count] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0];
    const score = (count / Math.max(1, rows.length)) * Math.min(width, 8);
    if (width < 2 || score <= bestScore) continue;
    const at = rows.findIndex(
      ({ cells }) =>
        cells.length === width &&
        cells.every((cell) => cell.trim() !== "" && !/^[\d.,\s-]+$/.test(cell) && blankEmails(cell) === cell),
    );
    const header = rows[at];
    if (!header) continue;
    bestScore = score;
    const sample = rows.slice(at + 1).map((row) => row.cells);
    const preamble = textBefore(rows, at, delimiter);
    best = { delimiter, headerLine: header.line, header: header.cells, preamble, matches: [], sample };
  }
  return best;
}
