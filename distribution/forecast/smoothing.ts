/**
 * Exponential smoothing with a damped trend and additive seasons, one or two of them, and the error of one step carried
 * on: R. J. Hyndman, A. B. Koehler, J. K. Ord, R. D. Snyder, Forecasting with Exponential Smoothing, 2008, chapter 2
 * (A,Ad,A); J. W. Taylor, JORS 54, 2003 (two seasons, adjusted errors).
 */
import { minimise } from "./simplex.ts";
import type { Paths, Task } from "./task.ts";

export interface SmoothingParameters {
  /** Of the level, 0 to 1. */
  readonly alpha: number;
  /** Of the trend, 0 to 1. */
  readonly beta: number;
  /** How much of the trend is left at the next step, 0 to 1. */
  readonly damping: number;
  /** Of each season, 0 to 1. */
  readonly gammas: readonly number[];
  /** How much of an error stays at the next step, 0 to under 1. */
  readonly carried: number;
}

/** Level, trend and seasons, before the first value. */
interface Start {
  readonly level: number;
  readonly seasons: readonly Float64Array[];
}

/** Means of the first cycles: a longer season sees what the shorter one leaves. */
function startOf(values: Float64Array, length: number, periods: readonly number[]): Start {
  const longest = periods.length > 0 ? periods[periods.length - 1]! : 1;
  const span = Math.min(length, Math.max(longest * Math.min(2, Math.floor(length / longest)), Math.min(length, 10)));
  let level = 0;
  for (let t = 0; t < span; t++) level += values[t]! / span;
  const rest = values.slice(0, span);
  for (let t = 0; t < span; t++) rest[t] = rest[t]! - level;
  const seasons = periods.map((period) => {
    const season = new Float64Array(period);
    const counts = new Float64Array(period);
    for (let t = 0; t < span; t++) {
      season[t % period] = season[t % period]! + rest[t]!;
      counts[t % period] = counts[t % period]! + 1;
    }
    for (let i = 0; i < period; i++) season[i] = counts[i]! > 0 ? season[i]! / counts[i]! : 0;
    for (let t = 0; t < span; t++) rest[t] = rest[t]! - season[t % period]!;
    return season;
  });
  return { level, seasons };
}

/** One pass: sum of squared errors of one step over observed values; paths from the origins where asked for. */
export function smooth(
  task: Task,
  periods: readonly number[],
  given: SmoothingParameters,
  start: Start,
  end: number,
  paths: Paths | null,
): number {
  const { values, observed, horizon, origins } = task;
  const { alpha, beta, damping, carried } = given;
  const [p1 = 0, p2 = 0] = periods;
  const [g1 = 0, g2 = 0] = given.gammas;
  const s1 = p1 > 0 ? Float64Array.from(start.seasons[0]!) : new Float64Array(1);
  const s2 = p2 > 0 ? Float64Array.from(start.seasons[1]!) : new Float64Array(1);
  const m1 = Math.max(1, p1);
  const m2 = Math.max(1, p2);
  let level = start.level;
  let trend = 0;
  let error = 0;
  let cost = 0;
  let next = 0;
  let i1 = 0;
  let i2 = 0;
  for (let t = 0; t <= end; t++) {
    while (paths && next < origins.length && origins[next] === t) {
      let slope = 0;
      let factor = 1;
      let stay = 1;
      for (let h = 0; h < horizon; h++) {
        factor *= damping;
        slope += factor * trend;
        stay *= carried;
        paths[next * horizon + h] = level + slope + s1[(i1 + h) % m1]! + s2[(i2 + h) % m2]! + stay * error;
      }
      next++;
    }
    if (t === end) break;
    const base = level + damping * trend;
    const expected = base + s1[i1]! + s2[i2]! + carried * error;
    const missed = observed[t] ? values[t]! - expected : 0;
    cost += missed * missed;
    level = base + alpha * missed;
    trend = damping * trend + alpha * beta * missed;
    if (p1 > 0) s1[i1] = s1[i1]! + g1 * missed;
    if (p2 > 0) s2[i2] = s2[i2]! + g2 * missed;
    error = carried * error + missed;
    if (++i1 === m1) i1 = 0;
    if (++i2 === m2) i2 = 0;
  }
  return cost;
}

/**
 * Parameters are fitted on what is known at the first origin; for the last origin, the forecast itself, they are
 * refined on all values.
 */
export function dampedSmoothing(task: Task, periods: readonly number[], carry: boolean, evaluations = 120): Paths {
  const start = startOf(task.values, task.origins[0]!, periods);
  const read = (p: ArrayLike<number>): SmoothingParameters => {
    const alpha = p[0]!;
    const gammas = periods.map((_, i) => p[4 + i]!);
    // More than the whole of an error, spread over the states, would let them drift apart without bounds.
    const whole = gammas.reduce((sum, gamma) => sum + gamma, alpha);
    const share = whole > 0.98 ? 0.98 / whole : 1;
    return {
      alpha: alpha * share,
      beta: p[1]!,
      damping: p[2]!,
      carried: carry ? p[3]! : 0,
      gammas: gammas.map((gamma) => gamma * share),
    };
  };
  const low = [0.001, 0, 0.8, 0, ...periods.map(() => 0)];
  const high = [0.98, 0.5, 0.98, carry ? 0.95 : 1e-9, ...periods.map(() => 0.7)];
  const fitted = (from: readonly number[], end: number, calls: number): number[] =>
    minimise((p) => smooth(task, periods, read(p), start, end, null), from, low, high, calls);
  const early = fitted([0.2, 0.05, 0.9, carry ? 0.3 : 0, ...periods.map(() => 0.15)], task.origins[0]!, evaluations);
  const late = fitted(early, task.values.length, evaluations >> 1);
  const paths = new Float64Array(task.origins.length * task.horizon);
  smooth(task, periods, read(late), start, task.values.length, paths);
  const last = paths.slice((task.origins.length - 1) * task.horizon);
  smooth(task, periods, read(early), start, task.values.length, paths);
  paths.set(last, (task.origins.length - 1) * task.horizon);
  return paths;
}
