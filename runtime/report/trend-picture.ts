/** Months as a line from zero up; missing months are gaps, not zeros. */
import { countLabel } from "./count-label.ts";
import { area, line, type Point } from "./svg-marks.ts";
import { frame, plot } from "./svg-plot.ts";
import { linearScale, type Scale } from "./svg-scale.ts";

export interface TrendLine {
  readonly values: readonly (number | null)[];
  readonly className: string;
  /** What is expected of some of the months, with the ends of its interval. */
  readonly expected?: readonly {
    readonly month: string;
    readonly value: number;
    readonly low: number;
    readonly high: number;
  }[];
}

/** @param months "2026-01", one for each value */
export function trendPicture(
  months: readonly string[],
  lines: readonly TrendLine[],
  label: string,
  { width = 640, height = 260 }: { readonly width?: number; readonly height?: number } = {},
): string {
  const f = frame(width, height);
  const most = Math.max(
    1,
    ...lines.flatMap(({ values, expected = [] }) => [
      ...values.map((value) => value ?? 0),
      ...expected.map(({ high }) => high),
    ]),
  );
  const y = linearScale(0, 1.05 * most, f.bottom, f.top, niceStep(most), countLabel);
  const x = monthScale(months, f.left + 12, f.right - 12, Math.max(2, Math.floor((f.right - f.left) / 70)));
  const marks = lines.flatMap(({ values, className, expected = [] }) => {
    const points = values.map((value, at): Point | null => (value === null ? null : [x.at(at), y.at(value)]));
    const ahead = expected.flatMap(({ month, value, low, high }) => {
      const at = months.indexOf(month);
      return at < 0 ? [] : [{ at: x.at(at), value: y.at(value), low: y.at(low), high: y.at(high) }];
    });
    // The interval opens from the last month that is known.
    const from = points.findLast((point) => point !== null);
    const start = from && ahead.length > 0 ? [{ at: from[0], value: from[1], low: from[1], high: from[1] }] : [];
    const fan = [...start, ...ahead];
    return [
      ...(ahead.length > 0
        ? [
            area(
              fan.map(({ at, high }): Point => [at, high]),
              fan.map(({ at, low }): Point => [at, low]),
              "faint",
            ),
            line(
              fan.map(({ at, value }): Point => [at, value]),
              "level",
            ),
          ]
        : []),
      line(points, className),
    ];
  });
  return plot({ frame: f, x, y, unit: "", label, marks });
}

/** A step of 1, 2 or 5 times a power of ten, for about four marks. */
export function niceStep(most: number): number {
  let power = 1;
  while (power * 10 <= most / 2) power *= 10;
  while (power > most) power /= 10;
  return [1, 2, 5, 10].map((times) => times * power).find((step) => most / step <= 5) ?? power;
}

function monthScale(months: readonly string[], from: number, to: number, most: number): Scale {
  const every = Math.max(1, Math.ceil(months.length / most));
  const ticks = months.flatMap((label, value) => (value % every === 0 ? [{ value, label }] : []));
  const slope = months.length > 1 ? (to - from) / (months.length - 1) : 0;
  return {
    at: (value) => (months.length > 1 ? from + value * slope : (from + to) / 2),
    low: 0,
    high: months.length - 1,
    ticks,
  };
}
