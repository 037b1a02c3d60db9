import { expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { broughtBy, splitBudget } from "../../foundation/statistics/saturating-response.ts";
import { gainModel, type MarketEvidence, type MeasuredEffect } from "./gain-model.ts";
import { comingSeason } from "./season.ts";

const plain: MarketEvidence = {
  territory: "DE",
  fit: 0,
  fitVariance: 0.1,
  above: 0,
  aboveVariance: 0.1,
  growth: 0,
  growthVariance: 0.01,
  language: null,
  season: 0,
  seasonVariance: 0.01,
  cost: 5,
  costSpread: 0.35,
  streaming: 0.35,
};
const three = [plain, { ...plain, territory: "FR", fit: 0.5 }, { ...plain, territory: "BR", cost: 1.5 }];

test("half the price is twice the gain; what comparable markets like raises it", () => {
  const { posterior } = gainModel([plain, { ...plain, cost: 2.5 }, { ...plain, fit: 1 }], []);
  expect(posterior[1]!.mean - posterior[0]!.mean).toBeCloseTo(Math.log(2), 12);
  expect(posterior[2]!.mean).toBeGreaterThan(posterior[0]!.mean);
});

test("a sure measurement stands in its own market and moves the others part of the way", () => {
  const sure: MeasuredEffect = { territory: "DE", value: 20, error: 0.001 };
  const before = gainModel(three, []).posterior;
  const after = gainModel(three, [sure]).posterior;
  expect(after[0]!.mean).toBeCloseTo(Math.log(20), 3);
  expect(after[0]!.variance).toBeLessThan(1e-5);
  const moved = after[1]!.mean - before[1]!.mean;
  expect(moved).toBeGreaterThan(0);
  expect(moved).toBeLessThan(after[0]!.mean - before[0]!.mean);
  // Precision weighting: a market of its own, an observation as unsure as the prior, half of the way.
  const prior = before[0]!;
  const doubtful = gainModel([plain], [{ territory: "DE", value: 20, error: Math.sqrt(prior.variance) }]).posterior[0]!;
  expect(doubtful.mean).toBeCloseTo((prior.mean + Math.log(20)) / 2, 10);
  expect(doubtful.variance).toBeCloseTo(prior.variance / 2, 10);
});

test("draws have the mean and the variance that they are said to have", () => {
  const model = gainModel(three, [{ territory: "BR", value: 9, error: 0.3 }]);
  const random = createRandom(5);
  const draws = Array.from({ length: 20_000 }, () => model.draw(random));
  for (const [t, { mean, variance }] of model.posterior.entries()) {
    const own = draws.map((draw) => draw[t]!);
    const average = own.reduce((sum, value) => sum + value, 0) / own.length;
    const spread = own.reduce((sum, value) => sum + (value - average) ** 2, 0) / own.length;
    expect(average).toBeCloseTo(mean, 1);
    expect(spread / variance).toBeCloseTo(1, 1);
  }
});

test("money goes where one euro more brings the same, within the cap, and all of it", () => {
  const markets = [
    { gain: 5, capacity: 100 },
    { gain: 4, capacity: 400 },
    { gain: 0.1, capacity: 1000 },
  ];
  const split = splitBudget(markets, 300);
  expect(split.reduce((sum, euro) => sum + euro, 0)).toBeCloseTo(300, 6);
  const margin = (at: number): number =>
    broughtBy(markets[at]!, split[at]! + 0.01) - broughtBy(markets[at]!, split[at]!);
  expect(margin(0) / margin(1)).toBeCloseTo(1, 3);
  expect(split[2]).toBe(0);
  expect(Math.max(...splitBudget(markets, 300, 120))).toBeLessThanOrEqual(120 + 1e-9);
});

test("a season is what comes back, not the trend", () => {
  const year = [2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1];
  const values = [...year, ...year].map((value) => 10_000 * value);
  expect(comingSeason(values)?.value).toBeCloseTo(Math.log(2 / 1.25), 3);
  const rising = Array.from({ length: 24 }, (_, at) => 10_000 * 1.02 ** at);
  expect(Math.abs(comingSeason(rising)!.value)).toBeLessThan(0.01);
  expect(comingSeason(values.slice(1))).toBeNull();
});
