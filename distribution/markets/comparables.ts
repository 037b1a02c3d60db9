/**
 * What markets that are like one another say about one of them. Listening per head is what taste, language and presence
 * made of it so far; the mean of comparable markets says what it could be (fit), the distance from it how far the
 * market is from that (saturation).
 */
import { exp, log } from "../../foundation/numbers/elementary.ts";

export interface MarketRate {
  readonly territory: string;
  /** Logarithm of listening per head of those who can be reached. */
  readonly rate: number;
  /** Variance of `rate` from counting and noise of months. */
  readonly variance: number;
  readonly languages: readonly string[];
  readonly continent: string | null;
  /** Class of prices, as what stands for income. */
  readonly costClass: number;
}

export interface Comparison {
  readonly territory: string;
  /** Log rate of comparable markets over that of all, its own left out. */
  readonly fit: number;
  /** Own log rate over that of comparable markets, drawn towards 0 as far as counts are few. */
  readonly above: number;
  /** Variances of both. */
  readonly fitVariance: number;
  readonly aboveVariance: number;
  /** The markets that weighed most. */
  readonly like: readonly string[];
}

/** Weight of the mean of all, in markets: few comparables say little. */
const COMMON_WEIGHT = 0.3;
const OTHER_LANGUAGE = 0.6;
const OTHER_CONTINENT = 0.7;
const OTHER_CLASS = 0.7;

/**
 * @param distance Hellinger distance of what is listened to in two markets; null where it is not known
 */
export function compareMarkets(
  rates: readonly MarketRate[],
  distance: (a: string, b: string) => number | null,
): Comparison[] {
  const between = spreadOf(rates);
  const weightOf = ({ variance }: MarketRate): number => 1 / (variance + between);
  const total = rates.reduce((sum, each) => sum + weightOf(each), 0);
  const centre = rates.reduce((sum, each) => sum + weightOf(each) * each.rate, 0) / Math.max(total, 1e-12);
  const scale = distanceScale(rates, distance);
  const unit = 1 / (between + 1e-6);
  return rates.map((one) => {
    let weights = COMMON_WEIGHT * unit;
    let sum = weights * centre;
    const near: { territory: string; weight: number }[] = [];
    for (const other of rates) {
      if (other === one) continue;
      const apart = distance(one.territory, other.territory);
      const alike =
        (apart === null ? 0.3 : exp(-(apart / scale) * (apart / scale))) *
        (shares(one.languages, other.languages) ? 1 : OTHER_LANGUAGE) *
        (one.continent === other.continent ? 1 : OTHER_CONTINENT) *
        (one.costClass === other.costClass ? 1 : OTHER_CLASS);
      const weight = alike * weightOf(other);
      weights += weight;
      sum += weight * other.rate;
      near.push({ territory: other.territory, weight });
    }
    near.sort((a, b) => b.weight - a.weight || (a.territory < b.territory ? -1 : 1));
    const fit = sum / weights;
    const trust = between / (between + one.variance);
    return {
      territory: one.territory,
      fit: fit - centre,
      above: trust * (one.rate - fit),
      fitVariance: 1 / weights,
      aboveVariance: trust * one.variance + (trust * trust) / weights,
      like: near.slice(0, 3).map(({ territory }) => territory),
    };
  });
}

const shares = (a: readonly string[], b: readonly string[]): boolean => a.slice(0, 2).some((each) => b.includes(each));

/** Variance of rates between markets beyond what counting explains (moments). */
function spreadOf(rates: readonly MarketRate[]): number {
  if (rates.length < 3) return 0.5;
  const mean = rates.reduce((sum, { rate }) => sum + rate, 0) / rates.length;
  const all = rates.reduce((sum, { rate }) => sum + (rate - mean) * (rate - mean), 0) / (rates.length - 1);
  const counted = rates.reduce((sum, { variance }) => sum + variance, 0) / rates.length;
  return Math.max(0.1, all - counted);
}

/** The distance at which a market counts as like: that of near neighbours. */
function distanceScale(rates: readonly MarketRate[], distance: (a: string, b: string) => number | null): number {
  const nearest = rates
    .map(({ territory }) =>
      rates
        .flatMap((other) => {
          const apart = other.territory === territory ? null : distance(territory, other.territory);
          return apart === null ? [] : [apart];
        })
        .sort((a, b) => a - b),
    )
    .filter((each) => each.length > 0)
    .map((each) => each[Math.min(4, each.length - 1)] as number)
    .sort((a, b) => a - b);
  return Math.max(0.02, nearest[nearest.length >> 1] ?? 1);
}

/** Log rate of a count among people, with its variance. */
export function logRate(count: number, people: number, overdispersion: number, noise: number): [number, number] {
  return [log((count + 0.5) / people), overdispersion / (count + 0.5) + noise];
}
