/**
 * What a rounded sum or product leaves behind, exactly: the building stones of numbers held as an unevaluated pair
 * high + low of doubles (T. J. Dekker, "A floating-point technique for extending the available precision", Numerische
 * Mathematik 18, 1971). JavaScript rounds every operation once to a double, so these hold in every engine.
 */

/**
 * Where a kernel leaves the low part of its result; the high part is what it returns. Read it before the next call.
 * A typed array, because an engine keeps it unboxed.
 */
export const low: Float64Array = new Float64Array(1);

/** a + b - sum, where sum = a + b as rounded; for any a and b without overflow. D. E. Knuth, TAOCP 2, 4.2.2. */
export function sumError(a: number, b: number, sum: number): number {
  const bPart = sum - a;
  return a - (sum - bPart) + (b - bPart);
}

const SPLITTER = 134_217_729; // 2^27 + 1

/** a * b - product, where product = a * b as rounded; for |a|, |b| < 2^996 and product above 2^-968 or 0. */
export function productError(a: number, b: number, product: number): number {
  const aWide = SPLITTER * a;
  const aHigh = aWide - (aWide - a);
  const aLow = a - aHigh;
  const bWide = SPLITTER * b;
  const bHigh = bWide - (bWide - b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/** 2^k at index k + 1074, for k from -1074 to 1023. */
const POWERS_OF_TWO: Float64Array = powersOfTwo();

function powersOfTwo(): Float64Array {
  const table = new Float64Array(2098);
  let power = 1;
  for (let k = 0; k <= 1023; k++, power *= 2) table[k + 1074] = power;
  power = 1;
  for (let k = 0; k >= -1074; k--, power /= 2) table[k + 1074] = power;
  return table;
}

/** 2^k exactly, for whole k from -1074 to 1023. */
export function powerOfTwo(k: number): number {
  return POWERS_OF_TWO[k + 1074] as number;
}

/** x * 2^k for x from 0.5 to 2 and whole k from -1100 to 1024, rounded once (below 2^-1022 and above the largest). */
export function scale(x: number, k: number): number {
  if (k > 1023) return x * powerOfTwo(k - 1) * 2;
  if (k < -1021) return x * powerOfTwo(k + 200) * powerOfTwo(-200);
  return x * powerOfTwo(k);
}

const word: Float64Array = new Float64Array(1);
const halves: Uint32Array = new Uint32Array(word.buffer);
word[0] = 1;
const HIGH_HALF = halves[1] === 0 ? 0 : 1;

/** The whole e with 2^e <= |x| < 2^(e+1), for finite x above 2^-1022 in size. */
export function exponent(x: number): number {
  word[0] = x;
  return (((halves[HIGH_HALF] as number) >>> 20) & 0x7ff) - 1023;
}
