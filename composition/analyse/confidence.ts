/**
 * What a finding's own measure of clearness is worth: the share of like cases that hold. Logistic curves, fitted on the songs
 * of odd numbers of POP909 001-240 and judged on the even ones: `npm run bench -- composition --only calibration` fits them
 * again and shows both (docs/figures.md).
 */
import { exp } from "../../foundation/numbers/elementary.ts";

export interface LogisticCurve {
  readonly offset: number;
  readonly slope: number;
}

export type CalibratedFinding = "key" | "chords" | "melody" | "phrases";

/** By finding, the curve and the range of clearness in which it was seen; beyond, its ends hold. */
export const confidenceCurves: Readonly<
  Record<CalibratedFinding, LogisticCurve & { readonly range: readonly [number, number] }>
> = {
  key: { offset: 0.73, slope: 5.44, range: [0, 0.92] },
  chords: { offset: -4.66, slope: 6.69, range: [0.86, 1.18] },
  melody: { offset: -0.46, slope: 0.55, range: [1.53, 5.14] },
  phrases: { offset: -0.58, slope: 1.07, range: [0, 1.94] },
};

/** Share of like cases in which a finding of this clearness is expected to hold, 0 to 1. */
export function confidenceOf(finding: CalibratedFinding, clearness: number): number {
  const { offset, slope, range } = confidenceCurves[finding];
  const within = Math.max(range[0], Math.min(range[1], clearness));
  return 1 / (1 + exp(-(offset + slope * within)));
}
