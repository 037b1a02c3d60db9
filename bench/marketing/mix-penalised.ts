/**
 * The rival: ridge regression on carried and saturated spend, channels 0 or more, with carry-over, curve and penalty found
 * by cross-validation on five blocks of weeks (as Robyn does with a search of its own: facebookexperimental/Robyn).
 */
import type { Random } from "../../foundation/statistics/random.ts";
import { adstock } from "../../marketing/effect/adstock.ts";
import { saturated } from "../../marketing/effect/saturation.ts";

export interface PenalisedQuestion {
  readonly y: Float64Array;
  readonly spends: readonly Float64Array[];
  readonly events: readonly Float64Array[];
}

interface Shape {
  readonly retentions: number[];
  /** Of the largest spend. */
  readonly halves: number[];
  readonly logistic: boolean[];
}

const PENALTIES = [0.001, 0.01, 0.03, 0.1, 0.3, 1];
const FIRST = 150;
const NEAR = 150;
const BLOCKS = 5;
const YEAR = 365.25 / 7;

/** What each channel is said to have brought, in the unit of `y`. */
export function penalisedContributions(question: PenalisedQuestion, random: Random): number[] {
  const { y, spends, events } = question;
  const weeks = y.length;
  const others: Float64Array[] = [...events];
  const add = (value: (week: number) => number): void => {
    others.push(Float64Array.from({ length: weeks }, (_, week) => value(week)));
  };
  add((week) => week / weeks);
  for (let k = 1; k <= 4; k++) add((week) => Math.cos((Math.PI * k * (week + 0.5)) / weeks));
  for (let k = 1; k <= 2; k++) {
    add((week) => Math.sin((2 * Math.PI * k * week) / YEAR));
    add((week) => Math.cos((2 * Math.PI * k * week) / YEAR));
  }
  const anything = (): Shape => ({
    retentions: spends.map(() => random.uniform(0, 0.8)),
    halves: spends.map(() => 0.1 * 30 ** random.uniform()),
    logistic: spends.map(() => random.uniform() < 0.5),
  });
  const near = (shape: Shape): Shape => ({
    retentions: shape.retentions.map((value) => Math.min(0.85, Math.max(0, value + random.normal(0, 0.1)))),
    halves: shape.halves.map((value) => Math.min(5, Math.max(0.05, value * Math.exp(random.normal(0, 0.3))))),
    logistic: shape.logistic.map((value) => (random.uniform() < 0.15 ? !value : value)),
  });
  const columnsOf = ({ retentions, halves, logistic }: Shape): Float64Array[] =>
    spends.map((spend, at) => {
      const most = Math.max(...spend);
      const curve = {
        shape: logistic[at] ? ("logistic" as const) : ("exponential" as const),
        half: (halves[at] as number) * most,
      };
      return adstock(spend, { kind: "at-once", retention: retentions[at] as number, peak: 0 }).map((value) =>
        saturated(curve, value),
      );
    });
  const everything = [0, 0] as const;
  let best = { error: Number.POSITIVE_INFINITY, penalty: 1, shape: anything() };
  for (let each = 0; each < FIRST + NEAR; each++) {
    const shape = each < FIRST ? anything() : near(best.shape);
    const columns = [...columnsOf(shape), ...others];
    const blocks = Array.from({ length: BLOCKS }, (_, block) => {
      const left = [Math.floor((block * weeks) / BLOCKS), Math.floor(((block + 1) * weeks) / BLOCKS)] as const;
      return { left, summed: summedUp(y, columns, left) };
    });
    for (const penalty of PENALTIES) {
      let error = 0;
      for (const { left, summed } of blocks)
        error += squaredError(y, columns, left, ridge(summed, spends.length, penalty));
      if (error < best.error) best = { error, penalty, shape };
    }
  }
  const media = columnsOf(best.shape);
  const fit = ridge(summedUp(y, [...media, ...others], everything), spends.length, best.penalty);
  return media.map((column, at) => (fit.weights[at] as number) * column.reduce((sum, value) => sum + value, 0));
}

interface Fit {
  readonly level: number;
  readonly weights: readonly number[];
}

/** Of the weeks from `left[0]` to before `left[1]`. */
function squaredError(
  y: Float64Array,
  columns: readonly Float64Array[],
  left: readonly [number, number],
  { level, weights }: Fit,
): number {
  let error = 0;
  for (let week = left[0]; week < left[1]; week++) {
    let value = level;
    for (const [at, column] of columns.entries()) value += (weights[at] as number) * (column[week] as number);
    error += ((y[week] as number) - value) ** 2;
  }
  return error;
}

interface Summed {
  readonly mean: number;
  readonly means: readonly number[];
  readonly spreads: readonly number[];
  /** Of standardised columns. */
  readonly products: readonly (readonly number[])[];
  readonly right: readonly number[];
}

/** What ridge regression needs of all weeks but those from `left[0]` to before `left[1]`. */
function summedUp(y: Float64Array, columns: readonly Float64Array[], left: readonly [number, number]): Summed {
  const rows: number[] = [];
  for (let week = 0; week < y.length; week++) if (week < left[0] || week >= left[1]) rows.push(week);
  const n = rows.length;
  const dot = (a: Float64Array, b: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += (a[i] as number) * (b[i] as number);
    return sum / n;
  };
  const standard = columns.map((column) => {
    const values = Float64Array.from(rows, (week) => column[week] as number);
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n);
    return { mean, spread, z: values.map((value) => (spread > 1e-12 ? (value - mean) / spread : 0)) };
  });
  const mean = rows.reduce((sum, week) => sum + (y[week] as number), 0) / n;
  const target = Float64Array.from(rows, (week) => (y[week] as number) - mean);
  const products = standard.map(() => standard.map(() => 0));
  for (const [i, a] of standard.entries())
    for (let j = 0; j <= i; j++) {
      const value = dot(a.z, (standard[j] as (typeof standard)[number]).z);
      (products[i] as number[])[j] = value;
      (products[j] as number[])[i] = value;
    }
  return {
    mean,
    means: standard.map((each) => each.mean),
    spreads: standard.map((each) => each.spread),
    products,
    right: standard.map(({ z }) => dot(z, target)),
  };
}

/** Coordinate descent on standardised columns; the first `media` weights may not be negative. */
function ridge({ mean, means, spreads, products, right }: Summed, media: number, penalty: number): Fit {
  const weights = right.map(() => 0);
  const size = Math.sqrt(right.reduce((sum, value) => sum + value * value, 0));
  for (let sweep = 0; sweep < 200; sweep++) {
    let moved = 0;
    for (const [i, row] of products.entries()) {
      let value = right[i] as number;
      for (const [j, weight] of weights.entries()) if (j !== i) value -= (row[j] as number) * weight;
      value /= (row[i] as number) + penalty;
      if (!Number.isFinite(value) || (i < media && value < 0)) value = 0;
      moved = Math.max(moved, Math.abs(value - (weights[i] as number)));
      weights[i] = value;
    }
    if (moved < 1e-4 * size) break;
  }
  const raw = weights.map((weight, at) => ((spreads[at] as number) > 1e-12 ? weight / (spreads[at] as number) : 0));
  return { level: mean - raw.reduce((sum, weight, at) => sum + weight * (means[at] as number), 0), weights: raw };
}
