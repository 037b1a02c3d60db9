/** How many showings a test of two rates needs (J. L. Fleiss, Statistical Methods for Rates and Proportions, 1981, 3.2). */
import { normalQuantile } from "../../foundation/statistics/normal-quantile.ts";
import { normalAbove } from "../../foundation/statistics/normal-tail.ts";
import type { VariantTest } from "./variant-tests.ts";

/**
 * Trials of each variant with which a two-sided test of level 0.05 finds the rise from `rate` (over 0) to
 * `rate` × (1 + `lift`) in 80 % of cases, without correction for continuity.
 */
export function trialsNeeded(rate: number, lift: number): number {
  const raised = rate * (1 + lift);
  if (!(rate > 0 && raised < 1 && lift > 0)) throw new RangeError(`rates over 0 and under 1, given ${rate}, ${raised}`);
  const middle = (rate + raised) / 2;
  const even = normalQuantile(0.975) * Math.sqrt(2 * middle * (1 - middle));
  const apart = normalQuantile(0.8) * Math.sqrt(rate * (1 - rate) + raised * (1 - raised));
  return Math.ceil(((even + apart) / (raised - rate)) ** 2);
}

/**
 * The chance of trials split this far from the intended shares or farther, were the split at random (chi-squared of
 * one degree of freedom). A small one says that something chose who saw what: nothing can be concluded (R. Kohavi,
 * D. Tang, Y. Xu, Trustworthy Online Controlled Experiments, 2020, chapter 21).
 *
 * @param share of all trials that was meant for the second variant, over 0 and under 1
 */
export function splitChance({ first, second }: VariantTest, share: number): number {
  const total = first.trials + second.trials;
  const far = Math.abs(second.trials - share * total) / Math.sqrt(total * share * (1 - share));
  return 2 * normalAbove(far);
}
