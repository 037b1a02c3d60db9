/** A CSV of locations, dates and values, columns in any order, as a panel. */
import { readFile } from "node:fs/promises";
import { FormatError } from "../../foundation/plan/errors.ts";
import { decimalNumber, isoDay, readDate, readNumber } from "../../foundation/tables/index.ts";
import { type GeoPanel, type GeoRow, geoPanel } from "../../marketing/index.ts";
import { csvRows } from "../project/csv-rows.ts";

const LOCATION = /^(?:location|geo|city|market|region|dma|territory)$/i;
const DATE = /^(?:date|day)$/i;
const VALUE = /^(?:y|value|kpi|streams|sales|units|conversions)$/i;

/** Throws FormatError where a column is missing, and with the line where a cell cannot be read. */
export async function readGeoFile(path: string): Promise<GeoPanel> {
  const raw = new Uint8Array(await readFile(path));
  const lines = csvRows(raw);
  const [header, ...body] = lines;
  if (!header) throw new FormatError("geo table", 0, "the columns location, date, Y", "nothing");
  if (body.length === 0) throw new FormatError("geo table", 0, "rows of places and days", "a header only");
  const at = (name: string, pattern: RegExp): number => {
    const found = header.cells.findIndex((cell) => pattern.test(cell.replace(/^\ufeff/, "").trim()));
    if (found < 0) throw new FormatError("geo table", 0, `a column ${name}`, header.cells.join(", "));
    return found;
  };
  const [location, date, value] = [at("location", LOCATION), at("date", DATE), at("Y", VALUE)];
  const rows = body
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""))
    .map(({ line, cells }): GeoRow => {
      const refuse = (column: string, expected: string, found: string): never => {
        throw new FormatError("geo table", 0, `${expected} on line ${line}, column ${column}`, JSON.stringify(found));
      };
      const day = readDate(cells[date] ?? "", "day-first");
      const number = readNumber((cells[value] ?? "").trim(), ".");
      if (!day || day.from !== day.until)
        return refuse(header.cells[date] ?? "date", "a date like 2026-03-01", cells[date] ?? "");
      if (!number) return refuse(header.cells[value] ?? "Y", "a number", cells[value] ?? "");
      const name = (cells[location] ?? "").trim();
      if (name === "") return refuse(header.cells[location] ?? "location", "a location", "");
      return { location: name, day: isoDay(day.from), value: decimalNumber(number), line };
    });
  return geoPanel(rows);
}
