/** Numbers that tell what a stem is, none of which changes with its gain. */
import { decibelsFromPower } from "../../foundation/numbers/decibels.ts";
import { log2 } from "../../foundation/numbers/elementary.ts";
import { THIRD_OCTAVES_HZ } from "../../foundation/sound/index.ts";
import type { Activity } from "./activity.ts";
import { driftFeatures } from "./drift-features.ts";
import { envelopeFeatures } from "./envelope-features.ts";
import { hitFeatures } from "./hit-features.ts";
import { pitchFeatures } from "./pitch-features.ts";
import { spectrumFeatures } from "./spectrum-features.ts";
import { stemBands } from "./stem-bands.ts";
import type { StemTrace } from "./stem-trace.ts";
import { voiceFeatures } from "./voice-features.ts";

/** Order of the numbers in StemFeatures. */
export const FEATURES = [
  "subDb",
  "lowDb",
  "lowMidDb",
  "midDb",
  "highMidDb",
  "highDb",
  "centroidErb",
  "spreadErb",
  "flatness",
  "clarity",
  "voiced",
  "pitchOctaves",
  "glide",
  "leaps",
  "crestDb",
  "onsetOctaves",
  "riseDb",
  "fallDb",
  "loudnessSpreadDb",
  "pulse",
  "tremorDb",
  "activeShare",
  "regionOctaves",
  "stretchOctaves",
  "widthDb",
  "repetition",
  "change",
  "hitLow",
  "hitBreadth",
  "hitVariety",
  "fallLowDb",
  "fallMidDb",
  "fallHighDb",
  "attackSkew",
  "highWithMid",
  "highAgainstMidDb",
  "syllables",
  "tonalMid",
  "tonalHigh",
  "tonalChange",
  "tonalShare",
  "formants",
  "inTune",
  "noteOctaves",
  "pitchSpread",
  "bendCents",
  "levelDrift",
  "levelRiseDb",
  "centreDrift",
  "centreRiseErb",
  "coherenceLow",
  "coherenceHigh",
] as const;
export type FeatureName = (typeof FEATURES)[number];
export type StemFeatures = Readonly<Record<FeatureName, number>>;

/** Null for a stem that is never active. */
export function stemFeatures(trace: StemTrace, activity: Activity): StemFeatures | null {
  if (activity.levelLufs === null) return null;
  const share = (from: number, to: number): number => {
    let sum = 1e-30;
    let total = 1e-25;
    THIRD_OCTAVES_HZ.forEach((hz, b) => {
      const power = (trace.leftPower[b] as number) + (trace.rightPower[b] as number);
      total += power;
      if (hz >= from && hz < to) sum += power;
    });
    return Math.max(-50, decibelsFromPower(sum / total));
  };
  const bands = stemBands(trace);
  const seconds = Math.max(0.1, activity.blocks.length / 10);
  return {
    subDb: share(0, 72),
    lowDb: share(72, 180),
    lowMidDb: share(180, 560),
    midDb: share(560, 2240),
    highMidDb: share(2240, 7100),
    highDb: share(7100, 30_000),
    ...spectrumFeatures(trace, bands),
    ...pitchFeatures(trace, bands),
    ...envelopeFeatures(trace, activity),
    activeShare: activity.activeSeconds / seconds,
    regionOctaves: log2(activity.activeSeconds / Math.max(1, activity.regions.length)),
    stretchOctaves: log2(activity.activeSeconds / stretches(activity)),
    widthDb: width(trace),
    ...hitFeatures(bands),
    ...voiceFeatures(trace, bands),
    ...driftFeatures(trace, bands, activity),
  };
}

/** Side over mid, dB, -30 to 10. */
function width({ leftPower, rightPower, crossPower }: StemTrace): number {
  const sum = (values: Float64Array): number => values.reduce((total, each) => total + each, 0);
  const both = sum(leftPower) + sum(rightPower);
  const cross = 2 * sum(crossPower);
  return Math.max(
    -30,
    Math.min(10, decibelsFromPower((Math.max(0, both - cross) + 1e-12 * both + 1e-30) / (both + cross + 1e-30))),
  );
}

/** Regions are one stretch where less than this lies between them, s: effects have short ones, parts have long ones. */
const STRETCH_GAP = 4;

function stretches({ regions }: Activity): number {
  return Math.max(
    1,
    regions.filter(({ from }, r) => r === 0 || from - (regions[r - 1] as { to: number }).to >= STRETCH_GAP).length,
  );
}
