/**
 * pow and cbrt. x^y = exp(y log x) with log x to about 2^-66 of itself, so that the product keeps 2^-56 even where it
 * is as large as 745, and what is exact comes out exactly.
 */
import { exponent, low, powerOfTwo, productError, sumError } from "./double-double.ts";
import { expOfSum } from "./exponential.ts";

const LN2_HIGH = 0.6931471805598903;
const LN2_LOW = 5.497923018708371e-14;
const SQRT2 = Math.SQRT2;
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const THIRD = 0.3333333333333333;
const THIRD_LOW = 1.850371707708594e-17;

/** log x for normal and subnormal x > 0: the high part; the low part is left in `low`. */
function logParts(x: number): number {
  let k = 0;
  if (x < SMALLEST_NORMAL) {
    x *= 18014398509481984;
    k = -54;
  }
  let e = exponent(x);
  if (x * powerOfTwo(-e) > SQRT2) e += 1;
  k += e;
  const m = x * powerOfTwo(-e);
  const f = m - 1;
  // s = f / (2 + f) as a pair
  const d = m + 1;
  const s = f / d;
  const product = s * d;
  const sLow = (f - product - productError(s, d, product) - s * sumError(m, 1, d)) / d;
  const z = s * s;
  const zLow = productError(s, s, z) + 2 * s * sLow;
  // log(1 + f) / 2 = s + s t, t = z (1/3 + z b), b = 1/5 + z/7 + z^2/9 + ...
  const z2 = z * z;
  const b =
    1 / 5 +
    z / 7 +
    z2 * (1 / 9 + z / 11) +
    z2 * z2 * (1 / 13 + z / 15 + z2 * (1 / 17 + z / 19) + z2 * z2 * (1 / 21 + z / 23 + z2 / 25));
  const u = z * b;
  const a = THIRD + u;
  const aLow = THIRD - a + u + (THIRD_LOW + productError(z, b, u) + zLow * b);
  const t = z * a;
  const tLow = productError(z, a, t) + z * aLow + zLow * a;
  const v = s * t;
  const vLow = productError(s, t, v) + s * tLow + sLow * t;
  const halfHigh = s + v;
  const halfLow = s - halfHigh + v + (vLow + sLow);
  const big = k * LN2_HIGH;
  const sum = big + 2 * halfHigh;
  low[0] = sumError(big, 2 * halfHigh, sum) + (2 * halfLow + k * LN2_LOW);
  return sum;
}

function isOdd(y: number): boolean {
  return Math.floor(y) === y && Math.floor(y / 2) * 2 !== y;
}

/** x to the power y, with ECMAScript's special cases (1 to the power NaN or an infinity is NaN). */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const size = Math.abs(x);
  const ySize = Math.abs(y);
  if (ySize === Number.POSITIVE_INFINITY) {
    if (size === 1) return Number.NaN;
    return size > 1 === y > 0 ? ySize : 0;
  }
  const negative = (x < 0 || (x === 0 && 1 / x < 0)) && isOdd(y);
  if (size === 0 || size === Number.POSITIVE_INFINITY) {
    const result = (size === 0) === y > 0 ? 0 : Number.POSITIVE_INFINITY;
    return negative ? -result : result;
  }
  if (x < 0 && Math.floor(y) !== y) return Number.NaN;
  const result = size === 1 || ySize < 1e-24 ? 1 : positivePower(size, y);
  return negative ? -result : result;
}

function positivePower(x: number, y: number): number {
  if (y === 1) return x;
  const high = logParts(x);
  const tail = low[0] as number;
  // Beyond 2^70 no power of a double other than 1 is finite and above 0.
  const estimate = y * high;
  if (estimate > 710) return Number.POSITIVE_INFINITY;
  if (estimate < -746) return 0;
  return expOfSum(estimate, productError(y, high, estimate) + y * tail);
}

/** The real cube root. */
export function cbrt(x: number): number {
  let size = Math.abs(x);
  if (!(size > 0 && size < Number.POSITIVE_INFINITY)) return x;
  let k = 0;
  if (size < SMALLEST_NORMAL) {
    size *= 18014398509481984;
    k = -18;
  }
  const third = Math.floor(exponent(size) / 3);
  const m = size * powerOfTwo(-third) * powerOfTwo(-2 * third);
  // A parabola within 3 % on 1..8, then Halley's rule twice, then Newton's once with the cube as a pair.
  let y = 0.78 + m * (0.2507 - 0.0123 * m);
  for (let turn = 0; turn < 2; turn++) {
    const cube = y * y * y;
    y *= (cube + 2 * m) / (2 * cube + m);
  }
  const square = y * y;
  const cube = square * y;
  const rest = cube - m + (productError(square, y, cube) + productError(y, y, square) * y);
  const result = (y - rest / (3 * square)) * powerOfTwo(third + k);
  return x < 0 ? -result : result;
}
