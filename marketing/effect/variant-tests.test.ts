import { expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { judgeTests } from "./judge-tests.ts";
import { splitChance, trialsNeeded } from "./test-size.ts";
import {
  chanceSecondBetter,
  expectedLoss,
  posteriorMean,
  posteriorQuantile,
  ratioPosterior,
  ratioSpread,
  TESTS_FOR_SPREAD,
  USUAL_SPREAD,
  type VariantTest,
} from "./variant-tests.ts";

const made = (n1: number, s1: number, n2: number, s2: number): VariantTest => ({
  first: { trials: n1, successes: s1 },
  second: { trials: n2, successes: s2 },
});

test("sizes of tests as statsmodels and the tables of Fleiss give them", () => {
  const near = (found: number, published: number): void => expect(Math.abs(found / published - 1)).toBeLessThan(0.001);
  near(trialsNeeded(0.01, 0.2), 42_693);
  near(trialsNeeded(0.02, 0.2), 21_109);
  near(trialsNeeded(0.02, 0.5), 3825);
  near(trialsNeeded(0.05, 0.2), 8158);
  expect(() => trialsNeeded(0, 0.2)).toThrow(RangeError);
});

test("the split of trials: the example of Kohavi, Tang and Xu, chapter 21: 821,588 and 815,482 users, p 1.8e-6", () => {
  expect(splitChance(made(821_588, 0, 815_482, 0), 0.5)).toBeCloseTo(1.8e-6, 6);
  expect(splitChance(made(5000, 0, 5000, 0), 0.5)).toBeCloseTo(1, 6);
  expect(splitChance(made(1000, 0, 3000, 0), 0.75)).toBeCloseTo(1, 6);
});

test("with a flat prior and many clicks the posterior is the textbook's log ratio", () => {
  const posterior = ratioPosterior(made(100_000, 1000, 100_000, 1200), { mean: 0, deviation: 1e3 });
  const ratio = Math.log(1.2);
  const deviation = Math.sqrt(1 / 1000 + 1 / 1200);
  expect(posteriorMean(posterior)).toBeCloseTo(ratio, 2);
  expect(posteriorQuantile(posterior, 0.95)).toBeCloseTo(ratio + 1.645 * deviation, 2);
  expect(chanceSecondBetter(posterior)).toBeGreaterThan(0.999);
  expect(expectedLoss(posterior).second).toBeLessThan(1e-3);
  expect(expectedLoss(posterior).first).toBeCloseTo(0.2, 1);
});

test("exchanging the variants mirrors the answer", () => {
  const there = ratioPosterior(made(900, 12, 1100, 31), USUAL_SPREAD);
  const back = ratioPosterior(made(1100, 31, 900, 12), USUAL_SPREAD);
  expect(posteriorMean(there)).toBeCloseTo(-posteriorMean(back), 9);
  expect(chanceSecondBetter(there)).toBeCloseTo(1 - chanceSecondBetter(back), 9);
});

test("the spread that made the tests is found again; few tests take the usual one", () => {
  const random = createRandom(4);
  const tests = Array.from({ length: 600 }, () => {
    const ratio = random.normal(-0.1, 0.3);
    const draw = (rate: number): number =>
      Array.from({ length: 4000 }, () => random.uniform() < rate).filter(Boolean).length;
    return made(4000, draw(0.01), 4000, draw(0.01 * Math.exp(ratio)));
  });
  const spread = ratioSpread(tests);
  expect(Math.abs(spread.mean + 0.1)).toBeLessThan(0.04);
  expect(Math.abs(spread.deviation - 0.3)).toBeLessThan(0.05);
  expect(ratioSpread(tests.slice(0, TESTS_FOR_SPREAD - 1))).toEqual(USUAL_SPREAD);
});

test("a faulty split is refused whatever its clicks; little is left open, with what is missing", () => {
  const { tests } = judgeTests([made(5000, 50, 6000, 200), made(2000, 20, 2000, 22), made(9e4, 900, 9e4, 1300)], 0.5);
  expect(tests.map(({ decision }) => decision)).toEqual(["faulty-split", "cannot-tell", "second"]);
  expect(tests[1]?.trialsMissing).toBeGreaterThan(30_000);
  expect(tests[2]?.trialsMissing).toBe(0);
  expect(judgeTests([made(5000, 50, 6000, 200)], null).tests[0]?.decision).toBe("second");
});

test("without any success nothing is claimed", () => {
  const { tests } = judgeTests([made(400, 0, 400, 0)], 0.5);
  expect(tests[0]).toMatchObject({ decision: "cannot-tell", trialsMissing: null });
  expect(tests[0]?.ratio).toBeCloseTo(1, 6);
});
