import { expect, test } from "vitest";
import { normalQuantile } from "./normal-quantile.ts";

test.each([
  [0.5, 0],
  [0.9, 1.2815515655],
  [0.975, 1.959963985],
  [0.995, 2.575829304],
  [0.001, -3.090232306],
])("%d is %d (tables of the normal distribution)", (p, z) => {
  expect(Math.abs(normalQuantile(p) - z)).toBeLessThan(4.5e-4);
});

test.each([0, 1, -1, Number.NaN])("refuses %d", (p) => {
  expect(() => normalQuantile(p)).toThrow(RangeError);
});
