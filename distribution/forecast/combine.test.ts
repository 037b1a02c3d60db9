import { expect, test } from "vitest";
import { combine } from "./combine.ts";
import { madeSeries, taskOf } from "./made-series.testing.ts";

const values = madeSeries(60, (_, noise) => 100 + noise());
const origins = [40, 44, 48, 52, 56, 60];

/** The truth where it is known, with an error of this size; 100 ahead. */
function expert(error: number): Float64Array {
  return Float64Array.from(origins.flatMap((o) => [0, 1, 2, 3].map((h) => (values[o + h] ?? 100) + error)));
}

test("weights add up to 1 at every step, and follow accuracy", () => {
  const { weights, path } = combine(taskOf(values, 4, origins), [expert(1), expert(2), expert(8)], 1);
  for (let h = 0; h < 4; h++) {
    expect(weights[h]! + weights[4 + h]! + weights[8 + h]!).toBeCloseTo(1, 12);
    expect(weights[h]).toBeGreaterThan(weights[4 + h]!);
    expect(weights[8 + h]).toBeLessThan(0.01);
    expect(path[h]).toBeGreaterThan(101);
    expect(path[h]).toBeLessThan(102);
  }
});

test("past forecasts were made with weights that had not seen their origin", () => {
  const lucky = expert(8);
  // Right at the first origin alone: the weight it wins there must not count there.
  for (let h = 0; h < 4; h++) lucky[h] = values[40 + h]!;
  const { past } = combine(taskOf(values, 4, origins), [expert(1), lucky], 1);
  for (let h = 0; h < 4; h++) expect(Math.abs(past[h]! - values[40 + h]! - 1)).toBeLessThan(0.01);
});

test("equal weights where nothing can be judged", () => {
  const task = { ...taskOf(values, 4, origins), observed: new Uint8Array(60) };
  expect([...combine(task, [expert(1), expert(2)], 1).weights]).toEqual(new Array(8).fill(0.5));
});
