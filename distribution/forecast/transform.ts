/** Experts that work on logarithms, where changes are shares: a week of twice the streams is as far as one of half. */
import { exp, log } from "../../foundation/numbers/elementary.ts";
import type { Paths, Task } from "./task.ts";

/**
 * What is added before taking logarithms, so that zeros and values near it do not fill the picture; null where there
 * are negative values and logarithms say nothing.
 */
export function logOffset(values: Float64Array): number | null {
  let low = Infinity;
  let sum = 0;
  for (const value of values) {
    low = Math.min(low, value);
    sum += value;
  }
  if (!(low >= 0) || sum === 0) return null;
  const mean = sum / values.length;
  return low > 0.02 * mean ? 0 : 0.1 * mean;
}

export function inLogs(task: Task, offset: number): Task {
  return { ...task, values: task.values.map((value) => log(value + offset)) };
}

export function outOfLogs(paths: Paths, offset: number): Paths {
  return paths.map((value) => Math.max(0, exp(Math.min(value, 700)) - offset));
}

/** A tenth of the mean: what known effects leave alone, so that a day of few streams is not a great event. */
export function effectOffset(values: Float64Array): number | null {
  if (logOffset(values) === null) return null;
  return (0.1 * values.reduce((sum, value) => sum + value, 0)) / values.length;
}
