/**
 * Contexts as numbers: what stood around a choice is folded into one key of 52 bits, value by value. Two lanes of
 * 32 bits, each a multiplicative hash with the finishing steps of MurmurHash3 (A. Appleby, public domain); a collision
 * among ten million contexts has a chance of 1 in 90, and costs no more than one strange vote.
 */

let low = 0;
let high = 0;

/** Begins a key; keys of different kinds never meet but by collision. */
export function beginKey(kind: number): void {
  low = Math.imul(kind + 1, 0x9e3779b1);
  high = Math.imul(kind + 7, 0x85ebca6b);
}

/** Folds a whole number in. The order counts. */
export function addToKey(value: number): void {
  low = Math.imul(low ^ (value + 0x3c6e), 0x01000193);
  low ^= low >>> 15;
  low = Math.imul(low, 0x2c1b3c6d);
  high = Math.imul(high ^ (value + 0x1b87), 0x5bd1e995);
  high ^= high >>> 13;
  high = Math.imul(high, 0x297a2d39);
}

/** The key: a whole number from 0 to 2^52 - 1. */
export function endKey(): number {
  return ((low ^ (low >>> 12)) >>> 0) * 1_048_576 + (((high ^ (high >>> 17)) >>> 0) & 1_048_575);
}

/** The key of a kind and its values, in one call. */
export function contextKey(kind: number, ...values: number[]): number {
  beginKey(kind);
  for (const value of values) addToKey(value);
  return endKey();
}
