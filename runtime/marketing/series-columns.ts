/** A CSV of columns of numbers, one of them the series, another perhaps its dates. */
import { readFile } from "node:fs/promises";
import { FormatError, InputError } from "../../foundation/plan/errors.ts";
import type { DayOrder } from "../../foundation/tables/date-cells.ts";
import { type DecimalMark, isoDay, readDate, readNumber } from "../../foundation/tables/index.ts";
import { dayOrderOf } from "../project/csv-days.ts";
import { decimalMarkOf, soberExpected, soberNumber } from "../project/csv-numbers.ts";
import { csvRows } from "../project/csv-rows.ts";

export interface SeriesColumns {
  readonly y: Float64Array;
  readonly yName: string;
  readonly controls: readonly Float64Array[];
  readonly controlNames: readonly string[];
  /** ISO days; null: rows are numbered from 0. */
  readonly days: readonly string[] | null;
}

export interface ColumnChoice {
  readonly date: string | null;
  readonly y: string | null;
  /** Empty: all other columns of numbers. */
  readonly controls: readonly string[];
}

/**
 * @param given decimal mark of the file; null: decided from its cells
 * @throws InputError where a named column is missing; FormatError with line and column where a cell cannot be read
 */
export async function readSeriesColumns(
  path: string,
  choice: ColumnChoice,
  given: DecimalMark | null = null,
): Promise<SeriesColumns> {
  const [header, ...body] = csvRows(await readFile(path));
  if (!header) throw new FormatError("table", 0, "a header and rows of numbers", "nothing");
  const names = header.cells.map((name) => name.replace(/^\ufeff/, "").trim());
  const rows = body.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  const find = (name: string, option: string): number => {
    const at = names.findIndex((each) => each.toLowerCase() === name.toLowerCase());
    if (at < 0) throw new InputError(option, `one of ${names.join(", ")}`, name);
    return at;
  };
  const isDate = (at: number): boolean =>
    rows.length > 0 &&
    rows.every(({ cells }) => !/^-?[\d.]+$/.test(cells[at] ?? "") && readDate(cells[at] ?? "", "day-first") !== null);
  const dateAt = choice.date !== null ? find(choice.date, "--date") : names.findIndex((_, at) => isDate(at));
  const yAt =
    choice.y !== null
      ? find(choice.y, "--y")
      : Math.max(
          names.findIndex((name) => name.toLowerCase() === "y"),
          names.findIndex((_, at) => at !== dateAt),
        );
  const numeric = (at: number): boolean =>
    rows.some(({ cells }) => readNumber(cells[at] ?? "", ".") !== null || readNumber(cells[at] ?? "", ",") !== null);
  const controlsAt =
    choice.controls.length > 0
      ? choice.controls.map((name) => find(name, "--controls"))
      : names.map((_, at) => at).filter((at) => at !== dateAt && at !== yAt && numeric(at));
  const mark = decimalMarkOf(rows, { counts: [], amounts: [yAt, ...controlsAt] }, names, given);
  const order = dateAt < 0 ? "day-first" : dayOrderOf(rows, dateAt, names);
  const column = (at: number): Float64Array =>
    Float64Array.from(rows, ({ line, cells }) => {
      const text = (cells[at] ?? "").trim();
      if (text === "" || /^(?:na|nan|null)$/i.test(text)) {
        if (at === yAt) return Number.NaN;
        throw new FormatError(
          "table",
          0,
          `a number on line ${line}, column ${names[at]}: controls have no gaps`,
          "nothing",
        );
      }
      const value = soberNumber(text, mark);
      if (value === null)
        throw new FormatError(
          "table",
          0,
          `${soberExpected(text)} on line ${line}, column ${names[at]}`,
          JSON.stringify(text),
        );
      return value;
    });
  return {
    y: column(yAt),
    yName: names[yAt] ?? "",
    controls: controlsAt.map(column),
    controlNames: controlsAt.map((at) => names[at] ?? ""),
    days:
      dateAt < 0 ? null : rows.map(({ line, cells }) => dayOf(cells[dateAt] ?? "", order, line, names[dateAt] ?? "")),
  };
}

function dayOf(text: string, order: DayOrder, line: number, column: string): string {
  const span = readDate(text, order);
  if (!span) throw new FormatError("table", 0, `a date on line ${line}, column ${column}`, JSON.stringify(text));
  return isoDay(span.from);
}
