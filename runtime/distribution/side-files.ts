/** Small files beside a table of series: events and hierarchies. */
import { readFile } from "node:fs/promises";
import type { KnownThings, NamedSeries, SeriesEvent } from "../../distribution/index.ts";
import { FormatError, InputError } from "../../foundation/plan/errors.ts";
import { type CsvRow, csvRows, refuseCell } from "../project/csv-rows.ts";
import { type Calendar, momentOf, placeOf } from "./calendar-steps.ts";
import type { SeriesFile } from "./series-file.ts";

/**
 * Rows of id, date, effect and, if you like, the last date: `*` for all series; without a last date the effect goes on;
 * `release` names the day of release. Throws InputError where the series have no dates.
 */
export async function readEvents(path: string, { series, calendar, layout }: SeriesFile): Promise<KnownThings> {
  if (!calendar) throw new InputError("--events", "series with dates (id, date, value)", `a ${layout} file without`);
  const ids = new Map(series.map((each) => [each.id, each]));
  const events: SeriesEvent[] = [];
  const releases = new Map<string, number>();
  for (const row of rowsBelow(await readFile(path), ["id", "date", "effect"])) {
    const [id = "", , effect = "", last = ""] = row.cells;
    if (id !== "*" && !ids.has(id)) refuseCell(row, 0, "* or the id of a series");
    if (effect === "") refuseCell(row, 2, "the name of an effect");
    const from = stepOf(row, 1, calendar);
    const until = last === "" ? Number.POSITIVE_INFINITY : stepOf(row, 3, calendar) + 1;
    if (until <= from) refuseCell(row, 3, "a date that is not before the first");
    for (const one of id === "*" ? series : [ids.get(id)!]) {
      // Series begin with their first value, not with the table.
      const start = startOf(one, calendar);
      if (effect === "release") releases.set(one.id, from - start);
      else events.push({ id: one.id, effect, from: from - start, until: until - start });
    }
  }
  return { events, releases };
}

function startOf({ values }: NamedSeries, { count }: Calendar): number {
  return count - values.length;
}

function stepOf(row: CsvRow, column: number, calendar: Calendar): number {
  const moment = momentOf(row.cells[column] ?? "") ?? refuseCell(row, column, "a date such as 2026-01-31");
  return (
    placeOf(calendar, moment) ?? refuseCell(row, column, `a date on the steps of the series (one a ${calendar.unit})`)
  );
}

/** Rows of id and parent: the parent's series is the sum. A parent may have a parent. */
export async function readParents(path: string, { series }: SeriesFile): Promise<ReadonlyMap<string, string>> {
  const parents = new Map<string, string>();
  const rows = rowsBelow(await readFile(path), ["id", "parent"]);
  const names = new Set([...series.map(({ id }) => id), ...rows.map(({ cells }) => cells[1] ?? "")]);
  const given = new Set(series.map(({ id }) => id));
  for (const row of rows) {
    const [id = "", parent = ""] = row.cells;
    if (!names.has(id)) refuseCell(row, 0, "the id of a series or a parent");
    if (parent === "") refuseCell(row, 1, "the name of a total");
    if (given.has(parent)) refuseCell(row, 1, "a name that is no series of the table: totals are added up here");
    if (parents.has(id)) refuseCell(row, 0, "an id that no row above has");
    parents.set(id, parent);
  }
  return parents;
}

/** Without the header, which must begin with these names. */
function rowsBelow(text: Uint8Array, names: readonly string[]): CsvRow[] {
  const [header, ...rows] = csvRows(text);
  if (!header) throw new FormatError("CSV", 0, `a header: ${names.join(", ")}`, "an empty file");
  names.forEach((name, at) => {
    if (header.cells[at]?.toLowerCase() !== name) refuseCell(header, at, `the header ${JSON.stringify(name)}`);
  });
  return rows;
}
