/**
 * How a release fades: log y = a + b log(1 + age) + c age, a power law that an exponential may end, fitted by least
 * squares to what came after the peak; the last week or season counts twice as much as one before it was `memory` ago.
 * What the curve misses at the end is carried on and halves within a horizon.
 */
import { exp, log, pow } from "../../foundation/numbers/elementary.ts";
import { solveSymmetric } from "../../foundation/statistics/ridge.ts";
import type { LevelExpert } from "./adjust-season.ts";

/** Where the history is highest, smoothed over three values. */
export function peakOf(history: Float64Array): number {
  let best = 0;
  let highest = -Infinity;
  for (let t = 0; t < history.length; t++) {
    const around = (history[t]! + history[Math.max(0, t - 1)]! + history[Math.min(history.length - 1, t + 1)]!) / 3;
    if (around > highest) {
      highest = around;
      best = t;
    }
  }
  return best;
}

/** Values must not be negative; `floor` (over 0) stands in for less. `release` is the place of day 0, under 0 where the
 * history begins later; null: the peak. */
export function decayExpert(floor: number, release: number | null): LevelExpert {
  return (history, horizon) => {
    const known = release !== null && release < history.length - 3;
    const start = known ? Math.max(0, release) : peakOf(history);
    // A release before the history: what is seen first is as old as that.
    const older = known ? start - release : 0;
    const count = history.length - start;
    const last = Math.max(history[history.length - 1]!, 0);
    if (count < 4) return new Float64Array(horizon).fill(last);
    const memory = Math.max(8, count / 3);
    const matrix = [0, 1, 2].map(() => [0, 0, 0]);
    const right = [0, 0, 0];
    const row = (age: number): readonly number[] => [1, log(1 + age + older), age / count];
    for (let age = 0; age < count; age++) {
      const weight = pow(0.5, (count - 1 - age) / memory);
      const x = row(age);
      const y = log(Math.max(floor, history[start + age]!));
      for (let i = 0; i < 3; i++) {
        right[i] = right[i]! + weight * x[i]! * y;
        for (let j = 0; j < 3; j++) matrix[i]![j] = matrix[i]![j]! + weight * x[i]! * x[j]!;
      }
    }
    matrix[1]![1] = matrix[1]![1]! + 0.1;
    matrix[2]![2] = matrix[2]![2]! + 0.3;
    matrix[0]![0] = matrix[0]![0]! + 1e-9;
    const b = solveSymmetric(matrix, right);
    const at = (age: number): number => row(age).reduce((sum, x, i) => sum + x * b[i]!, 0);
    const span = Math.min(count, 4);
    let missed = 0;
    for (let age = count - span; age < count; age++)
      missed += (log(Math.max(floor, history[start + age]!)) - at(age)) / span;
    const path = new Float64Array(horizon);
    for (let h = 0; h < horizon; h++)
      path[h] = exp(
        Math.min(700, Math.min(at(count + h), at(count - 1)) + missed * pow(0.5, h / Math.max(horizon, 8))),
      );
    return path;
  };
}
