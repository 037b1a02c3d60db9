/**
 * What a series would be without the channels: level, slow trend, season, controls and events, all linear, with Gaussian
 * priors in standard deviations of the noise. How far trend and season may go is not known: a few settings are weighed.
 */
import { cos, log, sin } from "../../foundation/numbers/elementary.ts";

export interface NamedColumn {
  readonly name: string;
  /** A value a week. */
  readonly values: Float64Array;
}

export interface BaselineQuestion {
  readonly weeks: number;
  /** Weeks of a season; null for none. */
  readonly season: number | null;
  readonly trend: "smooth" | "linear" | "none";
  readonly controls: readonly NamedColumn[];
  readonly events: readonly NamedColumn[];
}

/** One setting of the priors, with what is needed to take the baseline out of any column. */
export interface BaselineSetting {
  /** Correlation of the noise of a week with that of the next: noise with memory is less evidence than it seems. */
  readonly memory: number;
  /** Lower triangle of the Cholesky factor of the columns' products plus the priors' precisions. */
  readonly factor: readonly Float64Array[];
  /** Half the logarithm of the determinant of the covariance of the series, in units of the noise. */
  readonly halfLogDeterminant: number;
}

export interface Baseline {
  readonly columns: readonly NamedColumn[];
  readonly settings: readonly BaselineSetting[];
}

const LEVEL = 1000;
const SLOPE = 30;
const KNOWN = 30;
const MEMORIES = [0, 0.2, 0.4, 0.6];
const TREND_SPREADS = [0.3, 1, 3, 10];
const SEASON_SPREADS = [0.2, 1, 4];
/** Half waves of the trend are at least this long. */
const SHORTEST_WEEKS = 16;

export function baseline({ weeks, season, trend, controls, events }: BaselineQuestion): Baseline {
  const columns: NamedColumn[] = [{ name: "level", values: new Float64Array(weeks).fill(1) }];
  const spreads: ((trend: number, season: number) => number)[] = [() => LEVEL];
  const add = (name: string, value: (week: number) => number, spread: (trend: number, season: number) => number) => {
    columns.push({ name, values: Float64Array.from({ length: weeks }, (_, week) => value(week)) });
    spreads.push(spread);
  };
  if (trend !== "none")
    add(
      "trend",
      (week) => (2 * week) / (weeks - 1) - 1,
      () => SLOPE,
    );
  if (trend === "smooth") {
    const waves = Math.max(1, Math.floor(weeks / SHORTEST_WEEKS));
    // Cosines with these spreads lie between a random walk (1/k) and a smoothing spline (1/k²).
    for (let k = 1; k <= waves; k++)
      add(
        `trend ${k}`,
        (week) => cos((Math.PI * k * (week + 0.5)) / weeks),
        (spread) => spread / (k * Math.sqrt(k)),
      );
  }
  if (season !== null) {
    const pairs = Math.max(1, Math.min(3, Math.floor(season / 8)));
    for (let k = 1; k <= pairs; k++) {
      const angle = (week: number): number => (2 * Math.PI * k * week) / season;
      add(
        `season sin ${k}`,
        (week) => sin(angle(week)),
        (_, spread) => spread / k,
      );
      add(
        `season cos ${k}`,
        (week) => cos(angle(week)),
        (_, spread) => spread / k,
      );
    }
  }
  for (const { name, values } of controls) {
    const { mean, spread } = moments(values);
    add(
      name,
      (week) => ((values[week] as number) - mean) / (spread || 1),
      () => KNOWN,
    );
  }
  for (const { name, values } of events) {
    const most = values.reduce((high, value) => Math.max(high, Math.abs(value)), 0) || 1;
    add(
      name,
      (week) => (values[week] as number) / most,
      () => KNOWN,
    );
  }
  const products = MEMORIES.map((memory) => {
    const weighed = columns.map(({ values }) => decorrelated(values, memory));
    return { memory, matrix: columns.map((a) => weighed.map((b) => dot(a.values, b))) };
  });
  const settings = (trend === "smooth" ? TREND_SPREADS : [1]).flatMap((trendSpread) =>
    (season === null ? [1] : SEASON_SPREADS).flatMap((seasonSpread) => {
      const priors = spreads.map((spread) => spread(trendSpread, seasonSpread));
      return products.map(({ memory, matrix }) => {
        const factor = cholesky(
          matrix.map((row, i) => row.map((value, j) => (i === j ? value + 1 / (priors[i] as number) ** 2 : value))),
        );
        let half = ((weeks - 1) / 2) * log(1 - memory * memory);
        for (const [i, spread] of priors.entries()) half += log(spread) + log((factor[i] as Float64Array)[i] as number);
        return { memory, factor, halfLogDeterminant: half };
      });
    }),
  );
  return { columns, settings };
}

