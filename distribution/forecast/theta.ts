/**
 * The Theta method: half of a straight line's slope added to simple exponential smoothing (V. Assimakopoulos,
 * K. Nikolopoulos, International Journal of Forecasting 16, 2000), in the closed form of R. J. Hyndman, B. Billah, IJF
 * 19, 2003: smoothing with a drift of half the slope b,
 *   forecast(h) = level + b/2 (h - 1 + (1 - (1 - alpha)^n) / alpha).
 */
import type { LevelExpert } from "./adjust-season.ts";
import { minimise } from "./simplex.ts";

export interface ThetaFit {
  readonly alpha: number;
  /** Of simple exponential smoothing, at the end. */
  readonly level: number;
  /** Of the least-squares line through all values, per step. */
  readonly slope: number;
}

/** Sum of squared errors of one step, and the last level. The first level is the first value. */
export function simpleSmoothing(history: Float64Array, alpha: number): { cost: number; level: number } {
  let level = history[0]!;
  let cost = 0;
  for (let t = 1; t < history.length; t++) {
    const error = history[t]! - level;
    cost += error * error;
    level += alpha * error;
  }
  return { cost, level };
}

export function bestAlpha(history: Float64Array): number {
  return minimise((p) => simpleSmoothing(history, p[0]!).cost, [0.5], [0.01], [1], 25)[0]!;
}

export function slopeOf(history: Float64Array): number {
  const count = history.length;
  const middle = (count - 1) / 2;
  let above = 0;
  let below = 0;
  for (let t = 0; t < count; t++) {
    above += (t - middle) * history[t]!;
    below += (t - middle) * (t - middle);
  }
  return below > 0 ? above / below : 0;
}

export function thetaPath({ alpha, level, slope }: ThetaFit, length: number, horizon: number): Float64Array {
  let left = 1;
  for (let t = 0; t < length; t++) left *= 1 - alpha;
  const path = new Float64Array(horizon);
  for (let h = 0; h < horizon; h++) path[h] = level + (slope / 2) * (h + (1 - left) / alpha);
  return path;
}

/** Keeps its smoothing from the first origin to the one before last, so that each origin costs one pass. */
export function thetaExpert(): LevelExpert {
  let alpha: number | null = null;
  return (history, horizon, late) => {
    if (alpha === null || late) alpha = bestAlpha(history);
    const { level } = simpleSmoothing(history, alpha);
    return thetaPath({ alpha, level, slope: slopeOf(history) }, history.length, horizon);
  };
}
