/** Rolling origins: the same forecast made again from earlier moments, so that its errors are known. */

/** What every expert is given: one series and the moments at which it is to forecast. */
export interface Task {
  /** Values at equal steps, gaps filled: an expert at origin o may look at values[0] to values[o - 1] alone. */
  readonly values: Float64Array;
  /** 1 where the value was observed, 0 where it was filled in. */
  readonly observed: Uint8Array;
  /** Steps to forecast, 1 or more. */
  readonly horizon: number;
  /** Lengths of the history known at each origin, rising; the last is values.length: the forecast itself. */
  readonly origins: readonly number[];
}

/** Forecasts of one expert: origins.length rows of `horizon` values. */
export type Paths = Float64Array;

/**
 * At most `count` origins, `step` apart, and then the end itself. The last of them lies one horizon before the end; in
 * a history too short for that, at `fewest` values or later, so that only the first steps can be judged.
 */
export function rollingOrigins(length: number, horizon: number, step: number, count: number, fewest: number): number[] {
  const origins = [length];
  let at = Math.max(length - horizon, Math.min(fewest, length - 1));
  while (origins.length <= count && at >= Math.min(fewest, length - 1) && at > 0) {
    origins.unshift(at);
    at -= step;
  }
  // Too few to learn from: later ones, that see a part of the horizon.
  let late = (origins[origins.length - 2] ?? 0) + 1;
  while (origins.length <= Math.min(count, 4) && late < length) {
    origins.splice(origins.length - 1, 0, late);
    late++;
  }
  return origins;
}
