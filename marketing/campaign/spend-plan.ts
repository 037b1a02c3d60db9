/** Money over channels and places, with the gain over the present split and how sure it is. */
import { inMinorUnits } from "../../foundation/catalogue/currency.ts";
import { exp } from "../../foundation/numbers/elementary.ts";
import { quantile } from "../../foundation/statistics/quantile.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import { broughtBy, splitBudget } from "../../foundation/statistics/saturating-response.ts";
import type { ChannelFactor } from "./channel-factors.ts";

export interface Place {
  /** ISO 3166 code, or a city. */
  readonly id: string;
  /** Expected units (streams) for a unit of money at the start, with its logarithm's deviation about the other places. */
  readonly gain: number;
  readonly deviation: number;
  /** Money to reach everyone who may be reached. */
  readonly capacity: number;
}

export interface AdSetSpend {
  readonly channel: string;
  readonly place: string;
  readonly spend: number;
  /** Units for a unit of money at the start, and money to reach everyone. */
  readonly gain: number;
  readonly capacity: number;
  /** Units that the next unit of money would bring. */
  readonly next: number;
  readonly expected: number;
}

export interface Expected {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface SpendPlan {
  readonly sets: readonly AdSetSpend[];
  /** The other split: of past ads, or the same for each. */
  readonly present: readonly AdSetSpend[];
  /** Units in all, the mean and the ends of the 90 % interval: of this split, and of the other. */
  readonly expected: Expected;
  readonly expectedPresent: Expected;
  readonly over: {
    /** What the split is compared with. */
    readonly split: "past ads" | "the same for each";
    /** More units for the same money, as a share. */
    readonly gain: Expected;
    /** Chance of any gain. */
    readonly chance: number;
  };
}

/** All places together: how well ads work at all is known to a factor of two (logs). */
const COMMON = 0.42;
const DRAWS = 2000;
/** No ad set gets more than this of the money where there are several places: which one answers is not known. */
const MOST_SHARE = 0.5;

/**
 * @param least money an ad set needs before a platform can learn from it
 * @param past money spent on each "channel place" so far
 */
export function planSpend(
  places: readonly Place[],
  channels: readonly ChannelFactor[],
  budget: number,
  least: number,
  past: ReadonlyMap<string, number>,
  random: Random,
  currency: string,
): SpendPlan {
  const cells = places.flatMap((place, p) =>
    channels.map(({ channel, mean, deviation }, c) => ({
      p,
      c,
      place: place.id,
      channel: channel.id,
      // Of a log-normal the mean is above the median by half the variance.
      gain: place.gain * exp(mean + (deviation * deviation) / 2),
      median: place.gain * exp(mean - (place.deviation * place.deviation) / 2),
      capacity: place.capacity * channel.reach,
    })),
  );
  const cap = places.length > 1 ? Math.max(least, MOST_SHARE * budget) : budget;
  const spend = inMinorUnits(worthwhile(cells, budget, least, cap), budget, currency);
  const spent = cells.map(({ channel, place }) => past.get(`${channel} ${place}`) ?? 0);
  const before = spent.reduce((sum, each) => sum + each, 0);
  const present = cells.map((_, at) => budget * (before > 0 ? (spent[at] as number) / before : 1 / cells.length));
  const totals = new Float64Array(DRAWS);
  const others = new Float64Array(DRAWS);
  const gains = new Float64Array(DRAWS);
  for (let draw = 0; draw < DRAWS; draw++) {
    const common = exp(COMMON * random.normal());
    const ofPlace = places.map(({ deviation }) => exp(deviation * random.normal()));
    const ofChannel = channels.map(({ deviation }) => exp(deviation * random.normal()));
    let planned = 0;
    let other = 0;
    cells.forEach(({ p, c, median, capacity }, at) => {
      const gain = median * common * (ofPlace[p] as number) * (ofChannel[c] as number);
      planned += broughtBy({ gain, capacity }, spend[at] as number);
      other += broughtBy({ gain, capacity }, present[at] as number);
    });
    totals[draw] = planned;
    others[draw] = other;
    gains[draw] = planned / other - 1;
  }
  const setsOf = (split: readonly number[]): AdSetSpend[] =>
    cells
      .flatMap(({ channel, place, gain, capacity }, at): AdSetSpend[] => {
        const money = split[at] as number;
        if (money === 0) return [];
        return [
          {
            channel,
            place,
            spend: money,
            gain,
            capacity,
            next: gain * exp(-money / capacity),
            expected: broughtBy({ gain, capacity }, money),
          },
        ];
      })
      .sort((a, b) => b.spend - a.spend || (a.place < b.place ? -1 : 1));
  return {
    sets: setsOf(spend),
    present: setsOf(inMinorUnits(before > 0 ? viable(present, budget, least) : present, budget, currency)),
    expected: withMean(totals),
    expectedPresent: withMean(others),
    over: {
      split: before > 0 ? "past ads" : "the same for each",
      chance: gains.filter((gain) => gain > 0).length / DRAWS,
      gain: summary(gains),
    },
  };
}

/** The same proportions over as many of the largest as get at least `least` each. */
function viable(split: readonly number[], budget: number, least: number): number[] {
  let left = [...split];
  for (;;) {
    const given = left.filter((money) => money > 0);
    const smallest = Math.min(...given);
    if (given.length <= 1 || smallest >= least) return left;
    const kept = left.map((money) => (money > smallest ? money : 0));
    const total = kept.reduce((sum, money) => sum + money, 0);
    if (total === 0) return left;
    left = kept.map((money) => (money * budget) / total);
  }
}

/**
 * Equal marginal returns, up to `cap`, over the ad sets that get at least `least`; the smallest go, one after the other.
 * Where the money is not enough for every place, each has its best channel only.
 */
function worthwhile(
  cells: readonly { readonly p: number; readonly gain: number; readonly capacity: number }[],
  budget: number,
  least: number,
  cap: number,
): number[] {
  const places = new Set(cells.map(({ p }) => p)).size;
  const best = (p: number): number =>
    cells.reduce((top, cell, at) => (cell.p === p && (top < 0 || cell.gain > (cells[top]?.gain ?? 0)) ? at : top), -1);
  const few = budget < least * places;
  const left = new Set([...cells.keys()].filter((at) => !few || best(cells[at]?.p ?? 0) === at));
  for (;;) {
    const kept = [...left];
    const money = splitBudget(
      kept.map((at) => cells[at] as { gain: number; capacity: number }),
      budget,
      Math.max(cap, budget / kept.length),
    );
    const smallest = money.indexOf(Math.min(...money));
    if (kept.length <= 1 || (money[smallest] as number) >= least)
      return cells.map((_, at) => money[kept.indexOf(at)] ?? 0);
    // Of those alike the last goes: cells stand in the order of what is preferred.
    const lowest = money[smallest] as number;
    const last = money.findLastIndex((each) => each <= lowest * (1 + 1e-9) + 1e-12);
    left.delete(kept[last] as number);
  }
}

/** As `expected` of the ad sets is a mean too, both say the same. */
function withMean(draws: Float64Array): Expected {
  return { ...summary(draws), value: draws.reduce((sum, each) => sum + each, 0) / draws.length };
}

function summary(draws: Float64Array): Expected {
  const sorted = Float64Array.from(draws).sort();
  return { value: quantile(sorted, 0.5), low: quantile(sorted, 0.05), high: quantile(sorted, 0.95) };
}
