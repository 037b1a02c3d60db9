/** Peaks and RMS over time, and where the faults are. */

import { clockText, countText } from "../../foundation/look/figure-text.ts";
import { decibelsFromAmplitude } from "../../foundation/numbers/decibels.ts";
import type { SoundAnalysis } from "../../production/index.ts";
import { columnExtremes, columnMeans } from "./svg-columns.ts";
import { area, type Point, rectangle, segment, words } from "./svg-marks.ts";
import { frame, type LegendEntry, legend, plot } from "./svg-plot.ts";
import { linearScale, type Scale, type Tick, timeScale } from "./svg-scale.ts";

const COLUMNS = 860;
/** Shorter silence is not worth a mark. */
const LEAST_SILENCE_SECONDS = 0.05;
const LEVELS: readonly Tick[] = [
  { value: 1, label: "0" },
  { value: 0.5011872336272722, label: "\u22126" },
  { value: 0.251188643150958, label: "\u221212" },
];

/** True peak of every 100 ms as the outline, RMS inside; clipped runs, silence at the ends and lost samples marked. */
export function waveformPicture(analysis: SoundAnalysis): string {
  const { measurement, peaks, meanSquare, notNumbers } = analysis;
  const { seconds, clippedRuns, silence } = measurement;
  const f = { ...frame(960, 200), top: 34 };
  const highest = peaks.reduce((most, each) => Math.max(most, each), 1);
  const x = timeScale(seconds, f.left, f.right);
  const bare = linearScale(-highest, highest, f.bottom, f.top, highest);
  const y: Scale = {
    ...bare,
    ticks: [...LEVELS, { value: 0, label: "\u2212\u221e" }, ...LEVELS.map((tick) => ({ ...tick, value: -tick.value }))],
  };
  const outline = columnExtremes(peaks, COLUMNS).highs;
  const rms = columnMeans(meanSquare, COLUMNS).map(Math.sqrt);
  const marks = [mirrored(outline, x, y, "soft"), mirrored(rms, x, y, "filled")];
  const entries: LegendEntry[] = [
    { text: "true peak per 0.1 s", className: "soft", kind: "area" },
    { text: "RMS", className: "filled", kind: "area" },
  ];
  const over: string[] = [];
  const silent = measurement.samplePeakDbfs === null || silence.leadSeconds >= seconds;
  if (!silent) {
    const ends = [
      [0, silence.leadSeconds],
      [seconds - silence.tailSeconds, seconds],
    ] as const;
    const long = ends.filter(([from, to]) => to - from >= LEAST_SILENCE_SECONDS);
    for (const [from, to] of long)
      marks.push(rectangle(x.at(from), f.top, x.at(to) - x.at(from), f.bottom - f.top, "silence"));
    if (long.length > 0) {
      const parts = long.map(([from, to]) => `${(to - from).toFixed(2)} s at the ${from === 0 ? "start" : "end"}`);
      entries.push({ text: `silence: ${parts.join(", ")}`, className: "silence", kind: "area" });
    }
  }
  if (clippedRuns.length > 0) {
    const places = new Set(clippedRuns.map((run) => Math.round(x.at(run.seconds) * 2) / 2));
    for (const place of places) over.push(segment([place, f.top - 9], [place, f.top - 1], "clip"));
    const count = countText(clippedRuns.length, "run", "runs");
    entries.push({ text: `${count} of equal samples at the very top`, className: "clip" });
  }
  if (notNumbers.firstSeconds !== null) {
    const at = x.at(notNumbers.firstSeconds);
    marks.push(segment([at, f.top], [at, f.bottom], "lost"));
    const right = at > f.width / 2;
    over.push(words([at + (right ? -5 : 5), f.bottom - 6], "not a number", right ? "end" : "start", "tick warned"));
    entries.push({
      text: `${countText(notNumbers.count, "sample is no number", "samples are no numbers")}, the first at ${clockText(notNumbers.firstSeconds, 3)}`,
      className: "lost",
    });
  }
  const peakDb = highest > 0 ? decibelsFromAmplitude(highest) : 0;
  const label = `Waveform, ${clockText(seconds)} long, up to ${peakDb.toFixed(1)} dB of full scale; ${clippedRuns.length} clipped runs.`;
  return legend(entries) + plot({ frame: f, x, y, unit: "dBFS", label, marks, over });
}

/** Each column as high above the middle as below it. */
function mirrored(values: Float64Array, x: Scale, y: Scale, className: string): string {
  const upper: Point[] = [];
  const lower: Point[] = [];
  values.forEach((value, column) => {
    for (const edge of [column, column + 1]) {
      const at = x.at((edge / values.length) * x.high);
      upper.push([at, y.at(value)]);
      lower.push([at, y.at(-value)]);
    }
  });
  return area(upper, lower, className);
}
