/** What listening to finished sound for its tempo and key gives. */
import type { Estimate } from "../../../foundation/plan/index.ts";

export type Mode = "major" | "minor";

export interface HeardMusic {
  /**
   * Beats a minute. Uncertainty is of the beat as it was counted; whether people would count half or twice as many is what
   * confidence and alternatives say.
   */
  readonly tempo: Estimate<number>;
  /** Tonic as people write it: C, Db or C#, ... */
  readonly key: Estimate<string>;
  readonly mode: Estimate<Mode>;
  /** How far the tuning lies above A = 440 Hz, cents; null without a key. */
  readonly tuningCents: number | null;
}

/** Nothing can be told, and why. */
export function untold<T>(unit: string, code: string, facts: Readonly<Record<string, number>>): Estimate<T> {
  return { value: null, unit, uncertainty: null, confidence: null, alternatives: [], reasons: [{ code, facts }] };
}
