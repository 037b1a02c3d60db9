/** A CSV of weeks (or days, summed to weeks) and the columns that a config names, as the question of a media mix. */
import { readFile } from "node:fs/promises";
import { FormatError, InputError } from "../../foundation/plan/errors.ts";
import { type DecimalMark, isoDay, readDate } from "../../foundation/tables/index.ts";
import { type MixQuestion, YEAR_WEEKS } from "../../marketing/index.ts";
import { nearest } from "../cli/nearest.ts";
import { dayOrderOf } from "../project/csv-days.ts";
import { decimalMarkOf, soberExpected, soberNumber } from "../project/csv-numbers.ts";
import { csvRows } from "../project/csv-rows.ts";
import type { MixConfig } from "./mix-config.ts";

export interface MixFile {
  /** ISO days: each week's first. */
  readonly weeks: readonly string[];
  readonly question: MixQuestion;
  /** Days at the end that make no whole week. */
  readonly daysLeftOut: number;
}

interface Row {
  readonly day: number;
  readonly line: number;
  readonly values: readonly number[];
}

/** Throws InputError where the config names what the file has not; FormatError with line and column where a cell is not as it must be. */
export async function readMixFile(
  path: string,
  config: MixConfig,
  configPath: string,
  seed: number,
  given: DecimalMark | null = null,
): Promise<MixFile> {
  const [header, ...body] = csvRows(await readFile(path));
  if (!header) throw new FormatError("table", 0, "a header and rows of weeks", "nothing");
  const names = header.cells.map((name) => name.replace(/^\ufeff/, ""));
  const find = (column: string, place: string): number => {
    const at = names.indexOf(column);
    if (at >= 0) return at;
    const meant = nearest(column, names);
    const allowed = meant === null ? `a column of ${path}: ${names.join(", ")}` : `the column "${meant}", perhaps`;
    throw new InputError(`${configPath} ${place}`, allowed, JSON.stringify(column));
  };
  const dateAt = find(config.date, "$.date");
  const columns = [
    { at: find(config.y, "$.y"), least: "a result" },
    ...config.channels.map(({ column }, at) => ({ at: find(column, `$.channels[${at}].column`), least: "spend" })),
    ...config.controls.map((column, at) => ({ at: find(column, `$.controls[${at}]`), least: null })),
    ...config.events.map((column, at) => ({ at: find(column, `$.events[${at}]`), least: null })),
  ];
  const order = dayOrderOf(body, dateAt, names);
  const amounts = columns.map(({ at }) => at);
  const mark = decimalMarkOf(body, { counts: [], amounts }, names, given);
  const rows = body
    .map(({ cells, line }): Row => {
      const date = cells[dateAt] ?? "";
      const span = readDate(date, order);
      if (!span) throw refusal("a date like 2026-03-02", line, config.date, date);
      const values = columns.map(({ at, least }) => {
        const cell = cells[at] ?? "";
        const value = soberNumber(cell, mark);
        if (value === null) throw refusal(soberExpected(cell), line, names[at] ?? "", cell);
        if (least !== null && value < 0) throw refusal(`${least} of 0 or more`, line, names[at] ?? "", cell);
        return value;
      });
      return { day: span.from, line, values };
    })
    .sort((a, b) => a.day - b.day);
  const { weeks, daysLeftOut } = wholeWeeks(rows, config);
  const column = (at: number): Float64Array => Float64Array.from(weeks, ({ values }) => values[at] as number);
  const y = column(0);
  if (!(y.reduce((sum, value) => sum + value, 0) > 0)) {
    throw new FormatError("table", 0, `a column ${config.y} whose values add up to more than 0`, "0 or less");
  }
  const days = weeks.map(({ day }) => day);
  const first = 1 + config.channels.length;
  return {
    weeks: days.map((day) => isoDay(day)),
    daysLeftOut,
    question: {
      y,
      channels: config.channels.map(({ name, experiments }, at) => ({
        name,
        spend: column(1 + at),
        experiments: experiments.map(({ from, until, incremental, sd }, test) => {
          const place = `$.channels[${at}].experiments[${test}]`;
          const row = (text: string, key: string): number => {
            const span = readDate(text, order);
            const week = span ? days.findLastIndex((day) => day <= span.from) : -1;
            if (span && week >= 0 && span.from < (days[week] as number) + 7) return week;
            const allowed = `a day of the file, from ${isoDay(days[0] as number)} to ${isoDay((days.at(-1) as number) + 6)}`;
            throw new InputError(`${configPath} ${place}.${key}`, allowed, JSON.stringify(text));
          };
          const rows = { from: row(from, "from"), until: row(until, "until") };
          if (rows.until < rows.from)
            throw new InputError(`${configPath} ${place}.until`, "a day not before from", until);
          return { ...rows, incremental, sd };
        }),
      })),
      controls: config.controls.map((name, at) => ({ name, values: column(first + at) })),
      events: config.events.map((name, at) => ({ name, values: column(first + config.controls.length + at) })),
      season: config.season === "yearly" ? YEAR_WEEKS : config.season === "none" ? null : config.season,
      trend: config.trend,
      presentWeeks: config.present ?? weeks.length,
      seed,
    },
  };
}

/** Rows a week apart as they are; days in sevens from the first: sums, of controls means, of events the strongest. */
function wholeWeeks(
  rows: readonly Row[],
  config: MixConfig,
): { readonly weeks: readonly Row[]; readonly daysLeftOut: number } {
  const step = rows.length > 1 ? (rows[1] as Row).day - (rows[0] as Row).day : 7;
  for (let at = 1; at < rows.length; at++) {
    const [before, row] = [rows[at - 1] as Row, rows[at] as Row];
    const apart = row.day - before.day;
    if (apart === 0) {
      throw refusal(
        `one row for each date; ${isoDay(row.day)} is on line ${before.line} too`,
        row.line,
        config.date,
        isoDay(row.day),
      );
    }
    if (step !== 1 && step !== 7)
      throw refusal(
        "weeks (dates 7 days apart) or days",
        row.line,
        config.date,
        `${isoDay(before.day)}, then ${isoDay(row.day)}`,
      );
    if (apart !== step)
      throw refusal(
        `no gaps: a row for ${isoDay(before.day + step)} after line ${before.line}`,
        row.line,
        config.date,
        isoDay(row.day),
      );
  }
  if (step === 7) return { weeks: rows, daysLeftOut: 0 };
  const controls = 1 + config.channels.length;
  const events = controls + config.controls.length;
  const weeks: Row[] = [];
  for (let at = 0; at + 7 <= rows.length; at += 7) {
    const days = rows.slice(at, at + 7);
    const { day, line, values } = days[0] as Row;
    weeks.push({
      day,
      line,
      values: values.map((_, column) => {
        const each = days.map((row) => row.values[column] as number);
        if (column >= events) return Math.max(...each);
        const sum = each.reduce((total, value) => total + value, 0);
        return column >= controls ? sum / 7 : sum;
      }),
    });
  }
  return { weeks, daysLeftOut: rows.length % 7 };
}

function refusal(expected: string, line: number, column: string, found: string): FormatError {
  return new FormatError(
    "table",
    0,
    `${expected} on line ${line}, column ${column}`,
    found === "" ? "nothing" : JSON.stringify(found),
  );
}
