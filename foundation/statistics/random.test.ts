import { expect, test } from "vitest";
import { createRandom, fromState } from "./random.ts";

// The authors' C code (prng.di.unimi.it/xoshiro128starstar.c) begun in state 1, 2, 3, 4; the same ten numbers are in
// the tests of Rust's rand_xoshiro.
test("the first ten outputs are those of the authors' xoshiro128**", () => {
  const random = fromState(1, 2, 3, 4);
  expect(Array.from({ length: 10 }, () => random.bits())).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});

// SplitMix64 begun at 42 gives 0xbdd732262feb6e95 and 0x28efe333b266f103; then the authors' xoshiro128**.
test("seed 42 fills the state with SplitMix64", () => {
  const random = createRandom(42);
  const direct = fromState(0x2feb6e95, 0xbdd73226, 0xb266f103, 0x28efe333);
  expect(Array.from({ length: 8 }, () => random.bits())).toEqual(Array.from({ length: 8 }, () => direct.bits()));
});

test("uniform numbers have the mean, variance and bins of a uniform distribution", () => {
  const random = createRandom(7);
  const count = 200_000;
  const bins = new Array<number>(64).fill(0);
  let sum = 0;
  let squares = 0;
  for (let n = 0; n < count; n++) {
    const x = random.uniform();
    if (x < 0 || x >= 1) throw new Error(`${x} is out of range`);
    sum += x;
    squares += x * x;
    bins[Math.floor(x * 64)]! += 1;
  }
  // Four standard errors.
  expect(Math.abs(sum / count - 0.5)).toBeLessThan((4 * Math.sqrt(1 / 12)) / Math.sqrt(count));
  expect(Math.abs(squares / count - 1 / 3)).toBeLessThan((4 * Math.sqrt(4 / 45)) / Math.sqrt(count));
  const chiSquare = bins.reduce((total, found) => total + (found - count / 64) ** 2 / (count / 64), 0);
  // 99.99 % point of chi-square with 63 degrees of freedom: 113.5.
  expect(chiSquare).toBeLessThan(113.5);
});

test("normal numbers have moments 0, 1, 0, 3 and the tails of a Gaussian", () => {
  const random = createRandom(11);
  const count = 200_000;
  const moments = [0, 0, 0, 0];
  let beyondTwo = 0;
  for (let n = 0; n < count; n++) {
    const x = random.normal();
    for (let power = 1; power <= 4; power++) moments[power - 1]! += x ** power / count;
    if (Math.abs(x) > 1.959963984540054) beyondTwo += 1;
  }
  const error = 4 / Math.sqrt(count);
  expect(Math.abs(moments[0]!)).toBeLessThan(error);
  expect(Math.abs(moments[1]! - 1)).toBeLessThan(error * Math.sqrt(2));
  expect(Math.abs(moments[2]!)).toBeLessThan(error * Math.sqrt(15));
  expect(Math.abs(moments[3]! - 3)).toBeLessThan(error * Math.sqrt(96));
  expect(Math.abs(beyondTwo / count - 0.05)).toBeLessThan(error * Math.sqrt(0.05 * 0.95));
});

test("integers stay in range, reach both ends and favour none", () => {
  const random = createRandom(3);
  const counts = new Map<number, number>();
  for (let n = 0; n < 70_000; n++) {
    const x = random.integer(-3, 3);
    counts.set(x, (counts.get(x) ?? 0) + 1);
  }
  expect([...counts.keys()].sort((a, b) => a - b)).toEqual([-3, -2, -1, 0, 1, 2, 3]);
  for (const found of counts.values()) expect(Math.abs(found - 10_000)).toBeLessThan(400);
  const wide = random.integer(0, Number.MAX_SAFE_INTEGER - 1);
  expect(Number.isSafeInteger(wide)).toBe(true);
  expect(() => random.integer(2, 1)).toThrow(RangeError);
  expect(() => random.integer(0.5, 1)).toThrow(RangeError);
});

test("a shuffle keeps every item, leaves the given array, and puts each item everywhere", () => {
  const random = createRandom(5);
  const items = [0, 1, 2, 3, 4];
  const firsts = [0, 0, 0, 0, 0];
  for (let n = 0; n < 10_000; n++) {
    const order = random.shuffle(items);
    expect([...order].sort()).toEqual(items);
    firsts[order[0]!]! += 1;
  }
  expect(items).toEqual([0, 1, 2, 3, 4]);
  for (const found of firsts) expect(Math.abs(found - 2000)).toBeLessThan(200);
});

test("a split depends on seed and label, not on what was drawn before", () => {
  const fresh = createRandom(9).split("kick");
  const used = createRandom(9);
  used.normal();
  used.bits();
  const later = used.split("kick");
  expect(Array.from({ length: 5 }, () => later.bits())).toEqual(Array.from({ length: 5 }, () => fresh.bits()));
  expect(createRandom(9).split("snare").bits()).not.toBe(createRandom(9).split("kick").bits());
  expect(createRandom(10).split("kick").bits()).not.toBe(createRandom(9).split("kick").bits());
});

test("seeds outside 0 to 2^53 - 1 are refused", () => {
  for (const seed of [-1, 0.5, 2 ** 53, Number.NaN]) expect(() => createRandom(seed)).toThrow(RangeError);
});
