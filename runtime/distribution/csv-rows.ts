/** Rows of a CSV file with the place of every cell: RFC 4180, comma or tab or semicolon, UTF-8 with or without a mark. */
import { FormatError } from "../../foundation/plan/errors.ts";

export interface CsvRow {
  readonly cells: readonly string[];
  /** From 1. */
  readonly line: number;
  /** Characters from the start of the file. */
  readonly offset: number;
}

/** Empty lines are left out. Throws FormatError where a quote is not closed or stands within a word. */
export function csvRows(text: string): CsvRow[] {
  const start = text.startsWith("\ufeff") ? 1 : 0;
  if (text.includes("\u0000")) throw new FormatError("CSV", text.indexOf("\u0000"), "text in UTF-8", "a zero byte");
  const delimiter = delimiterOf(text);
  const rows: CsvRow[] = [];
  let at = start;
  let line = 1;
  while (at < text.length) {
    const offset = at;
    const first = line;
    const cells: string[] = [];
    for (;;) {
      let cell = "";
      if (text[at] === '"') {
        const opened = at;
        at++;
        for (;;) {
          const close = text.indexOf('"', at);
          if (close < 0)
            throw new FormatError(
              "CSV",
              opened,
              `a closing quote for line ${first}, column ${cells.length + 1}`,
              "none",
            );
          cell += text.slice(at, close);
          at = close + 1;
          if (text[at] !== '"') break;
          cell += '"';
          at++;
        }
        for (const character of cell) if (character === "\n") line++;
        const after = text[at];
        if (after !== undefined && after !== delimiter && after !== "\n" && after !== "\r")
          throw new FormatError(
            "CSV",
            at,
            `a separator after the quote in line ${line}, column ${cells.length + 1}`,
            JSON.stringify(after),
          );
      } else {
        const from = at;
        while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") at++;
        cell = text.slice(from, at).trim();
      }
      cells.push(cell);
      if (text[at] === delimiter) at++;
      else break;
    }
    if (text[at] === "\r") at++;
    if (text[at] === "\n") at++;
    line++;
    if (cells.length > 1 || cells[0] !== "") rows.push({ cells, line: first, offset });
  }
  return rows;
}

/** The commonest of the three in the first line, outside quotes. */
function delimiterOf(text: string): string {
  const first = (/^[^\n]*/.exec(text)?.[0] ?? "").replace(/"[^"]*"/g, "");
  const counts = [",", "\t", ";"].map((each) => first.split(each).length);
  return [",", "\t", ";"][counts.indexOf(Math.max(...counts))]!;
}

/** Throws FormatError naming line and column. */
export function refuseCell(row: CsvRow, column: number, expected: string): never {
  const found = row.cells[column];
  throw new FormatError(
    "CSV",
    row.offset,
    `${expected} in line ${row.line}, column ${column + 1}`,
    found === undefined ? "no such column" : found === "" ? "an empty cell" : JSON.stringify(found),
  );
}

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const MISSING = new Set(["", "NA", "N/A", "NaN", "null", "-"]);

/** NaN for what stands for a missing value; null for what is no number. */
export function numberOf(cell: string): number | null {
  if (MISSING.has(cell)) return Number.NaN;
  if (!NUMBER.test(cell)) return null;
  const value = Number(cell);
  return Number.isFinite(value) ? value : null;
}
