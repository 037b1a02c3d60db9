import { expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { addedUp, effectsOnTotal, withTotals } from "./forecast-hierarchy.ts";
import type { Forecast } from "./forecast-table.ts";
import { type Hierarchy, reconcile, shrunkCovariance } from "./reconcile.ts";

const two: Hierarchy = {
  bottom: ["a", "b"],
  nodes: [
    { id: "total", of: [0, 1] },
    { id: "a", of: [0] },
    { id: "b", of: [1] },
  ],
};

test("bottom-up sums; ordinary least squares spreads the gap evenly; structural by how many lie below", () => {
  const given = [[10], [3], [5]];
  const of = (method: "bottom-up" | "ols" | "structural"): number[] =>
    reconcile(two, given, method).map((row) => row[0]!);
  expect(of("bottom-up")).toEqual([8, 3, 5]);
  // The gap is 2. Minimising squares: a third each. With variances 2, 1, 1: a half, a quarter, a quarter.
  expect(of("ols")).toEqual([expect.closeTo(28 / 3, 12), expect.closeTo(11 / 3, 12), expect.closeTo(17 / 3, 12)]);
  expect(of("structural")).toEqual([expect.closeTo(9, 12), expect.closeTo(3.5, 12), expect.closeTo(5.5, 12)]);
});

test("with uncorrelated errors each gives way by its variance (Wickramasuriya et al. 2019, W diagonal)", () => {
  const random = createRandom(5);
  const errors = [3, 1, 0.5].map((spread) => Float64Array.from({ length: 4000 }, () => spread * random.normal()));
  const sum = 9 + 1 + 0.25;
  for (const method of ["shrunk", "diagonal"] as const) {
    const [total, a, b] = reconcile(two, [[10], [3], [5]], method, errors).map((row) => row[0]!);
    expect(total).toBeCloseTo(10 - (2 * 9) / sum, 1);
    expect(a).toBeCloseTo(3 + 2 / sum, 1);
    expect(b).toBeCloseTo(5 + 0.5 / sum, 1);
  }
});

test("correlations that could be chance are drawn towards 0, clear ones stay", () => {
  const random = createRandom(2);
  const common = Float64Array.from({ length: 200 }, () => random.normal());
  const same = [common, common.map((value) => value + 0.1 * random.normal())];
  const [[variance, covariance]] = shrunkCovariance(same, 200) as [[number, number]];
  expect(covariance / variance).toBeGreaterThan(0.9);
  const unlike = [common.slice(0, 5), Float64Array.from({ length: 5 }, () => random.normal())];
  const raw = unlike[0]!.reduce((sum, value, t) => sum + (value * unlike[1]![t]!) / 5, 0);
  expect(Math.abs(shrunkCovariance(unlike, 5)[0]![1]!)).toBeLessThan(Math.abs(raw));
});

test("a hierarchy of three levels adds up to the last bit, for every method", () => {
  const random = createRandom(7);
  const hierarchy: Hierarchy = {
    bottom: ["a", "b", "c"],
    nodes: [
      { id: "a", of: [0] },
      { id: "b", of: [1] },
      { id: "c", of: [2] },
      { id: "ab", of: [0, 1] },
      { id: "all", of: [0, 1, 2] },
    ],
  };
  const given = hierarchy.nodes.map(() => Array.from({ length: 6 }, () => 100 * random.uniform()));
  const errors = hierarchy.nodes.map(() => Array.from({ length: 20 }, () => random.normal()));
  for (const method of ["bottom-up", "ols", "structural", "diagonal", "shrunk"] as const) {
    const [a, b, c, ab, all] = reconcile(hierarchy, given, method, errors) as [Float64Array, ...Float64Array[]];
    for (let h = 0; h < 6; h++) {
      expect(ab![h]).toBe(a[h]! + b![h]!);
      expect(all![h]).toBe(a[h]! + b![h]! + c![h]!);
    }
  }
  expect(() => reconcile(hierarchy, given.slice(1), "ols")).toThrow(RangeError);
  expect(() => reconcile(hierarchy, given, "shrunk")).toThrow(RangeError);
  expect(() => reconcile({ ...hierarchy, bottom: ["a", "c", "b"] }, given, "ols")).toThrow(RangeError);
});

test("totals are sums of histories that end together; what has no parent stays out", () => {
  const series = (id: string, ...values: number[]) => ({ id, values: Float64Array.from(values) });
  const parents = new Map([
    ["de", "europe"],
    ["fr", "europe"],
    ["europe", "world"],
    ["us", "world"],
  ]);
  const given = [series("de", 1, 2, 3), series("fr", 10, Number.NaN), series("us", 5, 5, 5), series("other", 7)];
  const { table, hierarchy } = withTotals(given, parents, 1);
  expect(table.slice(4)).toEqual([series("europe", 1, 12, 13), series("world", 6, 17, 18)]);
  expect(hierarchy.bottom).toEqual(["de", "fr", "us"]);
  expect(() =>
    withTotals(
      [series("a", 1)],
      new Map([
        ["a", "b"],
        ["b", "a"],
      ]),
      1,
    ),
  ).toThrow(RangeError);
});

test("a total knows what is known of its parts, by their share of it", () => {
  const parts = [
    { id: "a", values: Float64Array.of(1, 2, 2) },
    { id: "b", values: Float64Array.of(3, 3, 3) },
  ];
  const twice = Float64Array.of(0, Math.log(2), Math.log(2), Math.log(2), 0);
  const effect = effectsOnTotal(parts, [twice, null], 2)!;
  // Without the effect a is 1 and b 3; with it they are 2 and 3.
  [0, Math.log(5 / 4), Math.log(5 / 4), Math.log(5 / 4), 0].forEach((value, t) => {
    expect(effect[t]).toBeCloseTo(value, 12);
  });
  expect(effectsOnTotal(parts, [null, null], 2)).toBeNull();
});

test("forecasts below 0 become 0 and still add up; a part without a forecast is named", () => {
  const forecast = (id: string, value: number, width = 5): Forecast => ({
    status: "done",
    id,
    path: Float64Array.of(value),
    lower: Float64Array.of(0),
    upper: Float64Array.of(value + width),
    seasons: [],
    experts: [],
    interval: { method: "rolling-origins", origins: 1, pooledOver: 0 },
    observed: 2,
    filled: 0,
    notes: [],
  });
  const given = [forecast("total", 2), forecast("a", 1), forecast("b", 9), forecast("else", 4)];
  const found = addedUp(two, given) as { forecasts: Forecast[] };
  const [total, a, b, other] = found.forecasts;
  expect(a!.path[0]).toBe(0);
  expect(total!.path[0]).toBe(a!.path[0]! + b!.path[0]!);
  expect(total!.upper[0]! - total!.path[0]!).toBeCloseTo(5, 12);
  expect(other).toBe(given[3]);
  const missing = { status: "not-enough-data", id: "b", missing: "", cheapestNextStep: "" } as const;
  expect(addedUp(two, [given[0]!, given[1]!, missing])).toEqual({ lacking: ["b"] });
});
