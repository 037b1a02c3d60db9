import { expect, test } from "vitest";
import { niceStep, shortNumber, valueScale } from "./value-scale.ts";

test("steps are 1, 2 or 5 times a power of ten, never under what was asked", () => {
  expect([0.07, 1, 1.2, 30, 51, 7e8].map(niceStep)).toEqual([0.1, 1, 2, 50, 100, 1e9]);
});

test("an axis holds its values, with ends on steps", () => {
  for (const [low, high] of [
    [0, 1],
    [-3, 1234],
    [5, 5],
    [0, 0],
    [999_999, 1_000_001],
    [0.001, 0.0012],
  ] as const) {
    const scale = valueScale(low, high, 100, 0);
    expect(scale.low).toBeLessThanOrEqual(low);
    expect(scale.high).toBeGreaterThanOrEqual(high);
    expect(scale.ticks.length).toBeGreaterThan(1);
    expect(scale.ticks.length).toBeLessThan(9);
    expect(new Set(scale.ticks.map(({ label }) => label)).size).toBe(scale.ticks.length);
  }
});

test("large numbers are short", () => {
  expect([0, 2000, 500].map((value) => shortNumber(value, 1000))).toEqual(["0", "2k", "1k"]);
  expect(shortNumber(2_500_000, 500_000)).toBe("2.5M");
  expect(shortNumber(0.25, 0.05)).toBe("0.25");
});
