/**
 * A resonant low-pass that can be moved while it runs: the trapezoidal state variable filter of A. Simper, "Linear
 * Trapezoidal Integrated State Variable Filter" (Cytomic, 2013).
 */
import { tan } from "../../foundation/numbers/elementary.ts";

export interface LowPass {
  /** Cut-off in Hz (kept below 0.45 of the sampling rate) and Q (0.5 and up). */
  tune(cutoff: number, q: number): void;
  next(x: number): number;
}

export function createLowPass(sampleRate: number): LowPass {
  let a1 = 0;
  let a2 = 0;
  let a3 = 0;
  let first = 0;
  let second = 0;
  return {
    tune(cutoff, q) {
      const g = tan((Math.PI * Math.min(cutoff, 0.45 * sampleRate)) / sampleRate);
      a1 = 1 / (1 + g * (g + 1 / q));
      a2 = g * a1;
      a3 = g * a2;
    },
    next(x) {
      const v3 = x - second;
      const v1 = a1 * first + a2 * v3;
      const v2 = second + a2 * first + a3 * v3;
      first = 2 * v1 - first;
      second = 2 * v2 - second;
      return v2;
    },
  };
}
