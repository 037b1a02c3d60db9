/**
 * Weights that are not negative and add up to one, with which donors come nearest to a series: the least squares of
 * synthetic control (Abadie, Diamond and Hainmueller 2010, JASA 105).
 *
 * Accelerated projected gradient (Beck and Teboulle 2009, FISTA, with restart as of O'Donoghue and Candès 2015); projection
 * onto the simplex by sorting (Duchi et al. 2008, ICML). Then an active set makes the answer exact.
 */

/** Products of donors with each other and with the series, over the rows that count. */
export interface NormalEquations {
  /** donors × donors, row by row. */
  readonly products: Float64Array;
  /** Donors with the series. */
  readonly target: Float64Array;
  /** The series with itself. */
  readonly square: number;
}

/** @param donors a series each; @param rows the days that count */
export function normalEquations(
  donors: readonly Float64Array[],
  series: Float64Array,
  rows: readonly number[],
): NormalEquations {
  const n = donors.length;
  const products = new Float64Array(n * n);
  const target = new Float64Array(n);
  let square = 0;
  for (const row of rows) {
    const y = series[row] as number;
    square += y * y;
    for (let i = 0; i < n; i++) {
      const x = (donors[i] as Float64Array)[row] as number;
      target[i] = (target[i] as number) + x * y;
      for (let j = 0; j <= i; j++) {
        products[i * n + j] = (products[i * n + j] as number) + x * ((donors[j] as Float64Array)[row] as number);
      }
    }
  }
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) products[i * n + j] = products[j * n + i] as number;
  return { products, target, square };
}

/** @param start weights to begin from; a solution of a problem near by saves most of the steps */
export function simplexWeights({ products, target }: NormalEquations, start?: Float64Array): Float64Array {
  const n = target.length;
  if (n === 0) return new Float64Array(0);
  const step = 1 / largestEigenvalue(products, n);
  let weights = start && start.length === n ? Float64Array.from(start) : new Float64Array(n).fill(1 / n);
  const ahead = Float64Array.from(weights);
  let momentum = 1;
  const gradient = new Float64Array(n);
  for (let round = 0; round < 20_000; round++) {
    multiply(products, ahead, gradient);
    const next = new Float64Array(n);
    for (let i = 0; i < n; i++)
      next[i] = (ahead[i] as number) - step * ((gradient[i] as number) - (target[i] as number));
    projectOnSimplex(next);
    let along = 0;
    let moved = 0;
    for (let i = 0; i < n; i++) {
      const change = (next[i] as number) - (weights[i] as number);
      along += ((ahead[i] as number) - (next[i] as number)) * change;
      moved = Math.max(moved, Math.abs(change));
    }
    const faster = along > 0 ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const share = along > 0 ? 0 : (momentum - 1) / faster;
    for (let i = 0; i < n; i++) ahead[i] = (next[i] as number) + share * ((next[i] as number) - (weights[i] as number));
    momentum = faster;
    weights = next;
    if (moved < 1e-11 && round > 10) break;
  }
  return weights;
}

/** The nearest point with entries of at least 0 that add up to 1, in place. */
export function projectOnSimplex(point: Float64Array): void {
  const sorted = Float64Array.from(point).sort().reverse();
  let sum = 0;
  let shift = 0;
  for (let i = 0; i < sorted.length; i++) {
    sum += sorted[i] as number;
    const candidate = (sum - 1) / (i + 1);
    if ((sorted[i] as number) > candidate) shift = candidate;
    else break;
  }
  for (let i = 0; i < point.length; i++) point[i] = Math.max(0, (point[i] as number) - shift);
}

function multiply(matrix: Float64Array, vector: Float64Array, out: Float64Array): void {
  const n = vector.length;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += (matrix[i * n + j] as number) * (vector[j] as number);
    out[i] = sum;
  }
}

/** By power iteration, a little above: a bound for the step. */
function largestEigenvalue(matrix: Float64Array, n: number): number {
  let vector = new Float64Array(n).fill(1 / Math.sqrt(n));
  let value = 0;
  for (let round = 0; round < 60; round++) {
    const next = new Float64Array(n);
    multiply(matrix, vector, next);
    let length = 0;
    for (let i = 0; i < n; i++) length += (next[i] as number) * (next[i] as number);
    value = Math.sqrt(length);
    if (value === 0) return 1;
    for (let i = 0; i < n; i++) next[i] = (next[i] as number) / value;
    vector = next;
  }
  return value * 1.01;
}
