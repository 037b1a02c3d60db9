/**
 * Linear model of an account's posts: a moving baseline, and effects of factors that are pooled towards nothing as far
 * as the posts ask for it. Noise is Student's, so that single posts do not decide.
 *
 * Estimated by expectation and maximisation over the weights of Student's distribution (K. L. Lange, R. J. A. Little,
 * J. M. G. Taylor, JASA 84, 1989) and over the spreads of the factors (A. P. Dempster, N. M. Laird, D. B. Rubin, JRSS
 * B 39, 1977, 4.4).
 */
import { log } from "../../foundation/numbers/elementary.ts";

/** Columns that share one spread. */
export interface Block {
  readonly columns: readonly Float64Array[];
  /** Standard deviation that is expected of its coefficients. */
  readonly spread: number;
  /** Coefficients that this expectation is worth when the posts are asked too; Infinity: they are not asked. */
  readonly weight: number;
}

export interface PooledFit {
  readonly coefficients: Float64Array;
  /** Row by row, square. */
  readonly covariance: Float64Array;
  /** Standard deviation of the noise's core. */
  readonly noise: number;
  /** How much each post counted, about 1 for the usual, near 0 for the odd. */
  readonly weights: Float64Array;
  /** Of each block. */
  readonly spreads: readonly number[];
  /** Log of the marginal likelihood at the weights found, up to a constant of the posts. */
  readonly evidence: number;
  readonly fitted: Float64Array;
}

const ROUNDS = 30;
const CLOSE = 1e-3;

/**
 * @param y one number a post
 * @param freedom degrees of freedom of the noise; Infinity: normal
 * @param trust of each post, over 0 to 1: its noise has this part of the others' precision
 */
export function pooledFit(
  y: Float64Array,
  blocks: readonly Block[],
  freedom: number,
  trust: Float64Array = new Float64Array(y.length).fill(1),
): PooledFit {
  const columns = blocks.flatMap((block) => block.columns);
  const size = columns.length;
  const count = y.length;
  const spreads = blocks.map(({ spread }) => spread);
  const weights = Float64Array.from(trust);
  const trusted = trust.reduce((sum, each) => sum + each, 0);
  const fitted = new Float64Array(count);
  const gram = new Float64Array(size * size);
  const right = new Float64Array(size);
  const coefficients = new Float64Array(size);
  const covariance = new Float64Array(size * size);
  let noise = deviationOf(y);
  let determinant = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const inverse = 1 / (noise * noise);
    fillGram(gram, right, columns, y, weights, inverse);
    let at = 0;
    let prior = 0;
    blocks.forEach((block, b) => {
      const precision = 1 / (spreads[b] as number) ** 2;
      for (const _ of block.columns) {
        gram[at * size + at]! += precision;
        prior += log(precision);
        at++;
      }
    });
    determinant = invertPositive(gram, size, covariance) - prior;
    multiply(covariance, right, coefficients);
    fitted.fill(0);
    columns.forEach((column, k) => {
      const c = coefficients[k] as number;
      for (let i = 0; i < count; i++) fitted[i]! += c * (column[i] as number);
    });
    // The expected square of the noise: of the residual, and of what is not known of the coefficients.
    let squares = 0;
    for (let i = 0; i < count; i++) squares += (weights[i] as number) * ((y[i] as number) - (fitted[i] as number)) ** 2;
    let known = size;
    at = 0;
    blocks.forEach((block, b) => {
      let sum = 0;
      let doubt = 0;
      for (const _ of block.columns) {
        doubt += covariance[at * size + at] as number;
        sum += (coefficients[at] as number) ** 2;
        at++;
      }
      known -= doubt / (spreads[b] as number) ** 2;
      if (Number.isFinite(block.weight)) {
        const expected = block.weight * block.spread ** 2;
        spreads[b] = Math.sqrt((sum + doubt + expected) / (block.columns.length + block.weight));
      }
    });
    const before = noise;
    noise = Math.max(1e-6, Math.sqrt(squares / Math.max(1, trusted - known)));
    if (Number.isFinite(freedom)) {
      for (let i = 0; i < count; i++) {
        const off = ((y[i] as number) - (fitted[i] as number)) / noise;
        const own = trust[i] as number;
        weights[i] = (own * (freedom + 1)) / (freedom + own * off * off);
      }
    }
    if (round > 3 && Math.abs(noise / before - 1) < CLOSE) break;
  }
  return {
    coefficients,
    covariance,
    noise,
    weights,
    spreads,
    evidence: evidenceOf(y, fitted, weights, noise, determinant, coefficients, blocks, spreads),
    fitted,
  };
}

