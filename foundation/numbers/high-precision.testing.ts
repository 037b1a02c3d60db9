/**
 * The elementary functions to 60 decimals and more, with whole numbers of any length: Taylor's series in fixed point,
 * sharing nothing with what it judges. Engine maths gives first guesses only; the result does not depend on them.
 */

/** The number n / 2^p. */
export interface Fixed {
  readonly n: bigint;
  readonly p: bigint;
}

const view = new DataView(new ArrayBuffer(8));

/** A finite double exactly, as whole * 2^e. */
function parts(x: number): { whole: bigint; e: bigint } {
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const field = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xfffffffffffffn;
  const whole = field === 0n ? fraction : fraction | 0x10000000000000n;
  return { whole: bits >> 63n === 1n ? -whole : whole, e: (field === 0n ? 1n : field) - 1075n };
}

const shift = (n: bigint, by: bigint): bigint => (by >= 0n ? n << by : n >> -by);
const size = (n: bigint): bigint => (n < 0n ? -n : n);

/** x in units of 2^-p. */
function fixed(x: number, p: bigint): bigint {
  const { whole, e } = parts(x);
  return shift(whole, p + e);
}

/** Enough places for a result about as small as x to keep 140 bits. */
function places(x: number, more = 0n): bigint {
  const e = x === 0 ? 0 : Math.floor(Math.log2(Math.abs(x)));
  return 200n + more + BigInt(e < 0 ? -2 * e : 0);
}

function series(first: bigint, p: bigint, next: (term: bigint, index: bigint) => bigint): bigint {
  let sum = 0n;
  let term = first;
  for (let index = 1n; size(term) > 1n; index++) {
    sum += term;
    term = next(term, index);
  }
  return p >= 0n ? sum + term : sum;
}

/** atanh(a/b) in units of 2^-p, for a/b at most about 1/2. */
function atanh(a: bigint, b: bigint, p: bigint): bigint {
  const t = (a << p) / b;
  const square = (t * t) >> p;
  let sum = 0n;
  let power = t;
  for (let k = 1n; size(power) > 1n; k += 2n) {
    sum += power / k;
    power = (power * square) >> p;
  }
  return sum;
}

function atanSmall(t: bigint, p: bigint): bigint {
  const square = (t * t) >> p;
  let sum = 0n;
  let power = t;
  for (let k = 1n; size(power) > 1n; k += 2n) {
    sum += power / k;
    power = -((power * square) >> p);
  }
  return sum;
}

function cached(make: (p: bigint) => bigint): (p: bigint) => bigint {
  const known = new Map<bigint, bigint>();
  return (p) => {
    let value = known.get(p);
    if (value === undefined) {
      value = make(p + 32n) >> 32n;
      known.set(p, value);
    }
    return value;
  };
}

export const ln2: (p: bigint) => bigint = cached((p) => 2n * atanh(1n, 3n, p));
export const ln10: (p: bigint) => bigint = cached((p) => 6n * atanh(1n, 3n, p) + 2n * atanh(1n, 9n, p));
/** J. Machin, 1706. */
export const pi: (p: bigint) => bigint = cached(
  (p) => 16n * atanSmall((1n << p) / 5n, p) - 4n * atanSmall((1n << p) / 239n, p),
);

/** e^(x / 2^p), x in units of 2^-p. */
function expFixed(x: bigint, p: bigint): Fixed {
  const wide = p + 64n;
  const scaled = x << 64n;
  const k = scaled / ln2(wide);
  const r = (scaled - k * ln2(wide)) >> 4n;
  let sum = series(1n << wide, wide, (term, index) => ((term * r) >> wide) / index);
  for (let turn = 0; turn < 4; turn++) sum = (sum * sum) >> wide;
  return { n: sum, p: wide - k };
}

export function exp(x: number): Fixed {
  const p = places(x);
  return expFixed(fixed(x, p), p);
}

/** The difference e^(x/2^p) - 1 to p places. */
function expm1Fixed(x: bigint, p: bigint): Fixed {
  const whole = expFixed(x, p);
  if (whole.p < 0n) return whole;
  return { n: whole.n - (1n << whole.p), p: whole.p };
}

export function expm1(x: number): Fixed {
  const p = places(x);
  return expm1Fixed(fixed(x, p), p);
}

export function tanh(x: number): Fixed {
  const p = places(x);
  const above = expm1Fixed(2n * fixed(x, p), p);
  const shiftBy = above.p;
  const below = above.n + (shiftBy >= 0n ? 2n << shiftBy : 0n);
  return { n: (above.n << p) / below, p };
}

