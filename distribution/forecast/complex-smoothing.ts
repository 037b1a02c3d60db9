/**
 * Complex exponential smoothing without seasons: I. Svetunkov, N. Kourentzes, J. K. Ord, Naval Research Logistics 69(8),
 * 2022. Two states, a level and what is missing from it, share every error:
 *   y(t) = l(t-1) + e(t)
 *   l(t) = l(t-1) - (1 - a1) c(t-1) + (a0 - a1) e(t)
 *   c(t) = l(t-1) + (1 - a0) c(t-1) + (a0 + a1) e(t)
 */
import type { LevelExpert } from "./adjust-season.ts";
import { minimise } from "./simplex.ts";

export interface ComplexStates {
  readonly cost: number;
  readonly level: number;
  readonly hidden: number;
}

/** One pass over a history from the mean of its first values; the sum of squared errors of one step. */
export function complexPass(history: Float64Array, a0: number, a1: number): ComplexStates {
  const first = Math.min(10, history.length);
  let level = 0;
  for (let t = 0; t < first; t++) level += history[t]! / first;
  let hidden = level / 1.1;
  let cost = 0;
  for (let t = 0; t < history.length; t++) {
    const error = history[t]! - level;
    cost += error * error;
    const next = level - (1 - a1) * hidden + (a0 - a1) * error;
    hidden = level + (1 - a0) * hidden + (a0 + a1) * error;
    level = next;
  }
  return { cost, level, hidden };
}

/** The region in which the weights of old values die away (the paper, equation 18 to 20). */
export function isStable(a0: number, a1: number): boolean {
  return (
    (a0 - 2.5) ** 2 + a1 ** 2 > 1.25 &&
    (a0 - 0.5) ** 2 + (a1 - 1) ** 2 > 0.25 &&
    (a0 - 1.5) ** 2 + (a1 - 0.5) ** 2 < 1.5
  );
}

export function complexExpert(): LevelExpert {
  let kept: readonly number[] | null = null;
  return (history, horizon, late) => {
    if (kept === null || late)
      kept = minimise(
        ([a0 = 0, a1 = 0]) => (isStable(a0, a1) ? complexPass(history, a0, a1).cost : Infinity),
        kept ?? [1.3, 1],
        [0.3, 0.2],
        [2.6, 1.6],
        60,
      );
    const [a0 = 1.3, a1 = 1] = kept;
    let { level, hidden } = complexPass(history, a0, a1);
    // Outside of what was seen by more than its whole range, the states tell of their growth alone.
    let low = Infinity;
    let high = -Infinity;
    for (const value of history) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    const room = high - low;
    const path = new Float64Array(horizon);
    for (let h = 0; h < horizon; h++) {
      level = Math.min(high + room, Math.max(low - room, level));
      path[h] = level;
      const next = level - (1 - a1) * hidden;
      hidden = level + (1 - a0) * hidden;
      level = next;
    }
    return path;
  };
}
