/**
 * exp, expm1 and tanh. With k the whole number nearest to x / ln 2 and r = x - k ln 2 (|r| <= 0.3466),
 *   exp(x) = 2^k (1 + r + r^2/2 + ... + r^13/13!),
 * the rest of the series being below 2^-57. Largest errors found: see elementary.test.ts.
 */
import { low, powerOfTwo, productError, scale, sumError } from "./double-double.ts";

const INVERSE_LN2 = Math.LOG2E;
// ln 2 in two parts; the first has 42 bits, so that k times it is exact.
const LN2_HIGH = 0.6931471805598903;
const LN2_LOW = 5.497923018708371e-14;
// Adding and taking away 1.5 * 2^52 rounds to a whole number.
const ROUND = 6755399441055744;

const C2 = 1 / 2;
const C3 = 1 / 6;
const C4 = 1 / 24;
const C5 = 1 / 120;
const C6 = 1 / 720;
const C7 = 1 / 5040;
const C8 = 1 / 40320;
const C9 = 1 / 362880;
const C10 = 1 / 3628800;
const C11 = 1 / 39916800;
const C12 = 1 / 479001600;
const C13 = 1 / 6227020800;

/** exp(high + tail) for |high| < 746 and |tail| below an ulp of high. */
export function expOfSum(high: number, tail: number): number {
  const k = high * INVERSE_LN2 + ROUND - ROUND;
  const near = high - k * LN2_HIGH;
  const far = k * LN2_LOW - tail;
  const r = near - far;
  const rest = near - r - far;
  const z = r * r;
  const z2 = z * z;
  const series =
    C2 +
    C3 * r +
    z * (C4 + C5 * r) +
    z2 * (C6 + C7 * r + z * (C8 + C9 * r) + z2 * (C10 + C11 * r + z * (C12 + C13 * r)));
  const sum = 1 + r;
  return scale(sum + (1 - sum + r + (rest + rest * r + z * series)), k);
}

/** e to the power x. */
export function exp(x: number): number {
  if (x > 710) return Number.POSITIVE_INFINITY;
  if (x < -746) return 0;
  return Number.isNaN(x) ? x : expOfSum(x, 0);
}

/** e^x - 1 for -40 < x < 44, its high part; the low part is left in `low`. */
function expm1Parts(x: number): number {
  const k = x * INVERSE_LN2 + ROUND - ROUND;
  const near = x - k * LN2_HIGH;
  const far = k * LN2_LOW;
  const r = near - far;
  const rest = near - r - far;
  const z = r * r;
  const z2 = z * z;
  const half = C2 * z;
  const cubic =
    z *
    r *
    (C3 + C4 * r + z * (C5 + C6 * r) + z2 * (C7 + C8 * r + z * (C9 + C10 * r) + z2 * (C11 + C12 * r + z * C13)));
  const high = r + half;
  const tail = r - high + half + (cubic + C2 * productError(r, r, z) + rest + rest * r);
  if (k === 0) {
    low[0] = tail;
    return high;
  }
  // 2^k ((1 - 2^-k) + high + tail)
  const inverse = powerOfTwo(-k);
  const difference = 1 - inverse;
  const sum = difference + high;
  const power = powerOfTwo(k);
  low[0] = (sumError(1, -inverse, difference) + sumError(difference, high, sum) + tail) * power;
  return sum * power;
}

/** e^x - 1, also where it is close to 0. */
export function expm1(x: number): number {
  if (x >= 44) return exp(x);
  if (x <= -40) return -1;
  if (x > -5.6e-17 && x < 5.6e-17) return x;
  if (Number.isNaN(x)) return x;
  const high = expm1Parts(x);
  return high + (low[0] as number);
}

/** (e^2x - 1) / (e^2x + 1) */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size < 3.7e-9 || Number.isNaN(x)) return x;
  if (size > 21) return x > 0 ? 1 : -1;
  const first = expm1Parts(2 * size);
  const above = first + (low[0] as number);
  const aboveTail = first - above + (low[0] as number);
  const below = above + 2;
  const belowTail = sumError(above, 2, below) + aboveTail;
  const quotient = above / below;
  const product = quotient * below;
  const rest = above - product - productError(quotient, below, product) + aboveTail - quotient * belowTail;
  const result = quotient + rest / below;
  return x > 0 ? result : -result;
}
