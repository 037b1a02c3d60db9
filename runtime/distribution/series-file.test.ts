/** Tables of series as they come, and what is no table. */
import { expect, test } from "vitest";
import { FormatError } from "../../foundation/plan/errors.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { csvRows } from "../project/csv-rows.ts";
import { calendarOf, dateAt, momentOf, placeOf } from "./calendar-steps.ts";
import { seriesOf } from "./series-file.ts";

const NONE = Number.NaN;

function shown(text: string): { layout: string; unit: string | undefined; series: Record<string, number[]> } {
  const { layout, calendar, series } = seriesOf(text);
  return {
    layout,
    unit: calendar?.unit,
    series: Object.fromEntries(series.map(({ id, values }) => [id, [...values]])),
  };
}

test("wide: with a header and without, quotes, empty cells, rows of different lengths", () => {
  expect(shown("a,1,2,\nb,,3,4\n")).toEqual({
    layout: "wide",
    unit: undefined,
    series: { a: [1, 2], b: [NONE, 3, 4] },
  });
  expect(shown('"V1","V2","V3"\n"H1","619","565"\n').series).toEqual({ H1: [619, 565] });
  expect(shown('\ufeffid;1;2\r\n"x, ""y""";1.5;-2e1\r\n').series).toEqual({ 'x, "y"': [1.5, -20] });
});

test("long: any order, gaps in the dates, series that begin later", () => {
  const text = "id,date,value\na,2026-01-03,3\na,2026-01-01,1\nb,2026-01-02,5\nb,2026-01-04,7\n";
  expect(shown(text)).toEqual({
    layout: "long",
    unit: "day",
    series: { a: [1, NONE, 3, NONE], b: [5, NONE, 7] },
  });
});

test("by date: a column for each series, as artists' pages export them", () => {
  const text = "date,listeners,streams\n2025-12-31,5,9\n2026-01-07,6,\n2026-01-14,7,11\n";
  expect(shown(text)).toEqual({
    layout: "by-date",
    unit: "week",
    series: { listeners: [5, 6, 7], streams: [9, NONE, 11] },
  });
});

test.each([
  ["", "an empty file"],
  ["a,1\na,2\n", "line 2, column 1"],
  ["a,1,x\n", "line 1, column 3"],
  ["a,1\nb,1,two\n", "line 2, column 3"],
  ["id,date,value\na,2026-02-30,1\n", "line 2, column"],
  ["id,date,value\na,2026-02-03,1\na,2026-02-03,2\n", "line 3, column 2"],
  ["id,date,value\na,2026-02-03,1\na,03.02.2026,2\n", "line 3, column 2"],
  ["id,date,value\na,2026-02-03,1\na,2026-02-04,1,5\n", "line 3, column 4"],
  ["id,date,value\na,2026-02-03,one\n", "line 2, column 3"],
  ["id,date,value\na,2026-01-01 00:00,1\na,2026-01-01 00:25,2\n", "whole hours"],
  ["date,x,x\n2026-01-01,1,2\n", "line 1, column 3"],
  ["date,x\n2026-01-01,1\n2026-01-02\n", "line 3, column 2"],
  ['a,"1\n', "a closing quote"],
  ['a,"1"2\n', "a number or nothing in line 1, column 2"],
  ["a,\u0000\n", "a zero byte"],
  ["id,v1,v2\n", "line 1, column 2"],
])("%j is refused, with the place", (text, place) => {
  expect(() => seriesOf(text)).toThrow(FormatError);
  expect(() => seriesOf(text)).toThrow(place);
});

test("any bytes give series or a FormatError", () => {
  const random = createRandom(4);
  const pieces = [
    "a",
    "id",
    ",",
    ",",
    "\n",
    "\r\n",
    '"',
    ";",
    "\t",
    "1",
    "-2.5e3",
    "2026-01-01",
    "2026-01",
    " ",
    "date",
    "=",
    "\ufeff",
  ];
  for (let trial = 0; trial < 3000; trial++) {
    const text = Array.from({ length: random.integer(0, 30) }, () => random.pick(pieces)).join("");
    try {
      for (const { id, values } of seriesOf(text).series) {
        expect(id).not.toBe("");
        expect(values.every((value) => !Number.isFinite(value) === Number.isNaN(value))).toBe(true);
      }
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError);
    }
  }
});

test("rows know their lines, quotes that hold line breaks too", () => {
  expect(csvRows('a,"x\ny"\n\nb,2').map(({ cells, line }) => [cells, line])).toEqual([
    [["a", "x\ny"], 1],
    [["b", "2"], 4],
  ]);
});

test("dates: what is one, the step they stand on, and what follows", () => {
  expect(momentOf("1970-01-02")).toBe(1440);
  for (const none of ["2026-02-30", "2026-13-01", "26-01-01", "01/02/2026", "2026-01-01 25:00", ""])
    expect(momentOf(none), none).toBeNull();
  const follow = (...dates: string[]): string[] => {
    const calendar = calendarOf(dates.map((date) => momentOf(date)!))!;
    return [calendar.unit, ...[0, 1, 2].map((h) => dateAt(calendar, calendar.count + h))];
  };
  expect(follow("2024-02-27", "2024-02-28")).toEqual(["day", "2024-02-29", "2024-03-01", "2024-03-02"]);
  expect(follow("2025-12-18", "2025-12-25")).toEqual(["week", "2026-01-01", "2026-01-08", "2026-01-15"]);
  expect(follow("2025-11", "2025-12")).toEqual(["month", "2026-01-01", "2026-02-01", "2026-03-01"]);
  expect(follow("2025-11-30", "2025-12-31")).toEqual(["month", "2026-01-31", "2026-02-28", "2026-03-31"]);
  expect(follow("2025-01-01", "2025-04-01")).toEqual(["quarter", "2025-07-01", "2025-10-01", "2026-01-01"]);
  expect(follow("2024-01-01", "2025-01-01")).toEqual(["year", "2026-01-01", "2027-01-01", "2028-01-01"]);
  expect(follow("2026-01-01 22:00", "2026-01-01 23:00")).toEqual([
    "hour",
    "2026-01-02 00:00",
    "2026-01-02 01:00",
    "2026-01-02 02:00",
  ]);
  expect(placeOf({ unit: "week", start: 0, count: 1 }, 1440)).toBeNull();
});
