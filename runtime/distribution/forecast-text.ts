/** Forecasts as a wide CSV: id, then a value for each step. */
import type { Forecast, TableForecast } from "../../distribution/index.ts";
import { csvText } from "../../foundation/tables/write-csv.ts";
import { type Calendar, dateAt } from "./calendar-steps.ts";

/** Dates where the series have them, else 1, 2, 3. */
export function stepNames(calendar: Calendar | null, horizon: number): string[] {
  return Array.from({ length: horizon }, (_, h) => (calendar ? dateAt(calendar, calendar.count + h) : String(h + 1)));
}

/** Numbers in full, so that what adds up still does; series without a forecast have empty cells. */
export function wideText(
  steps: readonly string[],
  forecasts: readonly TableForecast[],
  row: (forecast: Forecast) => Float64Array,
): string {
  return csvText([
    ["id", ...steps],
    ...forecasts.map((each) => [each.id, ...(each.status === "done" ? row(each) : steps.map(() => null))]),
  ]);
}
