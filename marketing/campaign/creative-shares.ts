/**
 * Which creative to show: Thompson sampling (W. R. Thompson, Biometrika 25, 1933) that knows how long the campaign
 * still runs.
 *
 * Rates of creatives of one campaign lie around their common rate as real headlines do (USUAL_SPREAD); as a gamma prior
 * of that deviation it goes with counts of clicks in closed form. Two departures from the textbook, both measured in the
 * benchmark: the prior is about the common rate of this campaign, not about one half; and what is drawn shrinks towards
 * what is known as the campaign ends, since what is learned late cannot be used.
 */
import { quantile } from "../../foundation/statistics/quantile.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import { USUAL_SPREAD, type Variant } from "../effect/variant-tests.ts";

/** Clicks that the prior counts as: the gamma distribution of this shape has the deviation of USUAL_SPREAD. */
const PRIOR_CLICKS: number = 1 / USUAL_SPREAD.deviation ** 2;
/** Of the spread of a posterior, drawn on the first day and on the last. */
const FIRST_SPREAD = 1;
const LAST_SPREAD = 0.3;
/** Before anything is known: one click in fifty, forgotten after the first hundreds of showings. */
const BEFORE: Variant = { trials: 50, successes: 1 };

/**
 * Index of the creative to show next.
 *
 * @param creatives what is known of each so far; trials may be 0
 * @param spent share of the campaign that is over, 0 to 1
 */
export function drawCreative(creatives: readonly Variant[], spent: number, random: Random): number {
  const priorTrials = priorTrialsOf(creatives);
  const spread = FIRST_SPREAD + (LAST_SPREAD - FIRST_SPREAD) * spent;
  let best = 0;
  let highest = -1;
  for (let at = 0; at < creatives.length; at++) {
    const rate = drawRate(creatives[at] as Variant, priorTrials, spread, random);
    if (rate > highest) {
      highest = rate;
      best = at;
    }
  }
  return best;
}

/** Showings that the prior counts as, for the common rate of these creatives. */
function priorTrialsOf(creatives: readonly Variant[]): number {
  let trials = BEFORE.trials;
  let successes = BEFORE.successes;
  for (const creative of creatives) {
    trials += creative.trials;
    successes += creative.successes;
  }
  return (PRIOR_CLICKS * trials) / successes;
}

/** A gamma draw by the cube of Wilson and Hilferty (PNAS 17, 1931); shapes are over 8, where it is close. */
function drawRate({ trials, successes }: Variant, priorTrials: number, spread: number, random: Random): number {
  const shape = PRIOR_CLICKS + successes;
  const root = Math.max(0, 1 - 1 / (9 * shape) + (spread * random.normal()) / (3 * Math.sqrt(shape)));
  return (shape * root ** 3) / (priorTrials + trials);
}

const DRAWS = 10_000;
/** Nobody can buy less than this of a day. */
const LEAST = 0.02;

/**
 * Shares of the next day's showings, adding to 1: as often as each is drawn, and none of what is too little to buy.
 * Throws RangeError without creatives or for `spent` outside 0 to 1.
 */
export function creativeShares(creatives: readonly Variant[], spent: number, random: Random): number[] {
  if (creatives.length === 0) throw new RangeError("at least one creative");
  if (!(spent >= 0 && spent <= 1)) throw new RangeError(`a share spent from 0 to 1, given ${spent}`);
  const drawn = creatives.map(() => 0);
  for (let draw = 0; draw < DRAWS; draw++) {
    const at = drawCreative(creatives, spent, random);
    drawn[at] = (drawn[at] as number) + 1;
  }
  const kept = drawn.map((count) => (count >= LEAST * DRAWS ? count : 0));
  const total = kept.reduce((sum, count) => sum + count, 0);
  return kept.map((count) => count / total);
}

export interface CreativeRate {
  /** Successes for each showing: the mean of what is known, and its 90 % interval. */
  readonly rate: number;
  readonly interval90: readonly [number, number];
  readonly chanceBest: number;
}

/** What is known of each creative so far, drawn towards the common rate. Throws RangeError without creatives. */
export function creativeRates(creatives: readonly Variant[], random: Random): CreativeRate[] {
  if (creatives.length === 0) throw new RangeError("at least one creative");
  const priorTrials = priorTrialsOf(creatives);
  const draws = creatives.map(() => new Float64Array(DRAWS));
  const best = creatives.map(() => 0);
  for (let draw = 0; draw < DRAWS; draw++) {
    let top = 0;
    creatives.forEach((creative, at) => {
      const rate = drawRate(creative, priorTrials, 1, random);
      (draws[at] as Float64Array)[draw] = rate;
      if (rate > ((draws[top] as Float64Array)[draw] as number)) top = at;
    });
    best[top] = (best[top] as number) + 1;
  }
  return creatives.map(({ successes, trials }, at) => {
    const sorted = (draws[at] as Float64Array).sort();
    return {
      rate: (PRIOR_CLICKS + successes) / (priorTrials + trials),
      interval90: [quantile(sorted, 0.05), quantile(sorted, 0.95)],
      chanceBest: (best[at] as number) / DRAWS,
    };
  });
}
