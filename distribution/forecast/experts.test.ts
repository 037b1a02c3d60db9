/** Each expert against figures worked out by hand, or against what its paper proves. */
import { expect, test } from "vitest";
import { adjusted, medianLevel, seasonOf } from "./adjust-season.ts";
import { autoregression } from "./autoregression.ts";
import { complexPass, isStable } from "./complex-smoothing.ts";
import { decayExpert } from "./decay-curve.ts";
import { lagsFor } from "./experts.ts";
import { madeSeries, madeWeeks, taskOf } from "./made-series.testing.ts";
import { seasonalMedian, seasonalNaive } from "./seasonal.ts";
import { dampedSmoothing, smooth } from "./smoothing.ts";
import { bestAlpha, simpleSmoothing, slopeOf, thetaExpert, thetaPath } from "./theta.ts";

test("Theta is smoothing with a drift of half the slope (Hyndman, Billah 2003, section 2)", () => {
  const history = madeSeries(60, (t, noise) => 50 + 0.7 * t + 3 * noise());
  const alpha = 0.4;
  // The two theta lines themselves: theta 0 is the straight line, theta 2 has its curvature doubled and is smoothed.
  const slope = slopeOf(history);
  const mean = history.reduce((sum, value) => sum + value, 0) / 60;
  const straight = (t: number): number => mean + slope * (t - 29.5);
  const doubled = history.map((value, t) => 2 * value - straight(t));
  const { level } = simpleSmoothing(doubled, alpha);
  const closed = thetaPath({ alpha, level: simpleSmoothing(history, alpha).level, slope }, 60, 12);
  // The smoothing of the doubled line starts at its own first value: the difference dies away as (1 - alpha)^n.
  closed.forEach((value, h) => {
    expect(value).toBeCloseTo((level + straight(60 + h)) / 2, 6);
  });
});

test("the smoothing of Theta is the one with the least error", () => {
  const history = madeSeries(80, (_, noise) => 10 + noise());
  const best = simpleSmoothing(history, bestAlpha(history)).cost;
  for (let alpha = 0.02; alpha < 1; alpha += 0.02)
    expect(simpleSmoothing(history, alpha).cost).toBeGreaterThan(best * (1 - 1e-4));
  expect([...thetaExpert()(new Float64Array(20).fill(4), 3, true)]).toEqual([4, 4, 4]);
});

test("damped smoothing, by hand", () => {
  // alpha 0.5, beta 0.5, damping 0.9, level 10, no trend. t=0: nothing. t=1: error 2, level 11, trend 0.5.
  // t=2: expected 11.45, error -0.45, level 11.225, trend 0.45 - 0.1125 = 0.3375.
  const task = taskOf([10, 12, 11], 2);
  const paths = new Float64Array(2);
  const parameters = { alpha: 0.5, beta: 0.5, damping: 0.9, gammas: [], carried: 0 };
  const cost = smooth(task, [], parameters, { level: 10, seasons: [] }, 3, paths);
  expect(cost).toBeCloseTo(4 + 0.45 ** 2, 12);
  expect(paths[0]).toBeCloseTo(11.225 + 0.9 * 0.3375, 12);
  expect(paths[1]).toBeCloseTo(11.225 + (0.9 + 0.81) * 0.3375, 12);
});

test("smoothing with a season and a carried error, by hand", () => {
  // Season (1, -1); alpha 0.5, gamma 0.2, carried 0.5. t=0: expected 11, error 1: level 10.5, season 1.2, carried 1.
  // t=1: expected 10.5 - 1 + 0.5 = 10, error 2: level 11.5, season -0.6, carried 0.5 + 2 = 2.5.
  const task = taskOf([12, 12], 2);
  const paths = new Float64Array(2);
  const parameters = { alpha: 0.5, beta: 0, damping: 0.9, gammas: [0.2], carried: 0.5 };
  const cost = smooth(task, [2], parameters, { level: 10, seasons: [Float64Array.of(1, -1)] }, 2, paths);
  expect(cost).toBeCloseTo(5, 12);
  expect([...paths]).toEqual([expect.closeTo(11.5 + 1.2 + 0.5 * 2.5, 12), expect.closeTo(11.5 - 0.6 + 0.25 * 2.5, 12)]);
});

test("fitted smoothing follows a season, and does not look beyond an origin", () => {
  const values = madeWeeks(140);
  const paths = dampedSmoothing(taskOf(values, 14, [100, 140]), [7], true);
  for (let h = 0; h < 14; h++) expect(Math.abs(paths[h]! / values[100 + h]! - 1)).toBeLessThan(0.25);
  const changed = Float64Array.from(values);
  changed.fill(0, 100);
  const blind = dampedSmoothing(taskOf(changed, 14, [100, 140]), [7], true);
  expect([...blind.slice(0, 14)]).toEqual([...paths.slice(0, 14)]);
});

