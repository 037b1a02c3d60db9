/**
 * Angles down to a quarter turn: x = n pi/2 + r, |r| <= pi/4, for doubles of any size. Up to 2^22 quarter turns pi/2 is
 * taken away in four parts (W. J. Cody, W. Waite, 1980); beyond, x times 2/pi is formed from as many bits of 2/pi as
 * the answer needs (M. H. Payne, R. N. Hanek, 1983), here with whole numbers of any length.
 */
import { exponent, powerOfTwo, productError, sumError } from "./double-double.ts";

/** What quarterTurns leaves: r as high and low part. */
export const remainder: Float64Array = new Float64Array(2);

const TWO_OVER_PI = 0.6366197723675814;
const ROUND = 6755399441055744;
// pi/2 in parts of 30 bits, so that n times them is exact for n up to 2^23; the last has 53.
const PART_1 = 1.570796325802803;
const PART_2 = 9.920935791635221e-10;
const PART_3 = 5.17018297889025e-19;
const PART_4 = 2.9038559739793605e-28;
const HALF_PI = 1.5707963267948966;
const HALF_PI_LOW = 6.123233995736766e-17;

/** n modulo 4 for finite x; r is left in `remainder`. */
export function quarterTurns(x: number): number {
  if (Math.abs(x) > 6.5e6) return manyQuarterTurns(x);
  const n = x * TWO_OVER_PI + ROUND - ROUND;
  const first = x - n * PART_1;
  const second = n * PART_2;
  const high = first - second;
  const third = n * PART_3;
  const higher = high - third;
  const tail = sumError(first, -second, high) + sumError(high, -third, higher) - n * PART_4;
  const r = higher + tail;
  remainder[0] = r;
  remainder[1] = higher - r + tail;
  return n & 3;
}

/** 2/pi to 1280 binary places. */
const PLACES = 1280n;
const TWO_OVER_PI_PLACES = BigInt(
  "0x" +
    "a2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e0" +
    "06492eea09d1921cfe1deb1cb129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f4" +
    "9c845f8bbdf9283b1ff897ffde05980fef2f118b5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d" +
    "7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b6babf0cfbc209af4361d",
);
const KEPT = 192n;

function manyQuarterTurns(x: number): number {
  const e = exponent(x) - 52;
  const mantissa = BigInt(Math.abs(x) * powerOfTwo(-e));
  // x * 2/pi modulo 4 with 192 binary places; doubles come no nearer to a multiple of pi/2 than about 2^-62.
  const turns = ((mantissa * TWO_OVER_PI_PLACES) >> (PLACES - KEPT - BigInt(e))) & ((1n << (KEPT + 2n)) - 1n);
  let n = Number((turns + (1n << (KEPT - 1n))) >> KEPT);
  const fraction = turns - (BigInt(n) << KEPT);
  const high = Number(fraction);
  const highPart = high / 2 ** 192;
  const lowPart = Number(fraction - BigInt(high)) / 2 ** 192;
  let r = highPart * HALF_PI;
  let rest = productError(highPart, HALF_PI, r) + (highPart * HALF_PI_LOW + lowPart * HALF_PI);
  const sum = r + rest;
  rest = r - sum + rest;
  r = sum;
  if (x < 0) {
    n = -n;
    r = -r;
    rest = -rest;
  }
  remainder[0] = r;
  remainder[1] = rest;
  return n & 3;
}
