/** Loudness over time: of one sound, or of a mix and its master. */

import { withUnit } from "../../foundation/look/figure-text.ts";
import { loudnessFromPower, windowMeans } from "../../foundation/sound/index.ts";
import type { SoundAnalysis } from "../../production/index.ts";
import { columnExtremes, columnMeans } from "./svg-columns.ts";
import { area, line, type Point, segment } from "./svg-marks.ts";
import { type Frame, frame, type LegendEntry, legend, plot } from "./svg-plot.ts";
import { decibelSpan, linearScale, type Scale, timeScale } from "./svg-scale.ts";

/** Slices of 10 ms in the windows of EBU Tech 3341. */
export const MOMENTARY = 40;
export const SHORT_TERM = 300;
const COLUMNS = 600;
/** What lies under the absolute gate of BS.1770 has no loudness to be drawn. */
const GATE_LUFS = -70;

export interface Curve {
  /** Loudness of each column, LUFS; -Infinity in silence. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly mean: readonly number[];
  /** Seconds in the middle of each column. */
  readonly seconds: readonly number[];
}

export function curveOf(weightedPower: Float64Array, window: number, columns: number = COLUMNS): Curve {
  const hop = Math.max(1, Math.floor(weightedPower.length / 20_000));
  const powers = windowMeans(weightedPower, window, hop);
  const { lows, highs } = columnExtremes(powers, columns);
  const loudness = (values: Float64Array): number[] =>
    Array.from(values, (power) => (power > 0 ? loudnessFromPower(power) : -Infinity));
  const width = powers.length / Math.max(1, lows.length);
  return {
    low: loudness(lows),
    high: loudness(highs),
    mean: loudness(columnMeans(powers, columns)),
    seconds: Array.from(lows, (_, column) => ((column + 0.5) * width * hop + window / 2) / 100),
  };
}

/** The usual span: from the loudest down to where the quietest twentieth begins, `least` to 60 LU. */
export function span(
  curves: readonly Curve[],
  others: readonly number[],
  least: number,
): { low: number; high: number } {
  const heard = curves.flatMap(({ mean }) => mean.filter((value) => value > GATE_LUFS)).sort((a, b) => a - b);
  const quiet = heard[Math.floor(heard.length * 0.03)];
  const loudest = curves.flatMap(({ high }) => high).filter(Number.isFinite);
  const ends = [
    ...others,
    ...(quiet === undefined ? [] : [quiet]),
    loudest.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
  return decibelSpan(ends, { step: 5, least, most: 60 });
}

export function drawn({ mean, seconds }: Curve, x: Scale, y: Scale, className: string): string {
  const points = mean.map((value, at): Point | null =>
    value <= GATE_LUFS ? null : [x.at(seconds[at] as number), y.at(value)],
  );
  return line(points, className);
}

export function axes(f: Frame, seconds: number, ends: { low: number; high: number }): { x: Scale; y: Scale } {
  const step = ends.high - ends.low > 40 ? 10 : 5;
  return { x: timeScale(seconds, f.left, f.right), y: linearScale(ends.low, ends.high, f.bottom, f.top, step) };
}

/** Momentary (the span within each column), short-term, and the integrated loudness as a line. */
export function loudnessPicture({ weightedPower, measurement }: SoundAnalysis): string {
  const f = frame(960, 260);
  const momentary = curveOf(weightedPower, MOMENTARY);
  const shortTerm = curveOf(weightedPower, SHORT_TERM);
  const { integratedLufs, seconds } = measurement;
  const ends = span([momentary, shortTerm], integratedLufs === null ? [] : [integratedLufs], 20);
  const { x, y } = axes(f, seconds, ends);
  const edge = (values: readonly number[]): Point[] =>
    values.map((value, at) => [x.at(momentary.seconds[at] as number), y.at(Math.max(ends.low - 5, value))]);
  const entries: LegendEntry[] = [{ text: "momentary (0.4 s)", className: "soft", kind: "area" }];
  const marks = [area(edge(momentary.high), edge(momentary.low), "soft drawn")];
  if (shortTerm.mean.length > 0) {
    marks.push(drawn(shortTerm, x, y, "main"));
    entries.push({ text: "short-term (3 s)", className: "main" });
  }
  if (integratedLufs !== null) {
    marks.push(segment([f.left, y.at(integratedLufs)], [f.right, y.at(integratedLufs)], "level"));
    entries.push({ text: `integrated ${withUnit(integratedLufs, "LUFS", 1)}`, className: "level" });
  }
  const label = `Loudness over time, ${withUnit(ends.low, "", 0)} to ${withUnit(ends.high, "LUFS", 0)}; integrated ${withUnit(integratedLufs, "LUFS", 1)}, highest short-term ${withUnit(measurement.maxShortTermLufs, "LUFS", 1)}.`;
  return legend(entries) + plot({ frame: f, x, y, unit: "LUFS", label, marks });
}

/**
 * Short-term loudness before and after over one time axis, and what was aimed at. The master begins `headSeconds` into
 * the mix, where something was trimmed off.
 */
export function loudnessBeforeAfter(
  before: SoundAnalysis,
  after: SoundAnalysis,
  targetLufs: number | null,
  headSeconds = 0,
): string {
  const f = frame(960, 240);
  const window = before.measurement.seconds >= 3 ? SHORT_TERM : MOMENTARY;
  const mix = curveOf(before.weightedPower, window);
  const played = curveOf(after.weightedPower, window);
  const master = { ...played, seconds: played.seconds.map((each) => each + headSeconds) };
  const ends = span([mix, master], targetLufs === null ? [] : [targetLufs], 15);
  const { x, y } = axes(f, before.measurement.seconds, ends);
  const marks = [drawn(mix, x, y, "before"), drawn(master, x, y, "main")];
  const name = window === SHORT_TERM ? "short-term, 3 s" : "momentary, 0.4 s";
  const entries: LegendEntry[] = [
    { text: `mix (${name})`, className: "before" },
    { text: `master (${name})`, className: "main" },
  ];
  if (targetLufs !== null) {
    marks.push(segment([f.left, y.at(targetLufs)], [f.right, y.at(targetLufs)], "level"));
    entries.push({ text: `aim ${withUnit(targetLufs, "LUFS", 1)}, integrated`, className: "level" });
  }
  const label = `Loudness over time of mix and master: integrated ${withUnit(before.measurement.integratedLufs, "LUFS", 1)} before, ${withUnit(after.measurement.integratedLufs, "LUFS", 1)} after.`;
  return legend(entries) + plot({ frame: f, x, y, unit: "LUFS", label, marks });
}
