/** The parts of a media mix against equations, tables and arithmetic. */
import { expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { adstock, type CarryOver, meanLagWeeks } from "./adstock.ts";
import { baseline, decorrelated, dot, explained, productsWith, withoutBaseline } from "./mix-baseline.ts";
import { type ChannelResponse, mixSplit } from "./mix-split.ts";
import { type CurveShape, marginal, saturated } from "./saturation.ts";
import { truncatedNormal, weightAboveZero } from "./truncated-normal.ts";

const CARRIES: readonly CarryOver[] = [
  { kind: "at-once", retention: 0, peak: 0 },
  { kind: "at-once", retention: 0.6, peak: 0 },
  { kind: "delayed", retention: 0.3, peak: 2 },
];

test.each(CARRIES)("steady spend stays what it is, a single week adds up to itself and lags as said: %o", (carry) => {
  for (const value of adstock(new Float64Array(30).fill(7), carry)) expect(value).toBeCloseTo(7, 10);
  const single = new Float64Array(80);
  single[10] = 5;
  const pressure = adstock(single, carry);
  const sum = pressure.reduce((total, value) => total + value, 0);
  expect(sum).toBeCloseTo(5, 6);
  const lag = pressure.reduce((total, value, week) => total + value * (week - 10), 0) / sum;
  expect(lag).toBeCloseTo(meanLagWeeks(carry), 6);
});

test("geometric adstock is convolution with the normalised powers (Jin et al. 2017, equations 1 and 2)", () => {
  const spend = Float64Array.from([0, 0, 0, 0, 4, 0, 2, 0]);
  const expected = spend.map((_, week) => {
    let sum = 0;
    for (let lag = 0; lag <= week; lag++) sum += 0.4 ** lag * (spend[week - lag] as number);
    return 0.6 * sum;
  });
  const found = adstock(spend, { kind: "at-once", retention: 0.4, peak: 0 });
  for (const [week, value] of found.entries()) expect(value).toBeCloseTo(expected[week] as number, 12);
});

test.each(["exponential", "logistic", "hyperbolic", "s-shaped"] satisfies CurveShape[])(
  "%s: half way where it says, rising to 1, slope as by differences",
  (shape) => {
    const curve = { shape, half: 3 };
    expect(saturated(curve, 0)).toBe(0);
    expect(saturated(curve, 3)).toBeCloseTo(0.5, 12);
    expect(saturated(curve, 3000)).toBeGreaterThan(0.99);
    for (let x = 0.1; x < 12; x += 0.7) {
      expect(saturated(curve, x + 0.1)).toBeGreaterThan(saturated(curve, x));
      const slope = (saturated(curve, x + 1e-5) - saturated(curve, x - 1e-5)) / 2e-5;
      expect(marginal(curve, x)).toBeCloseTo(slope, 6);
    }
  },
);

test("the logistic curve is pymc-marketing's: (1 - exp(-4x)) / (1 + exp(-4x)) for lambda 4", () => {
  const curve = { shape: "logistic" as const, half: Math.atanh(0.5) / 2 };
  for (const x of [0.05, 0.3, 0.9])
    expect(saturated(curve, x)).toBeCloseTo((1 - Math.exp(-4 * x)) / (1 + Math.exp(-4 * x)), 12);
});

// Abramowitz and Stegun, table 26.1 (0, 1) and 26.2 (-log10 of the tail at 5 is 6.54265, at 10 is 23.11805, at 20 is 88.56010).
test.each([
  [0, Math.log(0.5)],
  [1, Math.log(0.8413447461)],
  [-1, Math.log(0.1586552539)],
  [-5, -6.54265 * Math.LN10],
  [-10, -23.11805 * Math.LN10],
  [-20, -88.5601 * Math.LN10],
  [-1.003, Math.log(0.157931)],
])("what is left of a Gaussian's weight at %d", (z, logBelow) => {
  expect(Math.abs(Math.log(weightAboveZero(z)) - z * z * 0.5 - logBelow)).toBeLessThan(3e-4);
});

test.each([
  [0, 1, 0.7978846, 0.3633802],
  [-3, 1, 0.2830986, 0.0706],
])("half normals: mean and variance at mean %d", (mean, deviation, expected, variance) => {
  const random = createRandom(3);
  const draws = Array.from({ length: 20_000 }, () => truncatedNormal(mean, deviation, random));
  const found = draws.reduce((sum, value) => sum + value, 0) / draws.length;
  expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
  expect(Math.abs(found - expected)).toBeLessThan(0.015);
  const spread = draws.reduce((sum, value) => sum + (value - found) ** 2, 0) / draws.length;
  expect(Math.abs(spread - variance)).toBeLessThan(0.015);
});

test("decorrelated values times the correlations of an AR(1) process, memory to the power of the distance, come back", () => {
  const values = Float64Array.from([3, -1, 4, 1, -5, 9, 2]);
  const weighed = decorrelated(values, 0.4);
  for (const [week, value] of values.entries()) {
    const back = weighed.reduce((sum, each, other) => sum + each * 0.4 ** Math.abs(week - other), 0);
    expect(back).toBeCloseTo(value, 10);
  }
});

test("what the baseline leaves of a column and what it explains make up its square, at every setting", () => {
  const random = createRandom(2);
  const weeks = 60;
  const column = Float64Array.from({ length: weeks }, () => random.normal());
  const base = baseline({ weeks, season: 52, trend: "smooth", controls: [], events: [] });
  for (const setting of base.settings) {
    const weighed = decorrelated(column, setting.memory);
    const left = dot(column, withoutBaseline(base, setting, column));
    expect(left + explained(setting, productsWith(base, weighed))).toBeCloseTo(dot(column, weighed), 8);
    expect(left).toBeGreaterThan(0);
  }
});

/** A channel that is sure to bring height times the root of spend. */
function root(name: string, height: number, present: number, observed: readonly [number, number]): ChannelResponse {
  const expected = (spend: number): number => height * Math.sqrt(spend);
  return { name, present, observed, expected, draws: (spend) => new Float64Array(50).fill(expected(spend)) };
}

test("the split of root curves goes as the squares of their heights, and its gain is shown", () => {
  // Equal marginal return of a√x and b√y at x + y = 10: x/y = a²/b², so 8 and 2; gain √10 (√5 - ...) by arithmetic.
  const split = mixSplit([root("a", 2, 5, [0, 10]), root("b", 1, 5, [0, 10])]);
  expect(split.channels[0]?.best).toBeCloseTo(8, 1);
  expect(split.channels[1]?.best).toBeCloseTo(2, 1);
  expect(split.gain).toBeCloseTo(2 * Math.sqrt(8) + Math.sqrt(2) - 3 * Math.sqrt(5), 3);
  expect(split.recommended).toBe("change");
});

test("no channel leaves what was observed, and the money stays the same", () => {
  const split = mixSplit([root("a", 9, 4, [1, 6]), root("b", 1, 5, [2, 9]), root("c", 1, 2, [0, 3])]);
  expect(split.channels[0]?.best).toBeCloseTo(6, 6);
  for (const { best, observed } of split.channels) {
    expect(best).toBeGreaterThanOrEqual(observed[0] - 1e-9);
    expect(best).toBeLessThanOrEqual(observed[1] + 1e-9);
  }
  expect(split.channels.reduce((sum, { best }) => sum + best, 0)).toBeCloseTo(split.budget, 9);
});

test("a split that is best already is kept", () => {
  const split = mixSplit([root("a", 1, 5, [0, 10]), root("b", 1, 5, [0, 10])]);
  expect(split.gain).toBeCloseTo(0, 9);
  expect(split.recommended).toBe("keep");
});
