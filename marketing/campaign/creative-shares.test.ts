import { expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { creativeRates, creativeShares, drawCreative } from "./creative-shares.ts";

const of = (successes: number, trials: number): { successes: number; trials: number } => ({ successes, trials });

test("nothing known: all are shown as often", () => {
  const shares = creativeShares([of(0, 0), of(0, 0), of(0, 0), of(0, 0)], 0, createRandom(1));
  for (const share of shares) expect(Math.abs(share - 0.25)).toBeLessThan(0.02);
});

test("the chance to be best, as the normal approximation gives it by hand", () => {
  const shares = creativeShares([of(2100, 100_000), of(2000, 100_000)], 0, createRandom(2));
  // 100 clicks are 1.56 deviations of √4100: 94 % of a normal distribution; the prior of 8.65 clicks takes next to nothing.
  expect(Math.abs((shares[0] as number) - 0.94)).toBeLessThan(0.01);
});

test("late in a campaign the leader gets more, and what is too little to buy gets nothing", () => {
  const creatives = [of(22, 1000), of(16, 1000), of(4, 1000)];
  const early = creativeShares(creatives, 0, createRandom(3));
  const late = creativeShares(creatives, 1, createRandom(3));
  expect(late[0]).toBeGreaterThan(early[0] as number);
  expect(late[2]).toBe(0);
  for (const shares of [early, late]) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
});

test("order does not matter; nothing and nonsense are refused", () => {
  const [a, b] = creativeShares([of(30, 900), of(10, 900)], 0.5, createRandom(4));
  const [d, c] = creativeShares([of(10, 900), of(30, 900)], 0.5, createRandom(5));
  expect(Math.abs((a as number) - (c as number))).toBeLessThan(0.02);
  expect(Math.abs((b as number) - (d as number))).toBeLessThan(0.02);
  expect(() => creativeShares([], 0, createRandom(1))).toThrow(RangeError);
  expect(() => creativeShares([of(0, 0)], 1.5, createRandom(1))).toThrow(RangeError);
  expect(drawCreative([of(0, 0)], 0, createRandom(1))).toBe(0);
});

test("rates with their intervals: the deviation of a gamma by hand, and chances that add to 1", () => {
  const rates = creativeRates([of(2100, 100_000), of(2000, 100_000)], createRandom(2));
  // 2,100 clicks: the rate is known to 1 / √2109 of itself, 90 % of it within 1.645 times that.
  const [low, high] = rates[0]?.interval90 ?? [0, 0];
  expect(low / 0.021).toBeCloseTo(1 - 1.645 / Math.sqrt(2109), 2);
  expect(high / 0.021).toBeCloseTo(1 + 1.645 / Math.sqrt(2109), 2);
  expect(Math.abs((rates[0]?.chanceBest as number) - 0.94)).toBeLessThan(0.01);
  expect((rates[0]?.chanceBest as number) + (rates[1]?.chanceBest as number)).toBeCloseTo(1, 12);
});