/** log(n / 2^p) in units of 2^-out. */
function logFixed(n: bigint, p: bigint, out: bigint): bigint {
  let k = BigInt(n.toString(2).length) - 1n;
  if (n > (3n << k) / 2n) k += 1n;
  const one = shift(1n, k);
  return 2n * atanh(n - one, n + one, out) + (k - p) * ln2(out);
}

function logOf(x: number, out: bigint): bigint {
  const { whole, e } = parts(x);
  return logFixed(whole << 2n, 2n - e, out);
}

export const log = (x: number): Fixed => ({ n: logOf(x, 300n), p: 300n });
export const log2 = (x: number): Fixed => ({ n: (logOf(x, 300n) << 300n) / ln2(300n), p: 300n });
export const log10 = (x: number): Fixed => ({ n: (logOf(x, 300n) << 300n) / ln10(300n), p: 300n });

export function log1p(x: number): Fixed {
  const p = places(x, 100n);
  return { n: logFixed(fixed(x, p) + (1n << p), p, p), p };
}

export function pow(x: number, y: number): Fixed {
  const p = 400n;
  const { whole, e } = parts(y);
  const result = expFixed(shift(logOf(Math.abs(x), p) * whole, e), p);
  return x < 0 && y % 2 !== 0 ? { n: -result.n, p: result.p } : result;
}

/** sin and cos of x / 2^p. */
function circle(x: bigint, p: bigint): { sine: bigint; cosine: bigint } {
  const half = pi(p) >> 1n;
  let n = x / half;
  if (x < n * half) n -= 1n;
  const r = x - n * half;
  const square = (r * r) >> p;
  const s = series(r, p, (term, k) => -((term * square) >> p) / (2n * k * (2n * k + 1n)));
  const c = series(1n << p, p, (term, k) => -((term * square) >> p) / ((2n * k - 1n) * (2n * k)));
  const turns = [
    { sine: s, cosine: c },
    { sine: c, cosine: -s },
    { sine: -s, cosine: -c },
    { sine: -c, cosine: s },
  ];
  return turns[Number(((n % 4n) + 4n) % 4n)]!;
}

function circleOf(x: number): { sine: bigint; cosine: bigint; p: bigint } {
  const e = x === 0 ? 0n : BigInt(Math.abs(Math.floor(Math.log2(Math.abs(x)))));
  // pi to as many places as x has before the point, so that the rest of the division is right.
  const p = 256n + 2n * e;
  return { ...circle(fixed(x, p), p), p };
}

export const sin = (x: number): Fixed => {
  const { sine, p } = circleOf(x);
  return { n: sine, p };
};
export const cos = (x: number): Fixed => {
  const { cosine, p } = circleOf(x);
  return { n: cosine, p };
};
export const tan = (x: number): Fixed => {
  const { sine, cosine, p } = circleOf(x);
  return { n: (sine << p) / cosine, p };
};

/** The engine's angle, and the small angle that is left after turning the point back by it. */
export function atan2(y: number, x: number): Fixed {
  const guess = Math.atan2(y, x);
  const p = places(guess, 60n);
  const { sine, cosine } = circle(fixed(guess, p), p);
  const { whole: yWhole, e: yExponent } = parts(y);
  const { whole: xWhole, e: xExponent } = parts(x);
  const smaller = yExponent < xExponent ? yExponent : xExponent;
  const yy = yWhole << (yExponent - smaller);
  const xx = xWhole << (xExponent - smaller);
  const left = ((yy * cosine - xx * sine) << p) / (xx * cosine + yy * sine);
  return { n: fixed(guess, p) + atanSmall(left, p), p };
}

export const atan = (x: number): Fixed => atan2(x, 1);

export function cbrt(x: number): Fixed {
  const p = places(x, 60n);
  const cube = fixed(x, p) << (2n * p);
  let root = fixed(Math.cbrt(x), p);
  for (let turn = 0; turn < 4; turn++) root -= (root * root * root - cube) / (3n * root * root);
  return { n: root, p };
}

/** How far the double is from the true value, in units of the last place of a double of the true value's size. */
export function ulpsBetween(double: number, truth: Fixed): number {
  if (truth.n === 0n) return double === 0 ? 0 : Number.POSITIVE_INFINITY;
  const top = BigInt(size(truth.n).toString(2).length) - 1n - truth.p;
  if (!Number.isFinite(double)) return top >= 1023n && double > 0 === truth.n > 0n ? 0 : Number.POSITIVE_INFINITY;
  const unit = (top < -1022n ? -1022n : top) - 52n;
  const { whole, e } = parts(double);
  // Both in units of 2^-(20 places below an ulp).
  const mine = shift(whole, e - unit + 20n);
  const theirs = shift(truth.n, 20n - truth.p - unit);
  return Number(mine - theirs) / 2 ** 20;
}
