/** sin, cos and tan: Taylor's series on -pi/4..pi/4, after quarter-turns.ts. Angles in radians. */
import { productError } from "./double-double.ts";
import { quarterTurns, remainder } from "./quarter-turns.ts";

const QUARTER_PI = 0.7853981633974483;
const SIXTH = 0.16666666666666666;
const SIXTH_LOW = 9.25185853854297e-18;

/** (sin r - r + r^3/6) / r^5 with z = r^2 */
function sineTail(z: number): number {
  const z2 = z * z;
  return (
    1 / 120 -
    z / 5040 +
    z2 * (1 / 362880 - z / 39916800) +
    z2 * z2 * (1 / 6227020800 - z / 1307674368000 + z2 / 355687428096000)
  );
}

/** (cos r - 1 + r^2/2) / r^4 with z = r^2 */
function cosineTail(z: number): number {
  const z2 = z * z;
  return (
    1 / 24 -
    z / 720 +
    z2 * (1 / 40320 - z / 3628800) +
    z2 * z2 * (1 / 479001600 - z / 87178291200 + z2 * (1 / 20922789888000 - z / 6402373705728000))
  );
}

function sineNearZero(r: number, rest: number): number {
  const z = r * r;
  return r + (r * z * (z * sineTail(z) - SIXTH) + (rest - 0.5 * z * rest));
}

function cosineNearZero(r: number, rest: number): number {
  const z = r * r;
  const half = 0.5 * z;
  const high = 1 - half;
  return high + (1 - high - half + (z * z * cosineTail(z) - r * rest));
}

export function sin(x: number): number {
  const size = Math.abs(x);
  if (size <= QUARTER_PI) return size < 1e-8 ? x : sineNearZero(x, 0);
  if (!(size < Number.POSITIVE_INFINITY)) return Number.NaN;
  const n = quarterTurns(x);
  const r = remainder[0] as number;
  const rest = remainder[1] as number;
  const value = (n & 1) === 0 ? sineNearZero(r, rest) : cosineNearZero(r, rest);
  return n < 2 ? value : -value;
}

export function cos(x: number): number {
  const size = Math.abs(x);
  if (size <= QUARTER_PI) return cosineNearZero(x, 0);
  if (!(size < Number.POSITIVE_INFINITY)) return Number.NaN;
  const n = quarterTurns(x);
  const r = remainder[0] as number;
  const rest = remainder[1] as number;
  const value = (n & 1) === 0 ? cosineNearZero(r, rest) : sineNearZero(r, rest);
  return n === 0 || n === 3 ? value : -value;
}

/** The quotient of sine and cosine, both held as pairs, or its negative inverse in odd quarters. */
export function tan(x: number): number {
  const size = Math.abs(x);
  if (size < 1e-8) return x;
  if (!(size < Number.POSITIVE_INFINITY)) return Number.NaN;
  let odd = false;
  let r = x;
  let rest = 0;
  if (size > QUARTER_PI) {
    odd = (quarterTurns(x) & 1) === 1;
    r = remainder[0] as number;
    rest = remainder[1] as number;
  }
  const z = r * r;
  const zLow = productError(r, r, z) + 2 * r * rest;
  // sin r = r + r t, t = -z/6 + z^2 sineTail(z)
  const cubic = z * SIXTH;
  const higher = z * z * sineTail(z);
  const t = higher - cubic;
  const tLow = higher - (t + cubic) - (productError(z, SIXTH, cubic) + z * SIXTH_LOW + zLow * SIXTH);
  const v = r * t;
  const sine = r + v;
  const sineLow = r - sine + v + (productError(r, t, v) + r * tLow + rest * t + rest);
  const half = 0.5 * z;
  const parabola = 1 - half;
  const quartic = z * z * cosineTail(z);
  const cosine = parabola + quartic;
  const cosineLow = parabola - cosine + quartic + (1 - parabola - half - 0.5 * zLow);
  return odd ? -quotient(cosine, cosineLow, sine, sineLow) : quotient(sine, sineLow, cosine, cosineLow);
}

/** Of two pairs whose low parts are below an ulp of the high ones. */
function quotient(above: number, aboveLow: number, below: number, belowLow: number): number {
  const q = above / below;
  const product = q * below;
  return q + (above - product - productError(q, below, product) + (aboveLow - q * belowLow)) / below;
}
