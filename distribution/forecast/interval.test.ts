import { expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { carriedOn, intervalAround, pastErrors, pooledErrors, quantile, withPool } from "./interval.ts";

/** Errors of 100 + noise against 100, at `rows` origins. */
function errorsOf(rows: number, horizon: number, spread: (h: number) => number, seed = 1) {
  const random = createRandom(seed);
  const past = new Float64Array(rows * horizon).fill(100);
  const truth = past.map((value, at) => value + spread(at % horizon) * random.normal());
  return pastErrors(past, truth, horizon, 100);
}

test("quantiles lie between neighbours", () => {
  const rising = Float64Array.of(1, 2, 4);
  expect([0, 0.25, 0.5, 1].map((q) => quantile(rising, q))).toEqual([1, 1.5, 2, 4]);
  expect(quantile(new Float64Array(0), 0.5)).toBeNaN();
});

test("Gaussian errors of growing spread give intervals that hold 95 of 100 later truths", () => {
  const random = createRandom(9);
  const path = new Float64Array(24).fill(100);
  let inside = 0;
  let count = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const spread = (h: number): number => 2 + h / 4;
    const { lower, upper } = intervalAround(path, errorsOf(12, 24, spread, seed), 100, 0.95);
    for (let h = 0; h < 24; h++) {
      const truth = 100 + spread(h) * random.normal();
      count++;
      if (truth >= lower[h]! && truth <= upper[h]!) inside++;
    }
    expect(upper[23]! - lower[23]!).toBeGreaterThan(2 * (upper[0]! - lower[0]!));
  }
  // Wider than these errors need: the allowance for a choice of experts that was fitted to them.
  expect(inside / count).toBeGreaterThan(0.95);
  expect(inside / count).toBeLessThan(0.985);
});

test("a wider level gives a wider interval around the same forecast", () => {
  const errors = errorsOf(12, 6, () => 3);
  const path = new Float64Array(6).fill(100);
  const width = (share: number): number => {
    const { lower, upper } = intervalAround(path, errors, 100, share);
    return upper[0]! - lower[0]!;
  };
  expect(width(0.5)).toBeLessThan(width(0.8));
  expect(width(0.8)).toBeLessThan(width(0.99));
});

test("steps that no origin saw grow like a random walk; without any error there is a guess", () => {
  expect([...carriedOn(Float64Array.of(Number.NaN, 2, Number.NaN, 4, Number.NaN))]).toEqual([2, 2, 2, 4, 5]);
  const none = pastErrors(Float64Array.of(100), Float64Array.of(Number.NaN), 1, 100);
  const { lower, upper } = intervalAround(Float64Array.of(100), none, 100, 0.95);
  expect(lower[0]).toBeLessThan(20);
  expect(upper[0]).toBeGreaterThan(180);
});

test("pooled errors are no surer further ahead, and outweigh a few own ones", () => {
  const pool = pooledErrors([errorsOf(3, 4, (h) => [5, 4, 6, 6][h]!), errorsOf(3, 4, () => 5, 2)]);
  for (let h = 1; h < 4; h++) expect(pool.variance[h]).toBeGreaterThanOrEqual(pool.variance[h - 1]!);
  // One origin without errors against a pool worth six: six sevenths of it, at every step.
  const quiet = withPool(
    errorsOf(1, 4, () => 0.0001, 3),
    pool,
  );
  for (let h = 0; h < 4; h++) expect(quiet.variance[h]! / pool.variance[h]!).toBeCloseTo(6 / 7, 4);
});
