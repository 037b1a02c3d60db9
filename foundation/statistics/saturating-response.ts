/**
 * What money brings where reaching the same people again brings less, and how to split it: with a gain of g per unit of
 * money at the start and K to reach everyone who may be reached, x brings g K (1 - exp(-x / K)).
 */
import { exp, log } from "../numbers/elementary.ts";

export interface SaturatingResponse {
  /** Per unit of money at the start. */
  readonly gain: number;
  /** Money; over 0. */
  readonly capacity: number;
}

export function broughtBy({ gain, capacity }: SaturatingResponse, money: number): number {
  return gain * capacity * (1 - exp(-money / capacity));
}

/**
 * The split of `budget` with which one unit more brings the same wherever money goes (concave, so the best there is)
 * and none gets more than `cap`.
 *
 * @returns money for each; less than `budget` in all where the caps are lower
 */
export function splitBudget(responses: readonly SaturatingResponse[], budget: number, cap: number = budget): number[] {
  const most = Math.max(0, ...responses.map(({ gain }) => gain));
  if (!(budget > 0) || !(most > 0)) return responses.map(() => 0);
  const at = (margin: number): number[] =>
    responses.map(({ gain, capacity }) => (gain > margin ? Math.min(cap, capacity * log(gain / margin)) : 0));
  // Margins as logarithms: the total falls steadily from a margin of nearly 0 to that of the best.
  let low = log(most) - 60;
  let high = log(most);
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (at(exp(middle)).reduce((sum, money) => sum + money, 0) > budget) low = middle;
    else high = middle;
  }
  const split = at(exp(high));
  const total = split.reduce((sum, money) => sum + money, 0);
  return total > budget ? split.map((money) => (money * budget) / total) : split;
}
