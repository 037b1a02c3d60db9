/** A CSV of columns of numbers, one of them the series, another perhaps its dates. */
import { readFile } from "node:fs/promises";
import { FormatError, InputError } from "../../foundation/plan/errors.ts";
import { decimalNumber, isoDay, readDate, readNumber } from "../../foundation/tables/index.ts";
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

export async function readSeriesColumns(path: string, choice: ColumnChoice): Promise<SeriesColumns> {
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
  const numeric = (at: number): boolean => rows.some(({ cells }) => readNumber((cells[at] ?? "").trim(), ".") !== null);
  const controlsAt =
    choice.controls.length > 0
      ? choice.controls.map((name) => find(name, "--controls"))
      : names.map((_, at) => at).filter((at) => at !== dateAt && at !== yAt && numeric(at));
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
      const value = readNumber(text, ".");
      if (!value)
        throw new FormatError("table", 0, `a number on line ${line}, column ${names[at]}`, JSON.stringify(text));
      return decimalNumber(value);
    });
  return {
    y: column(yAt),
    yName: names[yAt] ?? "",
    controls: controlsAt.map(column),
    controlNames: controlsAt.map((at) => names[at] ?? ""),
    days: dateAt < 0 ? null : rows.map(({ line, cells }) => dayOf(cells[dateAt] ?? "", line, names[dateAt] ?? "")),
  };
}

function dayOf(text: string, line: number, column: string): string {
  const span = readDate(text, "day-first");
  if (!span) throw new FormatError("table", 0, `a date on line ${line}, column ${column}`, JSON.stringify(text));
  return isoDay(span.from);
}
