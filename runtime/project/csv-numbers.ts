/** Numbers of a small CSV file: one file is written in one locale, so what a point or a comma means is decided from all its cells. */
import { FormatError } from "../../foundation/plan/errors.ts";
import {
  addEvidence,
  type DecimalMark,
  decideMark,
  decimalNumber,
  type NumberEvidence,
  noEvidence,
  readNumber,
} from "../../foundation/tables/index.ts";
import type { CsvRow } from "./csv-rows.ts";

/** Beyond this no count, sum or amount of an artist lies; a cell like it is a slip of the hand or another column. */
const ABSURD = 1e12;

export interface NumberColumns {
  /** Positions of columns of whole numbers: in them a mark can only group thousands, unless zeros alone stand behind it. */
  readonly counts: readonly number[];
  /** Positions of columns of any numbers. */
  readonly amounts: readonly number[];
}

/**
 * The decimal mark that the cells of the file allow: those that are asked for, and columns beside them that hold numbers
 * only.
 *
 * @param names of the columns, for messages
 * @param given what a person said; null: decided
 * @throws FormatError with line and column where every number can be read both ways
 */
export function decimalMarkOf(
  rows: readonly CsvRow[],
  { counts, amounts }: NumberColumns,
  names: readonly string[],
  given: DecimalMark | null,
): DecimalMark {
  if (given !== null) return given;
  const evidence = noEvidence();
  for (const [at] of names.entries()) {
    const cells = rows.map(({ cells }) => cells[at] ?? "");
    const asked = counts.includes(at) || amounts.includes(at);
    if (!asked && !cells.every((cell) => cell === "" || readNumber(cell, ".") || readNumber(cell, ","))) continue;
    for (const cell of cells) {
      if (counts.includes(at)) addCount(evidence, cell);
      else addEvidence(evidence, cell);
    }
  }
  const { mark } = decideMark(evidence, false, null);
  if (mark !== null) return mark;
  const example = evidence.example ?? "";
  const row = rows.find(({ cells }) => cells.some((cell) => cell === example)) as CsvRow;
  const [whole, part] = example.split(/[.,]/) as [string, string];
  const thousands = example.replace(/[.,]/, "");
  const fraction = /[1-9]/.test(part) ? `${whole}.${part}` : whole;
  throw new FormatError(
    "table",
    row.offset,
    `numbers that can be read in one way on line ${row.line}, column ${names[row.cells.indexOf(example)]}: write ${thousands} or ${fraction}, or say --decimal-mark point or comma`,
    `${JSON.stringify(example)}, and no other number of the file tells which it is`,
  );
}

/** A count has no fraction: 1.234 can only be groups, and 12.0 only a fraction; 120.000 can be both. */
function addCount(evidence: NumberEvidence, cell: string): void {
  const group = /^[1-9]\d{0,2}([.,])\d{3}$/.exec(cell);
  if (!group || cell.endsWith("000")) addEvidence(evidence, cell);
  else if (group[1] === ".") evidence.comma++;
  else evidence.point++;
}

/** The value of a cell; null where it is no number, a percentage, or beyond all that an artist has (10^12 either way). */
export function soberNumber(cell: string, mark: DecimalMark): number | null {
  const number = /%\s*$/.test(cell) ? null : readNumber(cell, mark);
  const value = number ? decimalNumber(number) : Number.NaN;
  return Math.abs(value) <= ABSURD ? value : null;
}

/** What should have stood where `soberNumber` gives null. */
export function soberExpected(cell: string): string {
  return /%\s*$/.test(cell)
    ? "a number, no percentage,"
    : readNumber(cell, ".") || readNumber(cell, ",")
      ? "a number up to 10^12"
      : "a number";
}

/** As `--decimal-mark` says it. */
export function markNamed(name: string | null): DecimalMark | null {
  return name === null ? null : name === "comma" ? "," : ".";
}
