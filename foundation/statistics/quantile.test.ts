import { expect, test } from "vitest";
import { middle90, quantile } from "./quantile.ts";

test("between neighbours in a straight line (R: quantile(c(1, 2, 4, 8), c(0, .25, .5, .9, 1)))", () => {
  expect([0, 0.25, 0.5, 0.9, 1].map((share) => quantile([1, 2, 4, 8], share))).toEqual([
    1,
    1.75,
    3,
    expect.closeTo(6.8, 12),
    8,
  ]);
});

test("the middle 90 % in any order", () => {
  const values = Array.from({ length: 101 }, (_, at) => (at * 37) % 101);
  expect(middle90(values)).toEqual([5, 95]);
});
