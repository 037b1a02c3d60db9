import { expect, test } from "vitest";
import { type Lifetime, medianLife, survivalCurve } from "./survival.ts";

// Weeks of remission under 6-MP; E. J. Freireich et al., Blood 21 (1963), as in D. R. Cox, D. Oakes, Analysis of Survival
// Data, 1984, table 1.1; the estimates are those of its Kaplan-Meier table. A plus: still in remission.
const drug = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";
const placebo = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23";
const lives = (text: string): Lifetime[] =>
  text.split(" ").map((word) => ({ time: Number.parseInt(word, 10), ended: !word.endsWith("+") }));

test("remission under 6-MP and under placebo, as published", () => {
  const steps = survivalCurve(lives(drug));
  expect(steps.map(({ time, share }) => [time, share.toFixed(3)])).toEqual([
    [6, "0.857"],
    [7, "0.807"],
    [10, "0.753"],
    [13, "0.690"],
    [16, "0.627"],
    [22, "0.538"],
    [23, "0.448"],
  ]);
  expect(medianLife(steps)).toMatchObject({ value: 23, high: null });
  expect(medianLife(survivalCurve(lives(placebo))).value).toBe(8);
});

test("without ends there is no median", () => {
  expect(medianLife(survivalCurve([{ time: 3, ended: false }]))).toEqual({ value: null, low: null, high: null });
});
