/** A series with what it would have been, and the days of a campaign shaded. */
import { countLabel } from "./count-label.ts";
import { area, line, type Point, rectangle } from "./svg-marks.ts";
import { frame, plot } from "./svg-plot.ts";
import type { Scale } from "./svg-scale.ts";
import { niceStep } from "./trend-picture.ts";

export interface EffectShown {
  /** ISO day of each value. */
  readonly days: readonly string[];
  /** Rows of the campaign, both included. */
  readonly start: number;
  readonly end: number;
  readonly label: string;
  /** How far below and above `predicted` the truth may lie on the days of the campaign; null: not drawn. */
  readonly band: { readonly below: number; readonly above: number } | null;
}

export function effectPicture(
  observed: readonly number[],
  predicted: readonly number[],
  { days, start, end, label, band }: EffectShown,
): string {
  const f = frame(960, 300);
  const within = predicted.slice(start, end + 1);
  const most = Math.max(1, ...observed, ...predicted, ...within.map((value) => value + (band?.above ?? 0)));
  const step = niceStep(most);
  const top = step * Math.ceil(most / step);
  const y: Scale = {
    at: (value) => f.bottom - (value / top) * (f.bottom - f.top),
    low: 0,
    high: top,
    ticks: Array.from({ length: Math.round(top / step) + 1 }, (_, at) => ({
      value: at * step,
      label: countLabel(at * step),
    })),
  };
  const last = Math.max(1, observed.length - 1);
  const x: Scale = {
    at: (day) => f.left + (day / last) * (f.right - f.left),
    low: 0,
    high: last,
    ticks: [0, 0.25, 0.5, 0.75, 1].map((part) => {
      const day = Math.round(part * last);
      return { value: day, label: days[day] ?? "" };
    }),
  };
  const points = (values: readonly number[], from = 0, by = 0): Point[] =>
    values.map((value, at) => [x.at(from + at), y.at(value + by)]);
  const from = x.at(Math.max(0, start - 0.5));
  const until = x.at(Math.min(last, end + 0.5));
  return plot({
    frame: f,
    x,
    y,
    unit: "",
    label,
    marks: [
      rectangle(from, f.top, until - from, f.bottom - f.top, "faint"),
      ...(band === null ? [] : [area(points(within, start, band.above), points(within, start, -band.below), "soft")]),
      line(points(predicted), "level"),
      line(points(observed), "main"),
    ],
  });
}
