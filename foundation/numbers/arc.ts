/**
 * atan and atan2. For 0 <= n/d <= 1 and c the eighth nearest to n/d,
 *   atan(n/d) = atan(c) + atan((n - c d) / (d + c n)), the last with a tangent of at most 1/16: a series of 8 terms.
 */
import { exponent, low, powerOfTwo, productError, sumError } from "./double-double.ts";

const PI = Math.PI;
const PI_LOW = 1.2246467991473532e-16;
const HALF_PI = 1.5707963267948966;
const HALF_PI_LOW = 6.123233995736766e-17;

/** atan(j/8) for j from 0 to 8, high parts and low parts. */
const ARC = new Float64Array([
  0, 0.12435499454676144, 0.24497866312686414, 0.35877067027057225, 0.4636476090008061, 0.5585993153435624,
  0.6435011087932844, 0.7188299996216245, 0.7853981633974483,
]);
const ARC_LOW = new Float64Array([
  0, -3.1253241424539383e-18, 1.0698755618734451e-17, -2.4623815582638635e-17, 2.2698777452961687e-17,
  -5.4556305485916264e-18, 1.5834785051444286e-17, -2.1478388444456983e-17, 3.061616997868383e-17,
]);

/** The angle of above/below, both from 2^-70 to 2^70: the high part; the low part is left in `low`. */
function arcOfRatio(above: number, below: number): number {
  const steep = above > below;
  const n = steep ? below : above;
  const d = steep ? above : below;
  const j = Math.floor((8 * n) / d + 0.5);
  const c = j / 8;
  const cd = c * d;
  const cn = c * n;
  const top = n - cd;
  const bottom = d + cn;
  const bottomLow = d - bottom + cn + productError(c, n, cn);
  const t = top / bottom;
  const product = t * bottom;
  const tLow = (top - product - productError(t, bottom, product) - productError(c, d, cd) - t * bottomLow) / bottom;
  const z = t * t;
  const z2 = z * z;
  const series =
    t * z * (-1 / 3 + z / 5 + z2 * (-1 / 7 + z / 9) + z2 * z2 * (-1 / 11 + z / 13 - z2 / 15)) + (tLow - z * tLow);
  let base = ARC[j] as number;
  let baseLow = ARC_LOW[j] as number;
  if (!steep) {
    const sum = base + t;
    low[0] = sumError(base, t, sum) + (baseLow + series);
    return sum;
  }
  const rest = HALF_PI - base;
  baseLow = sumError(HALF_PI, -base, rest) + (HALF_PI_LOW - baseLow);
  base = rest;
  const sum = base - t;
  low[0] = sumError(base, -t, sum) + (baseLow - series);
  return sum;
}

/** The angle from -pi/2 to pi/2 whose tangent is x. */
export function atan(x: number): number {
  const size = Math.abs(x);
  if (size < 1e-8 || Number.isNaN(x)) return x;
  if (size > 1e19) return x > 0 ? HALF_PI : -HALF_PI;
  const high = arcOfRatio(size, 1);
  const angle = high + (low[0] as number);
  return x > 0 ? angle : -angle;
}

/** The angle from -pi to pi of the point (x, y), with ECMAScript's special cases. */
export function atan2(y: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const angle = angleInUpperHalf(Math.abs(y), x);
  return y < 0 || (y === 0 && 1 / y < 0) ? -angle : angle;
}

function angleInUpperHalf(y: number, x: number): number {
  const left = x < 0 || (x === 0 && 1 / x < 0);
  if (y === 0) return left ? PI : 0;
  if (x === 0) return HALF_PI;
  const size = Math.abs(x);
  if (size === Number.POSITIVE_INFINITY) {
    if (y === Number.POSITIVE_INFINITY) return left ? (3 * PI) / 4 : PI / 4;
    return left ? PI : 0;
  }
  if (y === Number.POSITIVE_INFINITY) return HALF_PI;
  const above = binaryExponent(y);
  const below = binaryExponent(size);
  if (above - below > 64) return HALF_PI;
  if (above - below < -64) return left ? PI : y / size;
  const high = arcOfRatio(shifted(y, -below), shifted(size, -below));
  const tail = low[0] as number;
  if (!left) return high + tail;
  const sum = PI - high;
  return sum + (sumError(PI, -high, sum) + (PI_LOW - tail));
}

function binaryExponent(x: number): number {
  return x < 2.2250738585072014e-308 ? exponent(x * 18014398509481984) - 54 : exponent(x);
}

/** x * 2^k where neither the factors nor the result are rounded. */
function shifted(x: number, k: number): number {
  const first = Math.floor(k / 2);
  return x * powerOfTwo(first) * powerOfTwo(k - first);
}
