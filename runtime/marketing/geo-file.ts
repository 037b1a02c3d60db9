/** A CSV of locations, dates and values, columns in any order, as a panel. */
import { readFile } from "node:fs/promises";
import { FormatError } from "../../foundation/plan/errors.ts";
import {
  asUtf8,
  createRecordSplitter,
  decimalNumber,
  detectEncoding,
  isoDay,
  readDate,
  readNumber,
  recordTexts,
} from "../../foundation/tables/index.ts";
import { type GeoPanel, type GeoRow, geoPanel } from "../../marketing/index.ts";

const LOCATION = /^(?:location|geo|city|market|region|dma|territory)$/i;
const DATE = /^(?:date|day)$/i;
const VALUE = /^(?:y|value|kpi|streams|sales|units|conversions)$/i;

/** Throws FormatError where a column is missing, and with the line where a cell cannot be read. */
export async function readGeoFile(path: string): Promise<GeoPanel> {
  const raw = new Uint8Array(await readFile(path));
  const lines = linesOf(raw);
  const [header, ...body] = lines;
  if (!header) throw new FormatError("geo table", 0, "the columns location, date, Y", "nothing");
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

function linesOf(raw: Uint8Array): { readonly line: number; readonly cells: readonly string[] }[] {
  const blocks = [...asUtf8([raw], detectEncoding(raw))];
  const head = new TextDecoder().decode((blocks[0] ?? new Uint8Array()).subarray(0, 2000)).split(/\r?\n/)[0] ?? "";
  const delimiter = [",", ";", "\t"].sort((a, b) => head.split(b).length - head.split(a).length)[0] as string;
  const splitter = createRecordSplitter(delimiter.charCodeAt(0));
  const lines: { line: number; cells: string[] }[] = [];
  for (const next of [...blocks.map((block) => () => splitter.push(block)), () => splitter.end()]) {
    const records = next();
    for (let record = 0; record < records.count; record++) {
      lines.push({ line: records.lines[record] as number, cells: recordTexts(records, record) });
    }
  }
  return lines;
}
