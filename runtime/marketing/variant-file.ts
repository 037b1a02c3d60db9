/** A CSV of tests: one row for each variant of each. */
import { readFile } from "node:fs/promises";
import { FormatError, InputError } from "../../foundation/plan/errors.ts";
import type { DecimalMark } from "../../foundation/tables/index.ts";
import type { Variant, VariantTest } from "../../marketing/index.ts";
import { decimalMarkOf, soberNumber } from "../project/csv-numbers.ts";
import { csvRows } from "../project/csv-rows.ts";

export interface NamedTest extends VariantTest {
  readonly name: string;
  readonly variants: readonly [string, string];
}

type Column = "test" | "variant" | "trials" | "successes";

const COLUMNS: Readonly<Record<Column, RegExp>> = {
  test: /^(?:test|id|experiment|story|ad set name)$/i,
  variant: /^(?:variant|arm|version|creative|ad name)$/i,
  trials: /^(?:trials|impressions|views|reach|sent|recipients|shown)$/i,
  successes: /^(?:successes|clicks|link clicks|saves|follows|conversions|opens)$/i,
};
/** Names of columns where they are not the usual ones. */
export type ColumnNames = Readonly<Record<Column, string | null>>;

export interface VariantRow {
  /** "test" where there is no column of tests. */
  readonly test: string;
  readonly name: string;
  readonly variant: Variant;
  /** Of the file, from 1. */
  readonly line: number;
}

/**
 * @param given decimal mark of the file; null: decided from its cells
 * @throws InputError where a named column is missing; FormatError with the line where a cell cannot be read
 */
export async function readVariantRows(
  path: string,
  columns: ColumnNames,
  given: DecimalMark | null,
): Promise<VariantRow[]> {
  const [header, ...body] = csvRows(await readFile(path));
  if (!header) throw new FormatError("table of tests", 0, "the columns test, variant, trials, successes", "nothing");
  const names = header.cells.map((cell) => cell.replace(/^\ufeff/, ""));
  const at = (column: Column): number => {
    const named = columns[column];
    const found = names.findIndex((name) => (named === null ? COLUMNS[column].test(name) : name === named));
    if (named !== null && found < 0) throw new InputError(`--${column}`, `one of ${names.join(", ")}`, named);
    return found;
  };
  const missing = (["variant", "trials", "successes"] as const).find((column) => at(column) < 0);
  if (missing) throw new FormatError("table of tests", 0, `a column ${missing}`, names.join(", "));
  const mark = decimalMarkOf(body, { counts: [at("trials"), at("successes")], amounts: [] }, names, given);
  return body.map(({ cells, line }): VariantRow => {
    const text = (column: Column): string => cells[at(column)] ?? "";
    const count = (column: Column): number => {
      const value = soberNumber(text(column), mark);
      if (value !== null && Number.isInteger(value) && value >= 0) return value;
      const place = `a whole number from 0 on line ${line}, column ${names[at(column)]}`;
      throw new FormatError("table of tests", 0, place, JSON.stringify(text(column)));
    };
    const variant = { trials: count("trials"), successes: count("successes") };
    if (variant.successes > variant.trials) {
      const found = `${variant.successes} of ${variant.trials}`;
      throw new FormatError("table of tests", 0, `no more successes than trials on line ${line}`, found);
    }
    return { test: at("test") < 0 ? "test" : text("test"), name: text("variant"), variant, line };
  });
}

export interface VariantFile {
  readonly tests: readonly NamedTest[];
  /** Tests that cannot be judged, with the line of each one's first row and what was expected and found. */
  readonly leftOut: readonly LeftOut[];
}

export interface LeftOut {
  readonly test: string;
  readonly line: number;
  readonly expected: string;
  readonly found: string;
}

/**
 * Without a column of tests the file is one test. The second of a test is the row that comes later, or in all tests
 * the variant of that name. A test that is not of two variants is left out: it says nothing against the others.
 *
 * @param second name of the variant that is judged against the other; null: whichever comes later
 * @param given decimal mark of the file; null: decided from its cells
 * @throws InputError where a named column is missing; FormatError with the line where a cell cannot be read or no test can be judged
 */
export async function readVariantFile(
  path: string,
  second: string | null,
  columns: ColumnNames,
  given: DecimalMark | null,
): Promise<VariantFile> {
  const byTest = new Map<string, VariantRow[]>();
  for (const row of await readVariantRows(path, columns, given))
    byTest.set(row.test, [...(byTest.get(row.test) ?? []), row]);
  const tests: NamedTest[] = [];
  const leftOut: LeftOut[] = [];
  for (const [name, rows] of byTest) {
    const fault = faultOf(name, rows, second);
    if (fault !== null) leftOut.push({ test: name, ...fault });
    else {
      const pair = rows as [VariantRow, VariantRow];
      const [one, other] = pair[0].name === second ? [pair[1], pair[0]] : pair;
      tests.push({ name, variants: [one.name, other.name], first: one.variant, second: other.variant });
    }
  }
  const [first] = leftOut;
  if (first && tests.length === 0) throw new FormatError("table of tests", 0, first.expected, first.found);
  return { tests, leftOut };
}

function faultOf(name: string, rows: readonly VariantRow[], second: string | null): Omit<LeftOut, "test"> | null {
  const line = rows[0]?.line ?? 0;
  const names = rows.map((row) => row.name);
  const empty = rows.find(({ variant }) => variant.trials === 0);
  if (empty) return { line: empty.line, expected: `trials over 0 on line ${empty.line}`, found: "0" };
  if (names.length !== 2 || names[0] === names[1])
    return { line, expected: `two variants of test ${name} (line ${line})`, found: names.join(", ") };
  if (second !== null && !names.includes(second))
    return { line, expected: `variant ${second} in test ${name} (line ${line})`, found: names.join(", ") };
  return null;
}
