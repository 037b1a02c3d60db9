/** Rows of a small CSV file with the place of every cell: comma, semicolon or tab, any encoding that exports come in. */
import { FormatError } from "../../foundation/plan/errors.ts";
import { asUtf8, createRecordSplitter, detectEncoding, recordTexts } from "../../foundation/tables/index.ts";

export interface CsvRow {
  /** Without spaces around. */
  readonly cells: readonly string[];
  /** From 1. */
  readonly line: number;
  /** Bytes from the start of the text. */
  readonly offset: number;
}

/** Empty lines are left out. Throws FormatError where a quote is not closed. */
export function csvRows(file: Uint8Array | string): CsvRow[] {
  const raw = typeof file === "string" ? new TextEncoder().encode(file) : file;
  const blocks = [...asUtf8([raw], detectEncoding(raw))];
  const zero = blocks[0]?.indexOf(0) ?? -1;
  if (zero >= 0) throw new FormatError("CSV", zero, "text", "a zero byte");
  const splitter = createRecordSplitter(delimiterOf(blocks[0] ?? new Uint8Array()).charCodeAt(0));
  const rows: CsvRow[] = [];
  // One batch after the other: each is written over the one before.
  for (const next of [...blocks.map((block) => () => splitter.push(block)), () => splitter.end()]) {
    const records = next();
    for (let record = 0; record < records.count; record++) {
      const line = records.lines[record] as number;
      const offset = records.base + (records.starts[record] as number);
      const cells = recordTexts(records, record).map((cell) => cell.trim());
      if (cells.length === 0) throw new FormatError("CSV", offset, `a closing quote for line ${line}`, "none");
      if (cells.length > 1 || cells[0] !== "") rows.push({ cells, line, offset });
    }
  }
  return rows;
}

/** The commonest of the three in the first line, outside quotes. */
function delimiterOf(head: Uint8Array): string {
  const text = new TextDecoder().decode(head.subarray(0, 10_000));
  const first = (/^[^\r\n]*/.exec(text)?.[0] ?? "").replace(/"[^"]*"/g, "");
  const counts = [",", "\t", ";"].map((each) => first.split(each).length);
  return [",", "\t", ";"][counts.indexOf(Math.max(...counts))] as string;
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
