/** What the limiter took away, over time. */

import { withUnit } from "../../foundation/look/figure-text.ts";
import { decibelsFromAmplitude } from "../../foundation/numbers/decibels.ts";
import type { Delivery } from "../master/deliver.ts";
import { columnExtremes } from "./svg-columns.ts";
import { area, type Point, segment } from "./svg-marks.ts";
import { frame, legend, plot } from "./svg-plot.ts";
import { linearScale, timeScale } from "./svg-scale.ts";

const COLUMNS = 900;

/** Gain reduction downwards from 0 dB, the most in each column. "" where the limiter never acts. */
export function limitingPicture(
  { solution, gainLows }: Pick<Delivery, "solution" | "gainLows">,
  seconds: number,
): string {
  const { gain, mostReductionDb, percentile99Db } = solution;
  if (mostReductionDb < 0.01) return "";
  const f = frame(960, 150);
  const lows = columnExtremes(gainLows, COLUMNS).lows;
  const deepest = Math.max(1, mostReductionDb);
  const step = deepest > 12 ? 6 : deepest > 6 ? 3 : deepest > 3 ? 2 : deepest > 1.5 ? 1 : 0.5;
  const y = linearScale(-Math.ceil(deepest / step + 0.05) * step, 0, f.bottom, f.top, step);
  const x = timeScale(seconds, f.left, f.right);
  const upper: Point[] = [];
  const lower: Point[] = [];
  lows.forEach((least, column) => {
    const taken = least > 0 && gain > 0 ? Math.min(0, decibelsFromAmplitude(least / gain)) : 0;
    for (const edge of [column, column + 1]) {
      const at = f.left + (edge / lows.length) * (f.right - f.left);
      upper.push([at, y.at(0)]);
      lower.push([at, y.at(taken)]);
    }
  });
  const label = `Gain reduction over time: ${withUnit(mostReductionDb, "dB", 1)} at most, under ${withUnit(percentile99Db, "dB", 1)} for 99 % of the time.`;
  const entries = [
    { text: `taken away, ${withUnit(mostReductionDb, "dB", 1)} at most`, className: "taken", kind: "area" as const },
    { text: `99 % of the time less than ${withUnit(percentile99Db, "dB", 1)}`, className: "level" },
  ];
  const marks = [
    area(upper, lower, "taken"),
    segment([f.left, y.at(-percentile99Db)], [f.right, y.at(-percentile99Db)], "level"),
  ];
  return legend(entries) + plot({ frame: f, x, y, unit: "dB", label, marks });
}
