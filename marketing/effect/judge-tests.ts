/** Tests of two variants, each with its decision. */
import { exp } from "../../foundation/numbers/elementary.ts";
import { splitChance, trialsNeeded } from "./test-size.ts";
import {
  chanceSecondBetter,
  expectedLoss,
  posteriorMean,
  posteriorQuantile,
  type RatioSpread,
  ratioPosterior,
  ratioSpread,
  type VariantTest,
} from "./variant-tests.ts";

export type Decision = "first" | "second" | "cannot-tell" | "faulty-split";

export interface JudgedTest {
  readonly decision: Decision;
  /** Rate of the second over the first, pooled with the other tests; 90 % interval. */
  readonly ratio: number;
  readonly interval90: readonly [number, number];
  readonly chanceSecondBetter: number;
  /** Lost on average by choosing each, as a share of the first variant's rate. */
  readonly expectedLoss: { readonly first: number; readonly second: number };
  /** Chance of a split this far from the intended one; null where none was intended. */
  readonly splitChance: number | null;
  /** More trials of each variant for 80 % chances to see +20 %; null without a success, 0 when there are enough. */
  readonly trialsMissing: number | null;
}

export interface JudgedTests {
  readonly spread: RatioSpread;
  readonly tests: readonly JudgedTest[];
}

/** A split less likely than this is no accident (one in a thousand tests is refused for nothing). */
export const FAULTY_SPLIT = 0.001;
const SURE = 0.95;
const WORTH_SEEING = 0.2;

/**
 * A faulty split teaches the others nothing.
 *
 * @param share of trials meant for the second variant; null: the split was not by chance of a known share
 */
export function judgeTests(tests: readonly VariantTest[], share: number | null): JudgedTests {
  const chances = tests.map((test) => (share === null ? null : splitChance(test, share)));
  const faulty = chances.map((chance) => chance !== null && chance < FAULTY_SPLIT);
  const spread = ratioSpread(tests.filter((_, at) => !faulty[at]));
  const judged = tests.map((test, at): JudgedTest => {
    const posterior = ratioPosterior(test, spread);
    const better = chanceSecondBetter(posterior);
    const decided: Decision = better >= SURE ? "second" : better <= 1 - SURE ? "first" : "cannot-tell";
    return {
      decision: faulty[at] ? "faulty-split" : decided,
      ratio: exp(posteriorMean(posterior)),
      interval90: [exp(posteriorQuantile(posterior, 0.05)), exp(posteriorQuantile(posterior, 0.95))],
      chanceSecondBetter: better,
      expectedLoss: expectedLoss(posterior),
      splitChance: chances[at] ?? null,
      trialsMissing: trialsMissing(test),
    };
  });
  return { spread, tests: judged };
}

function trialsMissing({ first, second }: VariantTest): number | null {
  const rate = (first.successes + second.successes) / (first.trials + second.trials);
  if (rate === 0 || rate * (1 + WORTH_SEEING) >= 1) return null;
  return Math.max(0, trialsNeeded(rate, WORTH_SEEING) - Math.min(first.trials, second.trials));
}
