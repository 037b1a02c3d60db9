import { InputError } from "../plan/errors.ts";
import { greatestCommonDivisor } from "./rescale.ts";

/** An exact number in lowest terms; the denominator is above 0. */
export interface Fraction {
  readonly n: number;
  readonly d: number;
}

export const zero: Fraction = { n: 0, d: 1 };

/** Throws InputError for a denominator of 0, and where the terms leave the exact whole numbers (2^53). */
export function fraction(n: number, d = 1): Fraction {
  if (!Number.isSafeInteger(n) || !Number.isSafeInteger(d) || d === 0) {
    throw new InputError("time", "a fraction of exact whole numbers", `${n}/${d}`);
  }
  const common = greatestCommonDivisor(Math.abs(n), Math.abs(d)) * (d < 0 ? -1 : 1);
  return common === 1 ? { n, d } : { n: n / common, d: d / common };
}

export function add(a: Fraction, b: Fraction): Fraction {
  return a.d === b.d ? fraction(a.n + b.n, a.d) : fraction(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function times(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.n, a.d * b.d);
}

/** Below 0, 0 or above 0 as a is below, at or above b. */
export function compare(a: Fraction, b: Fraction): number {
  return a.n * b.d - b.n * a.d;
}
