/**
 * How much each of many series grows, with intervals that hold for small ones too.
 *
 * Growth is the log ratio of the last `window` months to those before. Its variance is a counting part (Poisson with
 * overdispersion) and a part that does not shrink with volume; both are estimated from all series together. Growths
 * are then drawn towards their common mean as far as the data say that they differ (DerSimonian and Laird 1986, Controlled
 * Clinical Trials 7: τ² by moments; posterior mean and variance of a normal model).
 */
import { log } from "../../foundation/numbers/elementary.ts";

export interface MonthlySeries {
  readonly key: string;
  /** Oldest first; NaN where a month is missing. */
  readonly values: readonly number[];
}

export interface Growth {
  readonly key: string;
  /** Log ratio as counted. */
  readonly raw: number;
  /** Standard error of `raw`. */
  readonly error: number;
  /** Log ratio, drawn towards the mean of all. */
  readonly mean: number;
  /** Standard deviation of what is believed. */
  readonly spread: number;
  readonly before: number;
  readonly now: number;
}

export interface GrowthModel {
  readonly window: number;
  readonly overdispersion: number;
  /** Variance of a month's log level that volume does not explain. */
  readonly noise: number;
  /** Mean of growths and their variance between series. */
  readonly mean: number;
  readonly between: number;
  readonly growths: readonly Growth[];
}

/** Months on each side: three where there are six, fewer where not. Null: there are no two months to compare. */
export function growthOf(series: readonly MonthlySeries[], window = 3): GrowthModel | null {
  const length = Math.max(0, ...series.map(({ values }) => values.length));
  const half = Math.min(window, Math.floor(length / 2));
  if (half < 1) return null;
  const pairs = series.flatMap(({ key, values }) => {
    const recent = values.slice(-half);
    const earlier = values.slice(-2 * half, -half);
    const now = recent.reduce((sum, value) => sum + value, 0);
    const before = earlier.reduce((sum, value) => sum + value, 0);
    return earlier.length === half && Number.isFinite(now) && Number.isFinite(before) && now + before > 0
      ? [{ key, now, before }]
      : [];
  });
  if (pairs.length === 0) return null;
  const { overdispersion, noise } = monthlyVariance(series);
  const raw = pairs.map(({ key, now, before }) => {
    const variance = overdispersion * (1 / (now + 0.5) + 1 / (before + 0.5)) + (2 * noise) / half;
    return { key, now, before, raw: log((now + 0.5) / (before + 0.5)), variance };
  });
  const { mean, between } = normalMixture(raw);
  const growths = raw.map(({ key, now, before, raw: value, variance }) => {
    const weight = between / (between + variance);
    return {
      key,
      raw: value,
      error: Math.sqrt(variance),
      mean: mean + weight * (value - mean),
      spread: Math.sqrt(weight * variance + (1 - weight) * (1 - weight) * meanVariance(raw, between)),
      before,
      now,
    };
  });
  return { window: half, overdispersion, noise, mean, between, growths };
}

/**
 * Least squares of squared second differences of log levels on their counting variance: a smooth trend leaves them
 * alone, noise does not. The second difference of three independent values has variance 6 σ² + φ (1/a + 4/b + 1/c).
 */
function monthlyVariance(series: readonly MonthlySeries[]): { overdispersion: number; noise: number } {
  let xx = 0;
  let x1 = 0;
  let ones = 0;
  let xy = 0;
  let y1 = 0;
  for (const { values } of series) {
    for (let at = 1; at + 1 < values.length; at++) {
      const [a, b, c] = [values[at - 1], values[at], values[at + 1]] as [number, number, number];
      if (!(Number.isFinite(a + b + c) && a + b + c > 0)) continue;
      const second = log(a + 0.5) - 2 * log(b + 0.5) + log(c + 0.5);
      const x = 1 / (a + 0.5) + 4 / (b + 0.5) + 1 / (c + 0.5);
      // Small series swing wildly: each observation weighs as little as it is sure.
      const weight = 1 / ((x + 0.02) * (x + 0.02));
      xx += weight * x * x;
      x1 += weight * x * 6;
      ones += weight * 36;
      xy += weight * x * second * second;
      y1 += weight * 6 * second * second;
    }
  }
  const determinant = xx * ones - x1 * x1;
  if (ones === 0) return { overdispersion: 1, noise: 0.01 };
  let overdispersion = determinant > 1e-12 * xx * ones ? (ones * xy - x1 * y1) / determinant : 1;
  overdispersion = Math.max(1, overdispersion);
  const noise = Math.max(0, (y1 - x1 * overdispersion) / ones);
  return { overdispersion, noise };
}

interface Estimate {
  readonly raw: number;
  readonly variance: number;
}

function normalMixture(estimates: readonly Estimate[]): { mean: number; between: number } {
  const sum = (of: (each: Estimate) => number): number => estimates.reduce((total, each) => total + of(each), 0);
  const weights = sum(({ variance }) => 1 / variance);
  const fixed = sum(({ raw, variance }) => raw / variance) / weights;
  const q = sum(({ raw, variance }) => ((raw - fixed) * (raw - fixed)) / variance);
  const scale = weights - sum(({ variance }) => 1 / (variance * variance)) / weights;
  const between = scale > 0 ? Math.max(0, (q - (estimates.length - 1)) / scale) : 0;
  const random = sum(({ variance }) => 1 / (variance + between));
  return { mean: sum(({ raw, variance }) => raw / (variance + between)) / random, between };
}

function meanVariance(estimates: readonly Estimate[], between: number): number {
  return 1 / estimates.reduce((total, { variance }) => total + 1 / (variance + between), 0);
}
