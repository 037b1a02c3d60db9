/** A series with what it would have been, and the days of a campaign shaded. */
import { isoDay } from "../../foundation/tables/index.ts";
import { countLabel } from "./count-label.ts";
import { line, type Point, rectangle } from "./svg-marks.ts";
import { frame, plot } from "./svg-plot.ts";
import type { Scale } from "./svg-scale.ts";
import { niceStep } from "./trend-picture.ts";

export function effectPicture(
  observed: readonly number[],
  predicted: readonly number[],
  { first, start, label }: { readonly first: number; readonly start: number; readonly label: string },
): string {
  const f = frame(960, 300);
  const most = Math.max(1, ...observed, ...predicted);
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
      return { value: day, label: isoDay(first + day) };
    }),
  };
  const points = (values: readonly number[]): Point[] => values.map((value, at) => [x.at(at), y.at(value)]);
  const from = x.at(Math.max(0, start - 0.5));
  return plot({
    frame: f,
    x,
    y,
    unit: "",
    label,
    marks: [
      rectangle(from, f.top, f.right - from, f.bottom - f.top, "faint"),
      line(points(predicted), "level"),
      line(points(observed), "main"),
    ],
  });
}
