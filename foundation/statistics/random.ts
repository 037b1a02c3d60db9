/**
 * Random numbers from a seed: the same numbers on every machine.
 *
 * xoshiro128** 1.1 (D. Blackman, S. Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47, 2021;
 * period 2^128 - 1), its state filled by SplitMix64 as its authors advise.
 */
import { log } from "../numbers/elementary.ts";

export interface Random {
  /** 32 random bits: an integer from 0 to 2^32 - 1. */
  bits(): number;
  /** From `from` (included, 0) to `to` (excluded, 1), with 53 random bits. */
  uniform(from?: number, to?: number): number;
  /** Gaussian, with this mean (0) and standard deviation (1). */
  normal(mean?: number, deviation?: number): number;
  /** A whole number from `min` to `max`, both included and each as likely; throws RangeError when there is none. */
  integer(min: number, max: number): number;
  /** One of the items; throws RangeError when there are none. */
  pick<T>(items: readonly T[]): T;
  /** The items in a random order; the given array stays as it is. */
  shuffle<T>(items: readonly T[]): T[];
  /**
   * A generator of its own for one purpose. It depends on the seed and the label alone, not on what was drawn before:
   * what is added in one place changes nothing in another.
   */
  split(label: string): Random;
}

/** Throws RangeError unless the seed is a whole number from 0 to 2^53 - 1. */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`seed: expected 0 to 2^53 - 1, given ${seed}`);
  return fromKey(BigInt(seed));
}

/** A generator that begins in the given state of four 32-bit words, not all zero (for the published test vectors). */
export function fromState(s0: number, s1: number, s2: number, s3: number): Random {
  return generator(s0 | 0, s1 | 0, s2 | 0, s3 | 0, 0n);
}

const MASK: bigint = (1n << 64n) - 1n;
const GOLDEN = 0x9e3779b97f4a7c15n;

/** The output function of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014; constants of D. Stafford's mix 13). */
function mix(z: bigint): bigint {
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
  return z ^ (z >> 31n);
}

function fromKey(key: bigint): Random {
  const first = mix((key + GOLDEN) & MASK);
  const second = mix((key + 2n * GOLDEN) & MASK);
  const low = (word: bigint): number => Number(word & 0xffffffffn) | 0;
  return generator(low(first), low(first >> 32n), low(second), low(second >> 32n), key);
}

function childKey(key: bigint, label: string): bigint {
  let hash = mix((key + GOLDEN) & MASK) ^ 0xcbf29ce484222325n;
  // FNV-1a over the UTF-16 code units, begun from the parent's key.
  for (let at = 0; at < label.length; at++) hash = ((hash ^ BigInt(label.charCodeAt(at))) * 0x100000001b3n) & MASK;
  return mix(hash);
}

function generator(s0: number, s1: number, s2: number, s3: number, key: bigint): Random {
  let spare: number | null = null;

  function bits(): number {
    const scrambled = Math.imul(s1, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const t = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = (s3 << 11) | (s3 >>> 21);
    return result;
  }

  function unit(): number {
    const high = bits() >>> 5;
    return (high * 67_108_864 + (bits() >>> 6)) / 9_007_199_254_740_992;
  }

  /** Marsaglia's polar method: two values a turn, only log and a square root. */
  function gaussian(): number {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    for (;;) {
      const x = 2 * unit() - 1;
      const y = 2 * unit() - 1;
      const square = x * x + y * y;
      if (square === 0 || square >= 1) continue;
      const scale = Math.sqrt((-2 * log(square)) / square);
      spare = y * scale;
      return x * scale;
    }
  }

  function integer(min: number, max: number): number {
    const span = max - min + 1;
    if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || !(span >= 1) || !Number.isSafeInteger(span)) {
      throw new RangeError(`integer: expected min <= max, both whole, given ${min} and ${max}`);
    }
    // Draws that would favour the small remainders are thrown away.
    const wide = span > 4_294_967_296;
    const range = wide ? 9_007_199_254_740_992 : 4_294_967_296;
    const limit = range - (range % span);
    for (;;) {
      const draw = wide ? unit() * range : bits();
      if (draw < limit) return min + (draw % span);
    }
  }

  return {
    bits,
    uniform: (from = 0, to = 1) => from + (to - from) * unit(),
    normal: (mean = 0, deviation = 1) => mean + deviation * gaussian(),
    integer,
    pick: (items) => {
      if (items.length === 0) throw new RangeError("pick: expected at least one item, given none");
      return items[integer(0, items.length - 1)] as (typeof items)[number];
    },
    shuffle: (items) => {
      const out = [...items];
      for (let at = out.length - 1; at > 0; at--) {
        const other = integer(0, at);
        [out[at], out[other]] = [out[other] as (typeof out)[number], out[at] as (typeof out)[number]];
      }
      return out;
    },
    split: (label) => fromKey(childKey(key, label)),
  };
}
