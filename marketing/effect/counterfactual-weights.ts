/**
 * Three ways to make, of donors, what the treated series would have been. In each the unit means over the fitted days are
 * removed, so that a level of its own is no difference.
 */
import { normalEquations, simplexWeights } from "./simplex-weights.ts";

export type GeoMethod = "synthetic-control" | "augmented" | "difference";

export interface Counterfactual {
  /** One a donor; they add up to 1 (nearly, for "augmented"). */
  readonly weights: Float64Array;
  /** For each day, fitted ones too. */
  readonly predicted: Float64Array;
}

/**
 * @param fitted rows that the weights are fitted on
 * @param start weights of a near problem, for speed
 */
export function counterfactual(
  treated: Float64Array,
  donors: readonly Float64Array[],
  fitted: readonly number[],
  method: GeoMethod,
  start?: Float64Array,
): Counterfactual {
  const level = meanOver(treated, fitted);
  const series = treated.map((value) => value - level);
  const centred = donors.map((donor) => {
    const mean = meanOver(donor, fitted);
    return donor.map((value) => value - mean);
  });
  const weights =
    method === "difference"
      ? new Float64Array(donors.length).fill(1 / donors.length)
      : simplexWeights(normalEquations(centred, series, fitted), start);
  const used = method === "augmented" ? augment(weights, centred, series, fitted) : weights;
  const predicted = new Float64Array(treated.length).fill(level);
  for (const [at, donor] of centred.entries()) {
    const weight = used[at] as number;
    if (weight === 0) continue;
    for (let day = 0; day < predicted.length; day++)
      predicted[day] = (predicted[day] as number) + weight * (donor[day] as number);
  }
  return { weights: used, predicted };
}

function meanOver(values: Float64Array, rows: readonly number[]): number {
  let sum = 0;
  for (const row of rows) sum += values[row] as number;
  return sum / rows.length;
}

/**
 * Ridge correction of what the simplex leaves (Ben-Michael, Feller and Rothstein 2021, JASA 116, eq. 9): weights move by the
 * ridge regression of the remaining imbalance on the donors. The penalty is the one that predicts the last quarter of
 * the fitted days best from the others.
 */
function augment(
  weights: Float64Array,
  donors: readonly Float64Array[],
  series: Float64Array,
  fitted: readonly number[],
): Float64Array {
  const cut = Math.max(1, Math.floor(fitted.length * 0.75));
  const early = fitted.slice(0, cut);
  const late = fitted.slice(cut);
  const scale =
    donors.reduce((sum, donor) => sum + fitted.reduce((total, row) => total + (donor[row] as number) ** 2, 0), 0) /
    donors.length;
  let best = Number.POSITIVE_INFINITY;
  let penalty = scale;
  for (const times of [0.01, 0.1, 1, 10, 100]) {
    const tried = ridgeMoved(weights, donors, series, early, times * scale);
    let error = 0;
    for (const row of late) error += residual(tried, donors, series, row) ** 2;
    if (error < best) {
      best = error;
      penalty = times * scale;
    }
  }
  return ridgeMoved(weights, donors, series, fitted, penalty);
}

function residual(weights: Float64Array, donors: readonly Float64Array[], series: Float64Array, row: number): number {
  let value = series[row] as number;
  for (const [at, donor] of donors.entries()) value -= (weights[at] as number) * (donor[row] as number);
  return value;
}

function ridgeMoved(
  weights: Float64Array,
  donors: readonly Float64Array[],
  series: Float64Array,
  rows: readonly number[],
  penalty: number,
): Float64Array {
  const left = rows.map((row) => residual(weights, donors, series, row));
  const n = donors.length;
  // (X'X + λI) d = X' r, by conjugate gradients: the matrix is never made.
  const times = (vector: Float64Array): Float64Array => {
    const out = vector.map((value) => penalty * value);
    for (const row of rows) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += ((donors[i] as Float64Array)[row] as number) * (vector[i] as number);
      for (let i = 0; i < n; i++) out[i] = (out[i] as number) + sum * ((donors[i] as Float64Array)[row] as number);
    }
    return out;
  };
  const solution = new Float64Array(n);
  let rest = new Float64Array(n);
  for (const [index, row] of rows.entries()) {
    for (let i = 0; i < n; i++)
      rest[i] = (rest[i] as number) + ((donors[i] as Float64Array)[row] as number) * (left[index] as number);
  }
  let direction = Float64Array.from(rest);
  let size = dot(rest, rest);
  const wanted = size * 1e-16;
  for (let round = 0; round < 4 * n && size > wanted; round++) {
    const image = times(direction);
    const along = size / dot(direction, image);
    for (let i = 0; i < n; i++) solution[i] = (solution[i] as number) + along * (direction[i] as number);
    const next = rest.map((value, i) => value - along * (image[i] as number));
    const nextSize = dot(next, next);
    direction = next.map((value, i) => value + (nextSize / size) * (direction[i] as number));
    rest = next;
    size = nextSize;
  }
  return weights.map((weight, i) => weight + (solution[i] as number));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
