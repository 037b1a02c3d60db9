/** Posts over time against what the account usually reaches; the upright axis doubles from mark to mark. */
import { log2 } from "../../foundation/numbers/elementary.ts";
import { isoDay } from "../../foundation/tables/index.ts";
import { countLabel } from "./count-label.ts";
import { dot, line, type Point } from "./svg-marks.ts";
import { frame, plot } from "./svg-plot.ts";
import type { Scale } from "./svg-scale.ts";

export interface PostMark {
  /** From 1970-01-01. */
  readonly day: number;
  readonly value: number;
  /** "boosted" and "viral" are drawn open. */
  readonly aside: boolean;
}

export function postsPicture(
  marks: readonly PostMark[],
  usual: readonly { readonly day: number; readonly usual: number }[],
  label: string,
  width = 960,
  height = 300,
): string {
  const f = frame(width, height);
  const shown = marks.filter(({ value }) => value > 0);
  const logs = shown.map(({ value }) => log2(value));
  const days = shown.map(({ day }) => day);
  const low = Math.floor(Math.min(...logs) - 0.1);
  const high = Math.max(low + 1, Math.ceil(Math.max(...logs) + 0.1));
  const [first, last] = [Math.min(...days), Math.max(Math.min(...days) + 1, ...days)];
  const step = Math.max(1, Math.ceil((high - low) / 6));
  const ticks = Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, at) => low + at * step);
  const y: Scale = {
    at: (value) => f.bottom - ((value - low) / (high - low)) * (f.bottom - f.top),
    low,
    high,
    ticks: ticks.map((value) => ({ value, label: countLabel(Math.round(2 ** value)) })),
  };
  const count = 5;
  const x: Scale = {
    at: (day) => f.left + ((day - first) / (last - first)) * (f.right - f.left),
    low: first,
    high: last,
    ticks: Array.from({ length: count }, (_, at) => {
      const day = Math.round(first + ((last - first) * at) / (count - 1));
      return { value: day, label: isoDay(day).slice(0, 7) };
    }),
  };
  return plot({
    frame: f,
    x,
    y,
    unit: "",
    label,
    marks: [
      line(
        usual.map((point): Point => [x.at(point.day), y.at(log2(point.usual))]),
        "level",
      ),
      ...shown.map(({ day, value, aside }) => dot([x.at(day), y.at(log2(value))], 3, aside ? "unsure" : "point")),
    ],
  });
}
