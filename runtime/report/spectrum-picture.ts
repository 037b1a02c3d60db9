/** Third octaves: mid and side of one sound, or one channel before and after. */

import { signedWithUnit, withUnit } from "../../foundation/look/figure-text.ts";
import type { ThirdOctaveSpectrum } from "../../production/index.ts";
import { area, line, type Point } from "./svg-marks.ts";
import { frame, legend, plot } from "./svg-plot.ts";
import { decibelSpan, frequencyScale, linearScale, type Scale } from "./svg-scale.ts";

type Levels = readonly (number | null)[];

function places(levels: Levels, bandsHz: readonly number[], x: Scale, y: Scale): (Point | null)[] {
  return levels.map((level, band) => (level === null ? null : [x.at(bandsHz[band] as number), y.at(level)]));
}

/** Mid and side on one pair of axes, dBFS in third octaves. */
export function spectrumPicture({ bandsHz, midDb, sideDb }: ThirdOctaveSpectrum, width: number): string {
  const f = frame(width, 330);
  const x = frequencyScale(f.left, f.right);
  const levels = [...midDb, ...sideDb].filter((level) => level !== null);
  const ends = decibelSpan(levels, { step: 10, least: 40, most: 90 });
  const y = linearScale(ends.low, ends.high, f.bottom, f.top, 10);
  const mid = places(midDb, bandsHz, x, y);
  const known = mid.filter((point) => point !== null);
  const foot = known.map(([at]): Point => [at, f.bottom]);
  const marks = [area(known, foot, "faint"), line(mid, "main"), line(places(sideDb, bandsHz, x, y), "side")];
  const label = `Third-octave spectrum from 20 Hz to 20 kHz: mid ${loudest(midDb, bandsHz)}, side ${loudest(sideDb, bandsHz)}.`;
  const entries = [
    { text: "mid", className: "main" },
    ...(sideDb.some((level) => level !== null) ? [{ text: "side", className: "side" }] : []),
  ];
  return legend(entries) + plot({ frame: f, x, y, unit: "dBFS", label, marks });
}

function loudest(levels: Levels, bandsHz: readonly number[]): string {
  const best = levels.reduce<number>((most, level, at) => ((level ?? -999) > (levels[most] ?? -999) ? at : most), 0);
  const level = levels[best] ?? null;
  return level === null ? "silent" : `highest with ${withUnit(level, "dBFS", 1)} at ${bandsHz[best]} Hz`;
}

/**
 * One channel before and after. `raisedDb` is added to the mix, so that both are equally loud and what is left between
 * the lines is tone.
 */
export function spectrumBeforeAfter(
  channel: "mid" | "side",
  before: ThirdOctaveSpectrum,
  after: ThirdOctaveSpectrum,
  raisedDb: number,
): string {
  const f = frame(472, 280);
  const x = frequencyScale(f.left, f.right);
  const own = (spectrum: ThirdOctaveSpectrum): Levels => (channel === "mid" ? spectrum.midDb : spectrum.sideDb);
  const mix = own(before).map((level) => (level === null ? null : level + raisedDb));
  const master = own(after);
  const ends = decibelSpan(
    [...mix, ...master].filter((level) => level !== null),
    { step: 10, least: 40, most: 80 },
  );
  const y = linearScale(ends.low, ends.high, f.bottom, f.top, 10);
  const marks = [
    line(places(mix, before.bandsHz, x, y), "before"),
    line(places(master, after.bandsHz, x, y), channel === "mid" ? "main" : "side"),
  ];
  const raised = Math.abs(raisedDb) < 0.05 ? "" : `, ${signedWithUnit(raisedDb, "dB", 1)}`;
  const label = `Third-octave spectrum of the ${channel} in mix (${signedWithUnit(raisedDb, "dB", 1)}) and master; master ${loudest(master, after.bandsHz)}.`;
  const entries = [
    { text: `mix${raised}`, className: "before" },
    { text: "master", className: channel === "mid" ? "main" : "side" },
  ];
  return legend(entries) + plot({ frame: f, x, y, unit: "dBFS", label, marks });
}
