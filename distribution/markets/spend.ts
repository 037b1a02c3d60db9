/**
 * What money brings in a market and how to split it. Reaching the same people again brings less: with a gain of g per
 * euro at the start and K euro to reach everyone who may be reached, x euro bring g K (1 - exp(-x / K)).
 */
import { exp, log } from "../../foundation/numbers/elementary.ts";

/** How often each person is reached when a market is exhausted, and the share of streaming people open to the music. */
const TIMES = 3;
const OPEN = 0.1;

export interface SpendMarket {
  readonly gain: number;
  /** Euro; over 0. */
  readonly capacity: number;
}

/** Euro to reach everyone who may be reached. */
export function capacityOf(people: number, streaming: number, costPerThousand: number): number {
  return Math.max(1, (people * streaming * OPEN * TIMES * costPerThousand) / 1000);
}

export function broughtBy({ gain, capacity }: SpendMarket, euro: number): number {
  return gain * capacity * (1 - exp(-euro / capacity));
}

/**
 * The split of `budget` with which one euro more brings the same wherever money goes (concave, so the best there is)
 * and no market gets more than `cap`.
 *
 * @returns euro for each market; less than `budget` in all where the caps are lower
 */
export function splitBudget(markets: readonly SpendMarket[], budget: number, cap: number = budget): number[] {
  const most = Math.max(0, ...markets.map(({ gain }) => gain));
  if (!(budget > 0) || !(most > 0)) return markets.map(() => 0);
  const at = (margin: number): number[] =>
    markets.map(({ gain, capacity }) => (gain > margin ? Math.min(cap, capacity * log(gain / margin)) : 0));
  // Margins as logarithms: the total falls steadily from a margin of nearly 0 to that of the best market.
  let low = log(most) - 60;
  let high = log(most);
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (at(exp(middle)).reduce((sum, euro) => sum + euro, 0) > budget) low = middle;
    else high = middle;
  }
  const split = at(exp(high));
  const total = split.reduce((sum, euro) => sum + euro, 0);
  return total > budget ? split.map((euro) => (euro * budget) / total) : split;
}