function evidenceOf(
  y: Float64Array,
  fitted: Float64Array,
  weights: Float64Array,
  noise: number,
  determinant: number,
  coefficients: Float64Array,
  blocks: readonly Block[],
  spreads: readonly number[],
): number {
  let sum = -determinant - 2 * y.length * log(noise);
  for (let i = 0; i < y.length; i++) {
    sum -= (weights[i] as number) * (((y[i] as number) - (fitted[i] as number)) / noise) ** 2;
  }
  let at = 0;
  blocks.forEach((block, b) => {
    for (const _ of block.columns) sum -= ((coefficients[at++] as number) / (spreads[b] as number)) ** 2;
  });
  return sum / 2;
}

function deviationOf(y: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (const value of y) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / y.length;
  return Math.max(1e-3, Math.sqrt(Math.max(0, squares / y.length - mean * mean)));
}

function fillGram(
  gram: Float64Array,
  right: Float64Array,
  columns: readonly Float64Array[],
  y: Float64Array,
  weights: Float64Array,
  scale: number,
): void {
  const size = columns.length;
  const weighted = new Float64Array(y.length);
  for (let a = 0; a < size; a++) {
    const column = columns[a] as Float64Array;
    for (let i = 0; i < y.length; i++) weighted[i] = scale * (weights[i] as number) * (column[i] as number);
    for (let b = 0; b <= a; b++) {
      const other = columns[b] as Float64Array;
      let sum = 0;
      for (let i = 0; i < y.length; i++) sum += (weighted[i] as number) * (other[i] as number);
      gram[a * size + b] = sum;
      gram[b * size + a] = sum;
    }
    let sum = 0;
    for (let i = 0; i < y.length; i++) sum += (weighted[i] as number) * (y[i] as number);
    right[a] = sum;
  }
}

function multiply(matrix: Float64Array, vector: Float64Array, result: Float64Array): void {
  const size = vector.length;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += (matrix[i * size + j] as number) * (vector[j] as number);
    result[i] = sum;
  }
}

/** The inverse of a symmetric positive definite matrix by Cholesky's decomposition; answers the log of its determinant. */
function invertPositive(matrix: Float64Array, size: number, inverse: Float64Array): number {
  const lower = new Float64Array(size * size);
  let determinant = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j] as number;
      for (let k = 0; k < j; k++) sum -= (lower[i * size + k] as number) * (lower[j * size + k] as number);
      if (i === j) {
        if (!(sum > 0)) throw new RangeError("the matrix is not positive definite");
        lower[i * size + i] = Math.sqrt(sum);
        determinant += log(sum);
      } else lower[i * size + j] = sum / (lower[j * size + j] as number);
    }
  }
  // The lower triangle inverted in its place, then its square.
  for (let i = 0; i < size; i++) {
    const pivot = 1 / (lower[i * size + i] as number);
    lower[i * size + i] = pivot;
    for (let j = 0; j < i; j++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum -= (lower[i * size + k] as number) * (lower[k * size + j] as number);
      lower[i * size + j] = sum * pivot;
    }
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < size; k++) sum += (lower[k * size + i] as number) * (lower[k * size + j] as number);
      inverse[i * size + j] = sum;
      inverse[j * size + i] = sum;
    }
  }
  return determinant;
}
