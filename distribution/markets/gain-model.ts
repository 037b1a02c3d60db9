/**
 * Extra streams for a unit of money, as a Bayesian log-linear model:
 *
 *   log gain = level + log streaming share - log cost + b · x + rest,   rest ~ N(0, UNEXPLAINED²)
 *
 * Level and coefficients have Gaussian priors that say what is assumed of campaigns; measured effects of campaigns
 * condition them exactly (a Gaussian given observations with their errors), so a measurement replaces the assumption in
 * its market as far as it is precise, and moves level and coefficients for the others. Draws after conditioning are made
 * by Matheron's rule: a draw of the prior, moved by what it misses the observations by.
 */
import { exp, log } from "../../foundation/numbers/elementary.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import { solveSymmetric } from "../../foundation/statistics/ridge.ts";

/** What is known of a market; each is a logarithm or a number around 0. */
export interface MarketEvidence {
  readonly territory: string;
  readonly fit: number;
  readonly fitVariance: number;
  readonly above: number;
  readonly aboveVariance: number;
  /** Log of how fast it grows over how fast all grow. */
  readonly growth: number;
  readonly growthVariance: number;
  /** 1: the songs' language is the first one there; 0.5: another one; 0: none; null: not said. */
  readonly language: number | null;
  /** Log factor of the coming months over the year, over that of all. */
  readonly season: number;
  readonly seasonVariance: number;
  /** Euro per thousand impressions, and standard deviation of its logarithm. */
  readonly cost: number;
  readonly costSpread: number;
  /** Share of people who are on a streaming service: who is on none cannot answer. */
  readonly streaming: number;
}

/** An effect that a campaign was measured to have: extra streams per euro. */
export interface MeasuredEffect {
  readonly territory: string;
  readonly value: number;
  /** Standard error of its logarithm. */
  readonly error: number;
}

export const FEATURES = ["fit", "above", "growth", "language", "season"] as const;
export type Feature = (typeof FEATURES)[number];

/**
 * Priors of the coefficients (mean, deviation). Growth says most: it is the answer of people who come across the music, so
 * a market that grows four times as fast is thought to answer twice as well. What comparable markets listen to adds to it;
 * being above them says taste and saturation at once, which nearly cancel; language is mostly in both already.
 */
export const PRIORS: Readonly<Record<Feature, readonly [number, number]>> = {
  fit: [0.2, 0.2],
  above: [-0.1, 0.15],
  growth: [0.5, 0.25],
  language: [0.05, 0.15],
  season: [1, 0.25],
};

/** Standard deviation of the log gain that nothing seen explains: creatives, playlists, luck. */
export const UNEXPLAINED = 0.45;

/**
 * Extra streams in three months of a thousand impressions in a middling market: 8 clicks of a thousand impressions, a
 * quarter of which become listeners of 6 streams. Its logarithm is known to about a factor of two.
 */
const STREAMS_PER_THOUSAND = 12;
const LEVEL_SPREAD = 0.7;
const USUAL_STREAMING = 0.35;

export interface Posterior {
  readonly territory: string;
  /** Mean and variance of the log gain per euro. */
  readonly mean: number;
  readonly variance: number;
  /** What each feature adds to the log gain, and minus log cost and log streaming share over the mean of all. */
  readonly parts: Readonly<Record<Feature | "cost" | "streaming", number>>;
}

export interface GainModel {
  readonly posterior: readonly Posterior[];
  /** Log gains of all markets, once. */
  draw(random: Random): Float64Array;
}

const values = (each: MarketEvidence): number[] => [each.fit, each.above, each.growth, each.language ?? 0, each.season];

export function gainModel(evidence: readonly MarketEvidence[], measured: readonly MeasuredEffect[]): GainModel {
  const x = evidence.map(values);
  const b = FEATURES.map((name) => PRIORS[name]);
  const prior = evidence.map((each, t) =>
    FEATURES.reduce(
      (sum, _, k) => sum + (b[k]?.[0] as number) * (x[t]?.[k] as number),
      log((STREAMS_PER_THOUSAND * each.streaming) / (USUAL_STREAMING * each.cost)),
    ),
  );
  const own = evidence.map((each) => {
    const doubts = [each.fitVariance, each.aboveVariance, each.growthVariance, 0, each.seasonVariance];
    return FEATURES.reduce(
      (sum, _, k) => sum + (b[k]?.[0] as number) ** 2 * (doubts[k] as number),
      UNEXPLAINED * UNEXPLAINED + each.costSpread * each.costSpread,
    );
  });
  const covariance = (s: number, t: number): number =>
    FEATURES.reduce(
      (sum, _, k) => sum + (b[k]?.[1] as number) ** 2 * (x[s]?.[k] as number) * (x[t]?.[k] as number),
      LEVEL_SPREAD * LEVEL_SPREAD + (s === t ? (own[s] as number) : 0),
    );
  const seen = measured.flatMap((effect) => {
    const at = evidence.findIndex(({ territory }) => territory === effect.territory);
    return at < 0 ? [] : [{ at, y: log(effect.value), error: effect.error }];
  });
  const gram = seen.map((one, i) =>
    seen.map((other, j) => covariance(one.at, other.at) + (i === j ? one.error * one.error : 0)),
  );
  const solve = (right: readonly number[]): number[] => (seen.length === 0 ? [] : solveSymmetric(gram, right));
  const misses = solve(seen.map(({ at, y }) => y - (prior[at] as number)));
  const pull = (t: number, weights: readonly number[]): number =>
    seen.reduce((sum, { at }, i) => sum + covariance(t, at) * (weights[i] as number), 0);
  const mean = (of: (each: MarketEvidence) => number): number =>
    evidence.reduce((sum, each) => sum + log(of(each)), 0) / Math.max(1, evidence.length);
  const meanCost = mean(({ cost }) => cost);
  const meanStreaming = mean(({ streaming }) => streaming);
  const posterior = evidence.map(({ territory, cost, streaming }, t): Posterior => {
    const cross = seen.map(({ at }) => covariance(t, at));
    const known = solve(cross).reduce((sum, weight, i) => sum + weight * (cross[i] as number), 0);
    const parts = Object.fromEntries(
      FEATURES.map((name, k) => [name, (b[k]?.[0] as number) * (x[t]?.[k] as number)]),
    ) as Record<Feature, number>;
    return {
      territory,
      mean: (prior[t] as number) + pull(t, misses),
      variance: Math.max(1e-9, covariance(t, t) - known),
      parts: { ...parts, cost: meanCost - log(cost), streaming: log(streaming) - meanStreaming },
    };
  });
  return {
    posterior,
    draw(random) {
      const level = random.normal(0, LEVEL_SPREAD);
      const shifts = b.map(([, deviation]) => random.normal(0, deviation));
      const drawn = Float64Array.from(evidence, (_, t) =>
        shifts.reduce(
          (sum, shift, k) => sum + shift * (x[t]?.[k] as number),
          (prior[t] as number) + level + random.normal(0, Math.sqrt(own[t] as number)),
        ),
      );
      const weights = solve(seen.map(({ at, y, error }) => y - (drawn[at] as number) - random.normal(0, error)));
      return seen.length === 0 ? drawn : drawn.map((value, t) => value + pull(t, weights));
    },
  };
}

/** Mean of a log-normal gain. */
export function expectedGain({ mean, variance }: Posterior): number {
  return exp(mean + variance / 2);
}
