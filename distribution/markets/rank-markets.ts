/** Markets by what a step of money is expected to bring, with what the draws say of each. */
import { exp } from "../../foundation/numbers/elementary.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { broughtBy } from "../../foundation/statistics/saturating-response.ts";
import type { KnownMarket } from "./evidence.ts";
import { expectedGain, gainModel, type MeasuredEffect, type Posterior } from "./gain-model.ts";
import { capacityOf } from "./spend.ts";

export interface RankedMarket {
  readonly market: KnownMarket;
  readonly posterior: Posterior;
  /** Euro to reach everyone who may be reached there. */
  readonly capacity: number;
  /** Expected gain per euro over the step, in what is ranked by, times the person's weight. */
  readonly score: number;
  /** Extra streams per euro over the step: expected, and ends of the 90 % interval. */
  readonly gain: number;
  readonly low: number;
  readonly high: number;
  /** Share of draws in which it is among the best ten. */
  readonly bestTen: number;
}

export interface RankRequest {
  readonly measured: readonly MeasuredEffect[];
  /** Euro that a market would get at first. */
  readonly step: number;
  /** What a stream is worth in each market: 1 where streams are ranked. */
  worth(territory: string): number;
  /** A person's own priority: 1 unless said otherwise. */
  weight(territory: string): number;
  readonly seed: number;
  readonly draws?: number;
}

const BEST = 10;
const DRAWS = 2000;

export function rankMarkets(
  markets: readonly KnownMarket[],
  { measured, step, worth, weight, seed, draws = DRAWS }: RankRequest,
): RankedMarket[] {
  const model = gainModel(
    markets.map(({ evidence }) => evidence),
    measured,
  );
  const capacity = markets.map(({ people, streaming, evidence }) => capacityOf(people, streaming, evidence.cost));
  const held = capacity.map((each) => broughtBy({ gain: 1, capacity: each }, step) / step);
  const value = markets.map(
    ({ evidence: { territory } }, t) => (held[t] as number) * worth(territory) * weight(territory),
  );
  const random = createRandom(seed).split("markets");
  const drawn = markets.map(() => new Float64Array(draws));
  const best = markets.map(() => 0);
  for (let at = 0; at < draws; at++) {
    const gains = model.draw(random);
    const scores = gains.map((each, t) => exp(each) * (value[t] as number));
    const bound = Float64Array.from(scores).sort()[Math.max(0, scores.length - BEST)] as number;
    for (let t = 0; t < scores.length; t++) {
      if ((scores[t] as number) >= bound) best[t] = (best[t] as number) + 1;
      (drawn[t] as Float64Array)[at] = exp(gains[t] as number) * (held[t] as number);
    }
  }
  return markets
    .map((market, t): RankedMarket => {
      const posterior = model.posterior[t] as Posterior;
      const gain = expectedGain(posterior);
      const sorted = (drawn[t] as Float64Array).sort();
      return {
        market,
        posterior,
        capacity: capacity[t] as number,
        score: gain * (value[t] as number),
        gain: gain * (held[t] as number),
        low: sorted[Math.floor(0.05 * draws)] as number,
        high: sorted[Math.floor(0.95 * draws)] as number,
        bestTen: (best[t] as number) / Math.max(1, draws),
      };
    })
    .sort((a, b) => b.score - a.score || (a.market.evidence.territory < b.market.evidence.territory ? -1 : 1));
}
