/** Streams a day around a surge: the usual level, and the days marked. */
import type { IntegrityFinding } from "../../distribution/index.ts";
import { isoDay, readDate } from "../../foundation/tables/index.ts";
import { line, type Point, rectangle } from "./svg-marks.ts";
import { frame, plot } from "./svg-plot.ts";
import type { Scale } from "./svg-scale.ts";
import { valueScale } from "./value-scale.ts";

export function surgePicture(
  { series, from, until, recording }: IntegrityFinding,
  width: number,
  height: number,
): string {
  if (!series) return "";
  const first = dayOf(series.first);
  const last = first + series.values.length - 1;
  const f = frame(width, height);
  const x = dayScale(first, last, f.left + 4, f.right - 4, Math.max(2, Math.floor((f.right - f.left) / 110)));
  const y = valueScale(0, 1.05 * Math.max(1, ...series.values), f.bottom, f.top);
  const points = (values: readonly number[]): Point[] => values.map((value, at) => [x.at(first + at), y.at(value)]);
  const left = x.at(dayOf(from) - 0.5);
  return plot({
    frame: f,
    x,
    y,
    unit: "",
    label: `Streams of ${recording || "all recordings"} a day; ${from} to ${until} marked, with the usual level.`,
    marks: [
      rectangle(left, f.top, Math.max(2, x.at(dayOf(until) + 0.5) - left), f.bottom - f.top, "soft"),
      line(points(series.usual), "side"),
      line(points(series.values), "main"),
    ],
  });
}

function dayOf(text: string): number {
  return readDate(text, "day-first")!.from;
}

function dayScale(first: number, last: number, from: number, to: number, most: number): Scale {
  const slope = last > first ? (to - from) / (last - first) : 0;
  const step = Math.max(1, Math.ceil((last - first) / most));
  const ticks = [];
  for (let day = first; day <= last; day += step) ticks.push({ value: day, label: isoDay(day) });
  return { at: (value) => from + (value - first) * slope, low: first, high: last, ticks };
}
