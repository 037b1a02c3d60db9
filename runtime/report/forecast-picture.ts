/** One series: what was, what is expected, and how sure that is. */
import type { Forecast, NamedSeries } from "../../distribution/index.ts";
import { numberText } from "../../foundation/look/figure-text.ts";
import { type Calendar, dateAt } from "../distribution/calendar-steps.ts";
import { area, line, type Point, segment } from "./svg-marks.ts";
import { frame, plot } from "./svg-plot.ts";
import { linearScale, type Scale } from "./svg-scale.ts";
import { niceStep, valueScale } from "./value-scale.ts";

/** History shown: three horizons, at least two longest seasons or 24 steps, or all there is. */
export function historyShown(length: number, horizon: number, seasons: readonly number[]): number {
  const season = Math.min(seasons[seasons.length - 1] ?? 1, 3 * horizon);
  return Math.min(length, Math.max(3 * horizon, 2 * season, 24));
}

export function forecastPicture(
  { values }: NamedSeries,
  forecast: Forecast,
  calendar: Calendar | null,
  width: number,
  height: number,
): string {
  const horizon = forecast.path.length;
  const shown = historyShown(values.length, horizon, forecast.seasons);
  const from = values.length - shown;
  const f = frame(width, height);
  const x = stepScale(from, values.length + horizon - 1, values.length, f.left, f.right, calendar);
  let low = Infinity;
  let high = -Infinity;
  for (const value of [...values.subarray(from), ...forecast.path, ...forecast.lower, ...forecast.upper]) {
    if (Number.isNaN(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  // Zero is shown where it is not far: heights can then be compared.
  if (low > 0 && low < 0.6 * high) low = 0;
  const y = valueScale(low, high, f.bottom, f.top);
  const history = Array.from({ length: shown }, (_, n): Point | null => {
    const value = values[from + n]!;
    return Number.isNaN(value) ? null : [x.at(from + n), y.at(value)];
  });
  const ahead = (row: Float64Array): Point[] =>
    [...row].map((value, h): Point => [x.at(values.length + h), y.at(value)]);
  const last = history[history.length - 1] ?? null;
  return plot({
    frame: f,
    x,
    y,
    unit: "",
    label: `${forecast.id}: ${shown} steps of history, ${horizon} steps ahead with their interval.`,
    marks: [
      segment([x.at(values.length - 0.5), f.top], [x.at(values.length - 0.5), f.bottom], "axis"),
      area(ahead(forecast.upper), ahead(forecast.lower), "soft"),
      line(history, "before"),
      line([...(last ? [last] : []), ...ahead(forecast.path)], "main"),
    ],
  });
}

/** Steps as dates, where there are any, else counted from the first one ahead (1). */
function stepScale(
  low: number,
  high: number,
  now: number,
  left: number,
  right: number,
  calendar: Calendar | null,
): Scale {
  const most = Math.max(2, Math.floor((right - left) / (calendar ? 92 : 56)));
  const step = Math.max(1, niceStep((high - low) / most));
  const label = (value: number): string => {
    if (!calendar) return numberText(Math.round(value) - now + 1, 0);
    return dateAt(calendar, calendar.count - now + Math.round(value)).slice(0, calendar.unit === "hour" ? 16 : 10);
  };
  const scale = linearScale(low, high, left, right, step, label);
  const first = now + Math.ceil((low - now) / step) * step;
  const ticks = [];
  for (let value = first; value <= high; value += step) ticks.push({ value, label: label(value) });
  return { ...scale, ticks };
}
