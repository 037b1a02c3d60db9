import { expect, test } from "vitest";
import { createRandom } from "./random.ts";
import { splitRHat } from "./split-r-hat.ts";

const chain = (seed: number, shift: number, trend = 0): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: 400 }, (_, at) => random.normal(shift + (trend * at) / 400, 1));
};

test("by hand: halves (0, 2), (2, 4) of one chain", () => {
  // Means 1 and 3, within 2, between 2 * 2 = 4: sqrt((2 / 2 + 4 / 2) / 2).
  expect(splitRHat([[0, 2, 2, 4]])).toBeCloseTo(Math.sqrt(1.5), 12);
});

test("near 1 where chains agree, over 1.05 where one is elsewhere or still on its way", () => {
  expect(splitRHat([chain(1, 0), chain(2, 0), chain(3, 0)])).toBeLessThan(1.01);
  expect(splitRHat([chain(1, 0), chain(2, 0), chain(3, 1)])).toBeGreaterThan(1.05);
  expect(splitRHat([chain(1, 0, 3), chain(2, 0, 3)])).toBeGreaterThan(1.05);
});

test("what never moves agrees with itself only", () => {
  expect(splitRHat([[1, 1, 1, 1]])).toBe(1);
  expect(
    splitRHat([
      [1, 1, 1, 1],
      [2, 2, 2, 2],
    ]),
  ).toBe(Number.POSITIVE_INFINITY);
});
