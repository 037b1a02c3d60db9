import { expect, test } from "vitest";
import { normalisedGain } from "./discounted-gain.ts";

// The worked example that is usual for Järvelin and Kekäläinen's measure: gains 3 2 3 0 1 2 have a DCG of 6.861, their best
// order 7.141.
test("worked example", () => {
  expect(normalisedGain([3, 2, 3, 0, 1, 2], 6)).toBeCloseTo(6.861 / 7.141, 3);
  expect(normalisedGain([3, 3, 2, 2, 1, 0], 6)).toBe(1);
});
