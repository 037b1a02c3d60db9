import { expect, test } from "vitest";
import { forecastSeries } from "./forecast-series.ts";
import { type Forecast, finishTable, notEnough, type TableRequest, tableCovariates } from "./forecast-table.ts";
import { madeSeries, madeWeeks } from "./made-series.testing.ts";

const request: TableRequest = { horizon: 7, season: 7, share: 0.95, aligned: true };

function forecastAll(table: readonly { id: string; values: Float64Array }[], asked: TableRequest = request) {
  const known = tableCovariates(table, asked);
  const found = table.map((series, at) => notEnough(series) ?? forecastSeries(series.values, asked, known.each[at]!));
  return finishTable(
    table.map(({ id }) => id),
    found,
    asked.share,
    known,
  );
}

test("short histories borrow errors from each other and say so; long ones do not", () => {
  const table = Array.from({ length: 6 }, (_, at) => ({
    id: `short ${at}`,
    values: madeSeries(9, (__, noise) => 100 + 10 * noise(), at + 1),
  }));
  const found = forecastAll([...table, { id: "long", values: madeWeeks(140) }]) as Forecast[];
  for (const each of found.slice(0, 6)) {
    expect(each.interval).toMatchObject({ method: "pooled-rolling-origins", pooledOver: 6 });
    expect(each.notes[0]).toEqual({ code: "forecast.pooled-errors", facts: { observed: 9, series: 6 } });
  }
  expect(found[6]!.interval).toMatchObject({ method: "rolling-origins", pooledOver: 0 });
  // Noise of 10 around 100: a little over twice 1.96 times 10.
  const width = found[0]!.upper[0]! - found[0]!.lower[0]!;
  expect(width).toBeGreaterThan(30);
  expect(width).toBeLessThan(100);
});

test("a short history alone says how few errors it has; one or two values are not enough", () => {
  const [alone] = forecastAll([{ id: "alone", values: Float64Array.of(4, 5, 6, 5) }]) as Forecast[];
  expect(alone!.notes[0]).toMatchObject({ code: "forecast.few-errors", facts: { observed: 4 } });
  expect(forecastAll([{ id: "two", values: Float64Array.of(4, 5) }])).toEqual([
    expect.objectContaining({ status: "not-enough-data", id: "two", missing: expect.stringContaining("1 more value") }),
  ]);
});

test("a holiday of all series comes again a year later", () => {
  const table = Array.from({ length: 10 }, (_, at) => {
    const values = madeWeeks(728, 0.05, at + 1);
    for (const day of [2, 367]) values[day] = values[day]! * 0.4;
    return { id: `series ${at}`, values };
  });
  const found = forecastAll(table) as Forecast[];
  // Step 4 is day 732, 365 days after day 367.
  for (const { path, notes } of found) {
    expect(path[4]! / path[3]!).toBeLessThan(0.75);
    expect(notes.map(({ code }) => code)).toContain("forecast.shared-days");
  }
});
