/** A CSV of tests: one row for each variant of each. */
import { readFile } from "node:fs/promises";
import { FormatError, InputError } from "../../foundation/plan/errors.ts";
import { decimalNumber, readNumber } from "../../foundation/tables/index.ts";
import type { Variant, VariantTest } from "../../marketing/index.ts";
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

/** Throws InputError where a named column is missing; FormatError with the line where a cell cannot be read. */
export async function readVariantRows(path: string, columns: ColumnNames): Promise<VariantRow[]> {
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
  return body.map(({ cells, line }): VariantRow => {
    const text = (column: Column): string => cells[at(column)] ?? "";
    const count = (column: Column): number => {
      const number = readNumber(text(column), ".");
      const value = number ? decimalNumber(number) : Number.NaN;
      if (Number.isSafeInteger(value) && value >= 0) return value;
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

/**
 * Without a column of tests the file is one test. The second of a test is the row that comes later, or in all tests
 * the variant of that name.
 *
 * @param second name of the variant that is judged against the other; null: whichever comes later
 * Throws InputError where a named column is missing; FormatError with the line where a cell cannot be read or a test has other than two variants.
 */
export async function readVariantFile(path: string, second: string | null, columns: ColumnNames): Promise<NamedTest[]> {
  const tests = new Map<string, VariantRow[]>();
  for (const row of await readVariantRows(path, columns)) {
    if (row.variant.trials === 0) {
      throw new FormatError("table of tests", 0, `trials over 0 on line ${row.line}`, "0");
    }
    tests.set(row.test, [...(tests.get(row.test) ?? []), row]);
  }
  return [...tests].map(([name, rows]): NamedTest => {
    const [one, other] = second !== null && rows[0]?.name === second ? [rows[1], rows[0]] : rows;
    if (rows.length !== 2 || !one || !other || one.name === other.name) {
      const found = rows.map((row) => row.name).join(", ");
      throw new FormatError("table of tests", 0, `two variants of test ${name} (line ${rows[0]?.line})`, found);
    }
    if (second !== null && other.name !== second) {
      const found = `${one.name}, ${other.name}`;
      throw new FormatError("table of tests", 0, `variant ${second} in test ${name} (line ${rows[0]?.line})`, found);
    }
    return { name, variants: [one.name, other.name], first: one.variant, second: other.variant };
  });
}
