/**
 * log, log2, log10 and log1p. With x = 2^k (1 + f), 1 + f from 0.707 to 1.414, and s = f / (2 + f),
 *   log(1 + f) = 2 atanh(s) = 2s + 2/3 s^3 + 2/5 s^5 + ...
 * Because 2s = f - s f and s f = f^2/2 - s f^2/2, the leading terms f - f^2/2 can be had exactly:
 *   log(1 + f) = f - f^2/2 + s (f^2/2 + 2/3 s^2 + 2/5 s^4 + ...), s^2 <= 0.0295
 */
import { exponent, low, powerOfTwo, productError, sumError } from "./double-double.ts";

// First parts of 42 bits, so that k times them is exact.
const LN2_HIGH = 0.6931471805598903;
const LN2_LOW = 5.497923018708371e-14;
const LOG10_2_HIGH = 0.30102999566395283;
const LOG10_2_LOW = 2.8363394551044964e-14;
const INVERSE_LN2 = Math.LOG2E;
const INVERSE_LN2_LOW = 2.0355273740931033e-17;
const INVERSE_LN10 = Math.LOG10E;
const INVERSE_LN10_LOW = 1.098319650216765e-17;
const SQRT2 = Math.SQRT2;
const SMALLEST_NORMAL = 2.2250738585072014e-308;

/** log(1 + f) for f from -0.293 to 0.4143: the high part; the low part is left in `low`. */
function log1pParts(f: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const z2 = z * z;
  const z4 = z2 * z2;
  const series =
    z *
    (2 / 3 +
      (2 / 5) * z +
      z2 * (2 / 7 + (2 / 9) * z) +
      z4 * (2 / 11 + (2 / 13) * z + z2 * (2 / 15 + (2 / 17) * z)) +
      z4 * z4 * (2 / 19 + (2 / 21) * z + (2 / 23) * z2));
  const square = f * f;
  const half = 0.5 * square;
  const high = f - half;
  low[0] = f - high - half + (s * (half + series) - 0.5 * productError(f, f, square));
  return high;
}

/** The exponent that leaves x / 2^k between 0.707 and 1.414. */
function nearestExponent(x: number): number {
  const k = exponent(x);
  return x * powerOfTwo(-k) > SQRT2 ? k + 1 : k;
}

/** 0 gives -Infinity, less than 0 gives NaN, as ECMAScript has it; so for log2 and log10. */
export function log(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return outside(x);
  let k = 0;
  if (x < SMALLEST_NORMAL) {
    x *= 18014398509481984;
    k = -54;
  }
  const e = nearestExponent(x);
  k += e;
  const high = log1pParts(mantissa(x, e) - 1);
  const big = k * LN2_HIGH;
  const sum = big + high;
  return sum + (sumError(big, high, sum) + ((low[0] as number) + k * LN2_LOW));
}

export function log2(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return outside(x);
  let k = 0;
  if (x < SMALLEST_NORMAL) {
    x *= 18014398509481984;
    k = -54;
  }
  const e = nearestExponent(x);
  k += e;
  const high = log1pParts(mantissa(x, e) - 1);
  const product = high * INVERSE_LN2;
  const rest = productError(high, INVERSE_LN2, product) + (low[0] as number) * INVERSE_LN2 + high * INVERSE_LN2_LOW;
  const sum = k + product;
  return sum + (sumError(k, product, sum) + rest);
}

export function log10(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return outside(x);
  let k = 0;
  if (x < SMALLEST_NORMAL) {
    x *= 18014398509481984;
    k = -54;
  }
  const e = nearestExponent(x);
  k += e;
  const high = log1pParts(mantissa(x, e) - 1);
  const product = high * INVERSE_LN10;
  const rest = productError(high, INVERSE_LN10, product) + (low[0] as number) * INVERSE_LN10 + high * INVERSE_LN10_LOW;
  const big = k * LOG10_2_HIGH;
  const sum = big + product;
  return sum + (sumError(big, product, sum) + (rest + k * LOG10_2_LOW));
}

/** log(1 + x), also where x is close to 0. -1 gives -Infinity, less gives NaN. */
export function log1p(x: number): number {
  if (x > -5.6e-17 && x < 5.6e-17) return x;
  if (!(x > -1 && x < Number.POSITIVE_INFINITY)) return x === -1 ? Number.NEGATIVE_INFINITY : outside(x);
  if (x > -0.29 && x < 0.41) {
    const direct = log1pParts(x);
    return direct + (low[0] as number);
  }
  const whole = 1 + x;
  const lost = sumError(1, x, whole);
  const k = nearestExponent(whole);

  const high = log1pParts(mantissa(whole, k) - 1);
  const big = k * LN2_HIGH;
  const sum = big + high;
  const rest = sumError(big, high, sum) + ((low[0] as number) + k * LN2_LOW);
  return sum + (rest + lost / whole);
}

/** x / 2^k, also for k = 1024, where 2^-k is a subnormal number that the product still takes exactly. */
function mantissa(x: number, k: number): number {
  return x * powerOfTwo(-k);
}

function outside(x: number): number {
  if (x === 0) return Number.NEGATIVE_INFINITY;
  return x > 0 ? x : Number.NaN;
}
