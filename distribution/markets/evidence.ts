/** From sums of facts to what is known of each market. */

import { log } from "../../foundation/numbers/elementary.ts";
import { growthOf } from "../audience/growth.ts";
import { commonWeight, lookalikesOf, type Profile } from "../audience/lookalikes.ts";
import { trimmed } from "../audience/monthly.ts";
import type { PlaceSeries } from "../audience/places.ts";
import { assumedCost, COST_SPREAD, type CostClass, QUOTED_SPREAD } from "./assumed-costs.ts";
import { type Comparison, compareMarkets, logRate } from "./comparables.ts";
import type { MarketEvidence } from "./gain-model.ts";
import { costsByPayout } from "./payout-prices.ts";
import { comingSeason } from "./season.ts";

export interface MarketFacts {
  readonly people: number | null;
  /** English names, the most spoken first. */
  readonly languages: readonly string[];
  readonly continent: string | null;
}

export interface EvidenceQuestion {
  facts(territory: string): MarketFacts;
  /** English name of the language of the songs; null: not said. */
  readonly language: string | null;
  /** Euro per thousand impressions that a person gave. */
  readonly costs: ReadonlyMap<string, number>;
  /** Money for a stream, all in one currency, where statements say it. */
  readonly payouts: ReadonlyMap<string, number>;
}

export interface KnownMarket {
  readonly evidence: MarketEvidence;
  readonly comparison: Comparison;
  readonly people: number;
  readonly streaming: number;
  readonly costGiven: boolean;
  /** Of the last year, or of what there is. */
  readonly recent: number;
}

/** Variance of the season of a market before anything is seen. */
const SEASON_VARIANCE = 0.01;
/** Months that a rate is counted over. */
const RATE_MONTHS = 6;
/** Log growth a quarter that counts as none: what stands still answers too. */
const STILL = 0.015;
const GROWTH_VARIANCE = 0.5;
const QUARTER = 3;
const YEAR = 12;

/**
 * @param series whole months by territory, up to the last covered one
 * @param profiles streams by recording for the largest territories
 * @returns markets whose people are known, in the order of the series
 */
export function knownMarkets(
  series: readonly PlaceSeries[],
  covered: readonly number[],
  profiles: readonly Profile[],
  { facts, language, costs, payouts }: EvidenceQuestion,
): KnownMarket[] {
  const prices = costsByPayout(
    series.map(({ key }) => key),
    payouts,
  );
  const placed = series.flatMap(({ key, values, total }) => {
    const { people, languages, continent } = facts(key);
    return people !== null && people > 0 && total > 0
      ? [{ key, values: trimmed(values, covered), people, languages, continent, ...(prices.get(key) as CostClass) }]
      : [];
  });
  // A year over a year has no season in it.
  const length = Math.max(0, ...placed.map(({ values }) => values.length));
  const model = growthOf(placed, length >= 2 * YEAR ? YEAR : QUARTER);
  const quarters = (model?.window ?? QUARTER) / QUARTER;
  const overdispersion = model?.overdispersion ?? 1;
  const noise = model?.noise ?? 0.01;
  const recent = placed.map(({ values }) =>
    values
      .filter(Number.isFinite)
      .slice(-RATE_MONTHS)
      .reduce((sum, value) => sum + value, 0),
  );
  const rates = placed.map((each, at) => {
    const [rate, variance] = logRate(
      recent[at] as number,
      each.people * each.streaming,
      overdispersion,
      noise / RATE_MONTHS,
    );
    return { ...each, territory: each.key, rate, variance, costClass: assumedCost(each.key).perThousand };
  });
  const comparisons = compareMarkets(rates, distancesOf(profiles));
  const seasons = seasonsOf(placed, overdispersion, noise);
  return placed.map(({ key, people, languages, streaming, perThousand }, at): KnownMarket => {
    const comparison = comparisons[at] as Comparison;
    const growth = model?.growths.find((each) => each.key === key);
    const quoted = costs.get(key);
    const season = seasons[at] as { value: number; variance: number };
    const pace = (value: number): number => Math.max(0, value / quarters) + STILL;
    const common = pace(model?.mean ?? 0);
    const own = pace(growth?.mean ?? 0);
    const grown = growth ? log(own / common) : 0;
    return {
      evidence: {
        territory: key,
        fit: comparison.fit,
        fitVariance: comparison.fitVariance,
        above: comparison.above,
        aboveVariance: comparison.aboveVariance,
        growth: grown,
        growthVariance: growth ? (growth.spread / quarters / own) ** 2 : GROWTH_VARIANCE,
        language: language === null ? null : spoken(languages, language),
        season: season.value,
        seasonVariance: season.variance,
        cost: quoted ?? perThousand,
        costSpread: quoted === undefined ? COST_SPREAD : QUOTED_SPREAD,
        streaming,
      },
      comparison,
      people,
      streaming,
      costGiven: quoted !== undefined,
      recent: recent[at] as number,
    };
  });
}

/** 1 for the most spoken language, 0.5 for another one of the territory. */
function spoken(languages: readonly string[], language: string): number {
  const at = languages.indexOf(language);
  return at === 0 ? 1 : at > 0 ? 0.5 : 0;
}

function distancesOf(profiles: readonly Profile[]): (a: string, b: string) => number | null {
  const known = new Map<string, number>();
  if (commonWeight(profiles) > 0) {
    for (const { key, like, distance } of lookalikesOf(profiles, profiles.length))
      known.set(`${key} ${like}`, distance);
  }
  return (a, b) => known.get(`${a} ${b}`) ?? null;
}

/** Seasons over that of all markets, drawn towards it. */
function seasonsOf(
  places: readonly { readonly values: readonly number[] }[],
  overdispersion: number,
  noise: number,
): { readonly value: number; readonly variance: number }[] {
  const found = places.map(({ values }) => comingSeason(values));
  const sure = found.flatMap((each) => (each ? [each] : []));
  const all = sure.reduce((sum, { count }) => sum + count, 0);
  const common = sure.reduce((sum, { value, count }) => sum + (value * count) / Math.max(1, all), 0);
  return found.map((each) => {
    if (!each) return { value: 0, variance: SEASON_VARIANCE };
    const variance = (1.5 * overdispersion) / (each.count + 0.5) + noise / 4;
    const weight = SEASON_VARIANCE / (SEASON_VARIANCE + variance);
    return { value: weight * (each.value - common), variance: weight * variance };
  });
}