test("complex smoothing with a1 = 1 is simple smoothing with alpha = a0 - 1", () => {
  const history = madeSeries(50, (_, noise) => 20 + 2 * noise());
  let level = 0;
  for (let t = 0; t < 10; t++) level += history[t]! / 10;
  for (const value of history) level += 0.3 * (value - level);
  expect(complexPass(history, 1.3, 1).level).toBeCloseTo(level, 10);
});

test("complex smoothing, one step by hand", () => {
  // One value 11: level 11, hidden 10, error 0: level 11 - 0.2 * 10 = 9, hidden 11 + (1 - 1.4) 10 = 7.
  const { level, hidden, cost } = complexPass(Float64Array.of(11), 1.4, 0.8);
  expect([level, hidden, cost]).toEqual([expect.closeTo(9, 12), expect.closeTo(7, 12), 0]);
});

test("the stable region holds the usual parameters and not those of a runaway", () => {
  expect(isStable(1.3, 1)).toBe(true);
  expect(isStable(2.4, 1)).toBe(false);
  expect(isStable(0.5, 1)).toBe(false);
});

test("an autoregression without noise is found again, from every origin as if alone", () => {
  const values = new Float64Array(120);
  values.set([1, 2, -1]);
  for (let t = 3; t < 120; t++)
    values[t] = 3 + 0.5 * values[t - 1]! - 0.3 * values[t - 3]! + (t % 17 === 0 ? 2 : 0) + (t % 11 === 0 ? -1 : 0);
  const lags = [1, 3];
  const together = autoregression(taskOf(values, 5, [80, 100, 120]), lags, 0.02);
  for (const [at, origin] of [80, 100, 120].entries()) {
    // The scale comes from the first origin, so the penalty is not quite the same.
    const alone = autoregression(taskOf(values.slice(0, origin), 5), lags, 0.02);
    for (let h = 0; h < 5; h++) expect(together[at * 5 + h]).toBeCloseTo(alone[h]!, 2);
  }
  const exact = Float64Array.from({ length: 60 }, (_, t) => (t % 2 === 0 ? 1 : 2));
  expect(autoregression(taskOf(exact, 4), lags, 1e-6).map(Math.round)).toEqual(Float64Array.of(1, 2, 1, 2));
});

test("lags stand near now, near one season and near the longer one, three rows for each", () => {
  expect(lagsFor(24, 168, 1000)).toEqual([1, 2, 3, 23, 24, 25, 48, 72, 144, 167, 168, 169, 192]);
  expect(lagsFor(1, null, 1000)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(lagsFor(24, 168, 30)).toEqual([1, 2, 3]);
  expect(lagsFor(1, null, 3)).toEqual([]);
});

test("the last season, and the median of what was observed of several", () => {
  expect([...seasonalNaive(taskOf([1, 2, 3, 4], 3), 2)]).toEqual([3, 4, 3]);
  const task = { ...taskOf([1, 10, 5, 20, 3, 90], 2), observed: Uint8Array.of(1, 1, 1, 1, 1, 0) };
  expect([...seasonalMedian(task, 2, 3)]).toEqual([3, 15]);
  expect([...seasonalMedian({ ...task, observed: new Uint8Array(6) }, 2, 3)]).toEqual([90, 90]);
});

test("a season of factors is found through a trend and put back", () => {
  const values = Float64Array.from({ length: 40 }, (_, t) => (10 + t) * [0.5, 1, 1.5, 1][t % 4]!);
  const { indices, factors } = seasonOf(values, 40, 4);
  expect(factors).toBe(true);
  [0.5, 1, 1.5, 1].forEach((factor, place) => {
    expect(indices[place]).toBeCloseTo(factor, 1);
  });
  const odd = seasonOf(
    Float64Array.from({ length: 21 }, (_, t) => [-1, 0, 1][t % 3]!),
    21,
    3,
  );
  expect([...odd.indices].map(Math.round)).toEqual([-1, 0, 1]);
  const flat = adjusted(taskOf([2, 4, 2, 4, 2, 4, 2, 4], 3), 2, medianLevel(4));
  flat.forEach((value, h) => {
    expect(value).toBeCloseTo([2, 4, 2][h]!, 10);
  });
});

test("a release that fades by a power law goes on doing so", () => {
  const history = Float64Array.from({ length: 60 }, (_, age) => 9000 / Math.sqrt(1 + age));
  const path = decayExpert(1, 0)(history, 20, true);
  for (let h = 0; h < 20; h++) expect(path[h]! / (9000 / Math.sqrt(61 + h))).toBeCloseTo(1, 1);
  const late = history.slice(30);
  const old = decayExpert(1, -30)(late, 20, true);
  for (let h = 0; h < 20; h++) expect(old[h]! / (9000 / Math.sqrt(61 + h))).toBeCloseTo(1, 1);
  expect([...decayExpert(1, null)(Float64Array.of(5, 4), 2, true)]).toEqual([4, 4]);
});
