/**
 * Which comparison an account should make next: the one whose answer is worth most for the posts it takes.
 *
 * Worth is the expected value of sample information of a normal comparison (H. Raiffa, R. Schlaifer, Applied
 * Statistical Decision Theory, 1961, 5.4): how much better the choice between two levels is expected to be afterwards.
 */
import { exp, log1p } from "../../foundation/numbers/elementary.ts";
import { normalQuantile } from "../../foundation/statistics/normal-quantile.ts";
import { normalAbove } from "../../foundation/statistics/normal-tail.ts";
import type { FactorEffects } from "./level-effects.ts";

export interface NextTest {
  readonly factor: string;
  readonly first: string;
  readonly second: string;
  /** Difference that the test is made for: what is believed of the two now, at least a half. Less takes too many posts. */
  readonly difference: number;
  /** Posts of each, in turns, that find this difference in 80 % of cases at one side of 5 %. */
  readonly postsEach: number;
  /** At the account's own pace; null where it has none. */
  readonly weeks: number | null;
  /** Expected part of the outcome won by knowing. */
  readonly worth: number;
}

/** Posts of each that tests are compared at. */
const COMPARED = 10;
const LEAST_DIFFERENCE = 0.5;

/**
 * The tests worth most, each of a factor of its own; about what is posted and how, not about when. One side of each is
 * the level that looks best.
 *
 * @param noise standard deviation of the log of a post's outcome
 * @param perWeek posts a week; null where unknown
 */
export function nextTests(
  effects: readonly FactorEffects[],
  noise: number,
  perWeek: number | null,
  count: number,
): NextTest[] {
  return effects
    .filter(({ kind }) => kind !== "time")
    .flatMap((each) => bestPair(each, noise, perWeek) ?? [])
    .sort((a, b) => b.worth / b.postsEach - a.worth / a.postsEach)
    .slice(0, count);
}

function bestPair(
  { factor, names, mean, covariance }: FactorEffects,
  noise: number,
  perWeek: number | null,
): NextTest | null {
  let best: NextTest | null = null;
  const first = mean.indexOf(Math.max(...mean));
  for (const [second, middle] of mean.entries()) {
    if (second === first) continue;
    const difference = (mean[first] as number) - middle;
    const variance = at(covariance, first, first) + at(covariance, second, second) - 2 * at(covariance, first, second);
    const learned = Math.sqrt((variance * variance) / (variance + (2 * noise * noise) / COMPARED));
    const worth = learned * lossAbove(difference / learned);
    if (best && worth <= best.worth) continue;
    const aim = Math.max(difference, log1p(LEAST_DIFFERENCE));
    const postsEach = Math.ceil(2 * (((normalQuantile(0.95) + normalQuantile(0.8)) * noise) / aim) ** 2);
    best = {
      factor,
      first: names[first] as string,
      second: names[second] as string,
      difference: exp(aim) - 1,
      postsEach,
      weeks: perWeek === null || perWeek <= 0 ? null : Math.ceil((2 * postsEach) / perWeek),
      worth,
    };
  }
  return best;
}

function at(matrix: readonly (readonly number[])[], row: number, column: number): number {
  return matrix[row]?.[column] ?? 0;
}

/** Expectation of what a standard normal number is above z by: the unit normal loss. */
export function lossAbove(z: number): number {
  return exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) - z * normalAbove(z);
}
