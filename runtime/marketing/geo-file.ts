/** A CSV of locations, dates and values, columns in any order, as a panel. */
import { readFile } from "node:fs/promises";
import { FormatError } from "../../foundation/plan/errors.ts";
import { type DecimalMark, isoDay, readDate } from "../../foundation/tables/index.ts";
import { type GeoPanel, type GeoRow, geoPanel } from "../../marketing/index.ts";
import { dayOrderOf } from "../project/csv-days.ts";
import { decimalMarkOf, soberExpected, soberNumber } from "../project/csv-numbers.ts";
import { csvRows } from "../project/csv-rows.ts";

const LOCATION = /^(?:location|geo|city|market|region|dma|territory)$/i;
const DATE = /^(?:date|day)$/i;
const VALUE = /^(?:y|value|kpi|streams|sales|units|conversions)$/i;
/** Columns of these names hold whole numbers. */
const COUNTS = /^(?:streams|units|conversions)$/i;
/** Days: one that lies farther from the one before it is a slip of the hand. */
const FARTHEST = 366;

/**
 * @param given decimal mark of the file; null: decided from its cells
 * @throws FormatError where a column is missing, and with line and column where a cell cannot be read or cannot be meant
 */
export async function readGeoFile(path: string, given: DecimalMark | null = null): Promise<GeoPanel> {
  const [header, ...body] = csvRows(await readFile(path));
  if (!header) throw new FormatError("geo table", 0, "the columns location, date, Y", "nothing");
  if (body.length === 0) throw new FormatError("geo table", 0, "rows of places and days", "a header only");
  const names = header.cells.map((cell) => cell.replace(/^\ufeff/, ""));
  const at = (name: string, pattern: RegExp): number => {
    const found = names.findIndex((cell) => pattern.test(cell));
    if (found < 0) throw new FormatError("geo table", 0, `a column ${name}`, names.join(", "));
    return found;
  };
  const [location, date, value] = [at("location", LOCATION), at("date", DATE), at("Y", VALUE)];
  const rows = body.filter(({ cells }) => cells.some((cell) => cell !== ""));
  const whole = COUNTS.test(names[value] as string);
  const columns = { counts: whole ? [value] : [], amounts: whole ? [] : [value] };
  const mark = decimalMarkOf(rows, columns, names, given);
  const order = dayOrderOf(rows, date, names);
  const read = rows.map(({ line, cells }): GeoRow => {
    const refuse = (column: number, expected: string): never => {
      const found = cells[column] ?? "";
      const place = `${expected} on line ${line}, column ${names[column]}`;
      throw new FormatError("geo table", 0, place, found === "" ? "an empty cell" : JSON.stringify(found));
    };
    const day = readDate(cells[date] ?? "", order);
    if (!day || day.from !== day.until) return refuse(date, "a date like 2026-03-01");
    const number = soberNumber(cells[value] ?? "", mark);
    if (number === null) return refuse(value, soberExpected(cells[value] ?? ""));
    if (number < 0) return refuse(value, "0 or more");
    const name = cells[location] ?? "";
    if (name === "") return refuse(location, "a location");
    return { location: name, day: isoDay(day.from), value: number, line };
  });
  refuseStrayDays(read, names[date] as string);
  return geoPanel(read);
}

/** A year that was mistyped would stretch the panel over a century. */
function refuseStrayDays(rows: readonly GeoRow[], column: string): void {
  const dated = [...rows].sort((a, b) => (a.day < b.day ? -1 : 1));
  const gap = dated.findIndex((row, at) => at > 0 && daysBetween(dated[at - 1] as GeoRow, row) > FARTHEST);
  if (gap < 0) return;
  const stray = dated[gap > dated.length / 2 ? gap : gap - 1] as GeoRow;
  const other = dated[gap > dated.length / 2 ? gap - 1 : gap] as GeoRow;
  const expected = `a date within a year of the others on line ${stray.line}, column ${column}`;
  throw new FormatError("geo table", 0, expected, `${stray.day}; the nearest other is ${other.day}`);
}

function daysBetween(a: GeoRow, b: GeoRow): number {
  return (Date.parse(b.day) - Date.parse(a.day)) / 86_400_000;
}