/** The inverse correlation of noise with this memory (an AR(1) process of variance 1), times the values. */
export function decorrelated(values: Float64Array, memory: number): Float64Array {
  if (memory === 0) return values;
  const last = values.length - 1;
  const whole = 1 - memory * memory;
  return values.map((value, week) => {
    const before = week > 0 ? (values[week - 1] as number) : 0;
    const after = week < last ? (values[week + 1] as number) : 0;
    const inside = week > 0 && week < last ? 1 + memory * memory : 1;
    return (inside * value - memory * (before + after)) / whole;
  });
}

/** Products of a column, decorrelated for a setting, with every column of the baseline. */
export function productsWith({ columns }: Baseline, column: Float64Array): Float64Array {
  return Float64Array.from(columns, ({ values }) => dot(values, column));
}

/** Squared length of what the baseline says of a column with these products: what it explains of the column's square. */
export function explained({ factor }: BaselineSetting, products: Float64Array): number {
  const half = forward(factor, products);
  return dot(half, half);
}

/** The baseline's coefficients for a column with these products. */
export function coefficients(setting: BaselineSetting, products: Float64Array): Float64Array {
  return upward(setting, forward(setting.factor, products));
}

/** Solves the transposed factor: makes of independent Gaussians ones with the coefficients' covariance in units of the noise. */
export function upward({ factor }: BaselineSetting, right: Float64Array): Float64Array {
  const x = Float64Array.from(right);
  const count = x.length;
  for (let i = count - 1; i >= 0; i--) {
    let sum = x[i] as number;
    for (let k = i + 1; k < count; k++) sum -= ((factor[k] as Float64Array)[i] as number) * (x[k] as number);
    x[i] = sum / ((factor[i] as Float64Array)[i] as number);
  }
  return x;
}

/** What is left of a column when the baseline is taken out, decorrelated: its product with another column is evidence. */
export function withoutBaseline(base: Baseline, setting: BaselineSetting, column: Float64Array): Float64Array {
  const weights = coefficients(setting, productsWith(base, decorrelated(column, setting.memory)));
  const rest = Float64Array.from(column);
  for (const [i, { values }] of base.columns.entries()) {
    const weight = weights[i] as number;
    for (let week = 0; week < rest.length; week++)
      rest[week] = (rest[week] as number) - weight * (values[week] as number);
  }
  return decorrelated(rest, setting.memory);
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

export function moments(values: Float64Array): { readonly mean: number; readonly spread: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, spread: Math.sqrt(square / Math.max(1, values.length - 1)) };
}

function cholesky(matrix: readonly (readonly number[])[]): Float64Array[] {
  const lower = matrix.map(() => new Float64Array(matrix.length));
  for (const [i, row] of matrix.entries()) {
    const mine = lower[i] as Float64Array;
    for (let j = 0; j <= i; j++) {
      const other = lower[j] as Float64Array;
      let sum = row[j] as number;
      for (let k = 0; k < j; k++) sum -= (mine[k] as number) * (other[k] as number);
      mine[j] = i === j ? Math.sqrt(sum) : sum / (other[j] as number);
    }
  }
  return lower;
}

function forward(factor: readonly Float64Array[], right: Float64Array): Float64Array {
  const x = Float64Array.from(right);
  for (let i = 0; i < x.length; i++) {
    const row = factor[i] as Float64Array;
    let sum = x[i] as number;
    for (let k = 0; k < i; k++) sum -= (row[k] as number) * (x[k] as number);
    x[i] = sum / (row[i] as number);
  }
  return x;
}
