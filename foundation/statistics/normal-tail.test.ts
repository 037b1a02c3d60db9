import { expect, test } from "vitest";
import { normalAbove } from "./normal-tail.ts";

test.each([
  [0, 0.5],
  [0.5, 0.3085375387],
  [1, 0.1586552539],
  [1.959963985, 0.025],
  [3, 0.001349898],
  [-1, 0.8413447461],
])("above %f lies %f (Abramowitz and Stegun, table 26.1)", (z, above) => {
  expect(Math.abs(normalAbove(z) - above)).toBeLessThan(7.5e-8);
});
