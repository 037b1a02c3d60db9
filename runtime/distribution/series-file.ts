/**
 * Series from a CSV file, in one of three layouts:
 *   wide: id, then values, one series a row, with or without a header; rows may be of different lengths;
 *   long: id, date, value with a header;
 *   by date: a date, then one column for each series, with a header (the exports of artists' pages).
 */
import { readFile } from "node:fs/promises";
import type { NamedSeries } from "../../distribution/index.ts";
import { FormatError } from "../../foundation/plan/errors.ts";
import { type CsvRow, csvRows, numberOf, refuseCell } from "../project/csv-rows.ts";
import { type Calendar, calendarOf, momentOf, placeOf } from "./calendar-steps.ts";

export interface SeriesFile {
  readonly layout: "wide" | "long" | "by-date";
  readonly series: readonly NamedSeries[];
  /** Null for wide files. All series of the others stand on all its steps. */
  readonly calendar: Calendar | null;
}

const DATE = "a date such as 2026-01-31";

export async function readSeriesFile(path: string): Promise<SeriesFile> {
  return seriesOf(await readFile(path));
}

/** Throws FormatError naming line, column, what was expected and what was found. */
export function seriesOf(file: Uint8Array | string): SeriesFile {
  const rows = csvRows(file);
  const [first, second] = rows;
  if (!first) throw new FormatError("CSV", 0, "rows of values", "an empty file");
  if (second && first.cells.length >= 2 && momentOf(second.cells[0] ?? "") !== null && !numeric(first.cells))
    return byDate(first, rows.slice(1));
  if (first.cells.length === 3 && second && momentOf(second.cells[1] ?? "") !== null) return long(rows.slice(1));
  if (first.cells.length === 3 && momentOf(first.cells[1] ?? "") !== null) return long(rows);
  return wide(rows);
}

/** Every cell after the first is a number or missing, and at least one is a number. */
function numeric(cells: readonly string[]): boolean {
  const numbers = cells.slice(1).map(numberOf);
  return numbers.every((value) => value !== null) && numbers.some((value) => !Number.isNaN(value));
}

function wide(rows: readonly CsvRow[]): SeriesFile {
  const [top] = rows as [CsvRow, ...CsvRow[]];
  const named = top.cells.slice(1).every((cell) => numberOf(cell) === null);
  const header = rows.length > 1 && (named || top.cells[0]?.toLowerCase() === "id");
  const seen = new Set<string>();
  const series = rows.slice(header ? 1 : 0).map((row): NamedSeries => {
    const [id = ""] = row.cells;
    if (id === "") refuseCell(row, 0, "the name of a series");
    if (seen.has(id)) refuseCell(row, 0, "a name that no row above has");
    seen.add(id);
    const values = row.cells
      .slice(1)
      .map((cell, at) => numberOf(cell) ?? refuseCell(row, at + 1, "a number or nothing"));
    // Empty cells at the end only fill up the table.
    let end = values.length;
    while (end > 0 && Number.isNaN(values[end - 1]!)) end--;
    return { id, values: Float64Array.from(values.slice(0, end)) };
  });
  if (series.length === 0) throw new FormatError("CSV", 0, "a row of values below the header", "none");
  return { layout: "wide", series, calendar: null };
}

interface Entry {
  readonly row: CsvRow;
  readonly id: string;
  readonly moment: number;
  readonly value: number;
}

function long(rows: readonly CsvRow[]): SeriesFile {
  const entries = rows.map((row): Entry => {
    const [id = "", date = "", value = ""] = row.cells;
    if (row.cells.length !== 3)
      refuseCell(row, Math.min(row.cells.length, 3), "three columns: id, date, value, and nothing else");
    if (id === "") refuseCell(row, 0, "the name of a series");
    return {
      row,
      id,
      moment: momentOf(date) ?? refuseCell(row, 1, DATE),
      value: numberOf(value) ?? refuseCell(row, 2, "a number or nothing"),
    };
  });
  return onCalendar("long", entries, 1);
}

function byDate(header: CsvRow, rows: readonly CsvRow[]): SeriesFile {
  const names = header.cells.slice(1);
  names.forEach((name, at) => {
    if (name === "") refuseCell(header, at + 1, "the name of a series");
    if (names.indexOf(name) < at) refuseCell(header, at + 1, "a name that no column before has");
  });
  const entries = rows.flatMap((row) => {
    if (row.cells.length !== header.cells.length)
      refuseCell(
        row,
        Math.min(row.cells.length, header.cells.length),
        `${header.cells.length} columns, as the header has`,
      );
    const moment = momentOf(row.cells[0] ?? "") ?? refuseCell(row, 0, DATE);
    return names.map(
      (id, at): Entry => ({
        row,
        id,
        moment,
        value: numberOf(row.cells[at + 1] ?? "") ?? refuseCell(row, at + 1, "a number or nothing"),
      }),
    );
  });
  return onCalendar("by-date", entries, 0);
}

function onCalendar(layout: "long" | "by-date", entries: readonly Entry[], column: number): SeriesFile {
  const moments = [...new Set(entries.map(({ moment }) => moment))].sort((a, b) => a - b);
  const calendar = calendarOf(moments);
  if (!calendar) {
    const row = entries[0]!.row;
    refuseCell(row, column, "dates that are all whole hours, days, weeks or months apart, beginning with the one");
  }
  const found = new Map<string, Float64Array>();
  const taken = new Map<string, Uint8Array>();
  for (const { row, id, moment, value } of entries) {
    const place = placeOf(calendar, moment)!;
    const values = found.get(id) ?? new Float64Array(calendar.count).fill(Number.NaN);
    const used = taken.get(id) ?? new Uint8Array(calendar.count);
    if (used[place]) refuseCell(row, column, `a date that ${JSON.stringify(id)} has not had before`);
    used[place] = 1;
    values[place] = value;
    found.set(id, values);
    taken.set(id, used);
  }
  // What lies before the first value of a series is no gap of it.
  const series = [...found].map(([id, values]): NamedSeries => {
    const start = values.findIndex((value) => !Number.isNaN(value));
    return { id, values: start < 0 ? new Float64Array(0) : values.slice(start) };
  });
  return { layout, series, calendar };
}
