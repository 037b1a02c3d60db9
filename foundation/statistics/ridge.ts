/** Linear regression that mistrusts large coefficients: A. E. Hoerl, R. W. Kennard, Technometrics 12(1), 1970. */

/** A fitted line: y = intercept + sum of coefficients times (x - mean) / spread. */
export interface RidgeModel {
  readonly mean: readonly number[];
  /** Standard deviation of each variable, over 0. */
  readonly spread: readonly number[];
  readonly coefficients: readonly number[];
  readonly intercept: number;
}

export interface Observation {
  readonly x: readonly number[];
  readonly y: number;
  /** How much it counts, over 0. */
  readonly weight: number;
}

/**
 * Least weighted squares with `penalty` times the squared length of the coefficients (variables standardised, weights
 * adding up to 1). Throws RangeError without observations, or where they have different numbers of variables.
 */
export function fitRidge(observations: readonly Observation[], penalty: number): RidgeModel {
  const [first] = observations;
  if (!first) throw new RangeError("a regression needs observations");
  const count = first.x.length;
  if (observations.some(({ x }) => x.length !== count)) throw new RangeError("observations of different lengths");
  const total = observations.reduce((sum, { weight }) => sum + weight, 0);
  const average = (of: (each: Observation) => number): number =>
    observations.reduce((sum, each) => sum + (each.weight / total) * of(each), 0);
  const mean = first.x.map((_, k) => average(({ x }) => x[k] as number));
  const spread = first.x.map((_, k) =>
    Math.max(1e-9, Math.sqrt(average(({ x }) => ((x[k] as number) - (mean[k] as number)) ** 2))),
  );
  const intercept = average(({ y }) => y);
  const standard = observations.map(({ x }) =>
    x.map((value, k) => (value - (mean[k] as number)) / (spread[k] as number)),
  );
  const matrix = first.x.map((_, i) =>
    first.x.map((__, j) => {
      let sum = i === j ? penalty : 0;
      observations.forEach(({ weight }, n) => {
        const row = standard[n] as number[];
        sum += (weight / total) * (row[i] as number) * (row[j] as number);
      });
      return sum;
    }),
  );
  const right = first.x.map((_, i) => {
    let sum = 0;
    observations.forEach(({ weight, y }, n) => {
      sum += (weight / total) * ((standard[n] as number[])[i] as number) * (y - intercept);
    });
    return sum;
  });
  return { mean, spread, coefficients: solveSymmetric(matrix, right), intercept };
}

export function predictRidge({ mean, spread, coefficients, intercept }: RidgeModel, x: readonly number[]): number {
  return coefficients.reduce(
    (sum, coefficient, k) => sum + (coefficient * ((x[k] as number) - (mean[k] as number))) / (spread[k] as number),
    intercept,
  );
}

/** Solves A x = b for a symmetric positive definite A by Cholesky's decomposition. Throws RangeError where A is not. */
export function solveSymmetric(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const count = right.length;
  const lower = matrix.map(() => new Float64Array(count));
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = (matrix[i] as readonly number[])[j] as number;
      for (let k = 0; k < j; k++)
        sum -= ((lower[i] as Float64Array)[k] as number) * ((lower[j] as Float64Array)[k] as number);
      if (i === j) {
        if (!(sum > 0)) throw new RangeError("the matrix is not positive definite");
        (lower[i] as Float64Array)[i] = Math.sqrt(sum);
      } else (lower[i] as Float64Array)[j] = sum / ((lower[j] as Float64Array)[j] as number);
    }
  }
  const half = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let sum = right[i] as number;
    for (let k = 0; k < i; k++) sum -= ((lower[i] as Float64Array)[k] as number) * (half[k] as number);
    half[i] = sum / ((lower[i] as Float64Array)[i] as number);
  }
  const x = new Array<number>(count).fill(0);
  for (let i = count - 1; i >= 0; i--) {
    let sum = half[i] as number;
    for (let k = i + 1; k < count; k++) sum -= ((lower[k] as Float64Array)[i] as number) * (x[k] as number);
    x[i] = sum / ((lower[i] as Float64Array)[i] as number);
  }
  return x;
}
