import { expect, test } from "vitest";
import { twoSidedStudent } from "./student.ts";

// Abramowitz and Stegun, table 26.10.
test.each([
  [12.706, 1, 0.05],
  [4.303, 2, 0.05],
  [2.571, 5, 0.05],
  [2.228, 10, 0.05],
  [3.169, 10, 0.01],
  [2.75, 30, 0.01],
  [1.98, 120, 0.05],
])("t %d with %d degrees of freedom: %d", (t, freedom, p) => {
  expect(twoSidedStudent(t, freedom)).toBeCloseTo(p, 3);
  expect(twoSidedStudent(-t, freedom)).toBe(twoSidedStudent(t, freedom));
});
