/** `markets`: where a push is expected to bring most, why, and how sure that is. */
import { exp } from "../../foundation/numbers/elementary.ts";
import type { Decision } from "../../foundation/plan/decision.ts";
import type { Finding, Reason } from "../../foundation/plan/finding.ts";
import { broughtBy, splitBudget } from "../../foundation/statistics/saturating-response.ts";
import { isoDay } from "../../foundation/tables/index.ts";
import type { NotEnoughData } from "../audience/audience.ts";
import { chooseBasis } from "../audience/choose-basis.ts";
import type { RateTable } from "../audience/money.ts";
import { monthsBetween } from "../audience/monthly.ts";
import type { AudiencePanel } from "../audience/panel.ts";
import { placeSeries, profilesOf } from "../audience/places.ts";
import { decisionsOf, type PersonsChoices, TAKEN } from "./decide-markets.ts";
import { type EvidenceQuestion, type KnownMarket, knownMarkets } from "./evidence.ts";
import { FEATURES, type MeasuredEffect } from "./gain-model.ts";
import { inOneCurrency, type LeftOutMoney, type PayoutCell, perStreamOf } from "./payouts.ts";
import { type RankedMarket, rankMarkets } from "./rank-markets.ts";

export interface MarketsQuestion extends Omit<EvidenceQuestion, "payouts">, PersonsChoices {
  readonly unit: string;
  readonly measured: readonly MeasuredEffect[];
  /** Euro to spend. */
  readonly budget: number;
  readonly by: "streams" | "money";
  /** Exchange rates that a person states; null: nothing is converted. */
  readonly rates: RateTable | null;
  readonly seed: number;
}

export interface Market {
  readonly rank: number;
  readonly territory: string;
  /** Extra streams in three months for a euro; low and high in the reason `markets.gain`: the 90 % interval. */
  readonly streamsPerEuro: Finding<number>;
  /** Money back for a euro, in the currency of `payout`. */
  readonly moneyPerEuro: number | null;
  readonly bestTen: number;
  readonly rests: "assumed, not measured" | "measured";
  /** Euro per thousand impressions. */
  readonly cost: { readonly perThousand: number; readonly from: "assumed" | "given" };
  /** `amount` as paid for `streams`. */
  readonly payout: (PayoutCell & { readonly perStream: number }) | null;
  readonly people: number;
  readonly recent: number;
  readonly like: readonly string[];
  /** Euro of the budget, and extra streams that they are expected to bring; the 90 % interval. */
  readonly euro: number;
  readonly expected: { readonly streams: number; readonly low: number; readonly high: number };
  /** Euro to reach everyone who may be reached. */
  readonly capacity: number;
}

export interface Markets {
  readonly schema: "songwright.markets/1";
  readonly status: "done";
  readonly unit: string;
  readonly period: { readonly from: string; readonly until: string };
  readonly by: "streams" | "money";
  readonly language: string | null;
  readonly budget: number;
  readonly markets: readonly Market[];
  /** Which markets to take (`markets.take@JP`) and what a person weighs otherwise (`markets.weight@JP`). */
  readonly decisions: readonly Decision[];
  /** Money of statements that is in no payout here. */
  readonly leftOutMoney: readonly LeftOutMoney[];
  readonly left: readonly { readonly territory: string; readonly why: string }[];
}

/** Until something was measured, no market gets more than this share of the money. */
const MOST_SHARE = 0.2;
const FEWEST_MARKETS = 3;

export function marketsOf(
  panel: Pick<AudiencePanel, "places" | "profiles">,
  money: readonly PayoutCell[],
  question: MarketsQuestion,
): Markets | NotEnoughData {
  const cells = panel.places.filter(({ unit }) => unit === question.unit);
  const fine = cells.filter(({ from, until }) => until - from <= 31);
  const framed = fine.length > 0 ? fine : cells;
  const from = framed.reduce((least, cell) => Math.min(least, cell.from), Number.POSITIVE_INFINITY);
  const until = framed.reduce((most, cell) => Math.max(most, cell.until), Number.NEGATIVE_INFINITY);
  const months = cells.length > 0 ? monthsBetween(from, until) : [];
  const used = [...new Set(cells.map(({ service }) => service))].sort().flatMap(
    (service) =>
      chooseBasis(
        cells.filter((cell) => cell.service === service),
        months,
      )?.used.cells ?? [],
  );
  const { series, covered } = placeSeries(used, months);
  const { payouts, leftOut } = inOneCurrency(money, question.rates);
  const perStream = new Map(payouts.map((each) => [each.territory, perStreamOf(each, payouts)]));
  const sized = series.map(({ key, total }) => ({ territory: key, value: total })).sort((a, b) => b.value - a.value);
  const bases = new Set(used.map(({ basis }) => basis));
  const profiles = profilesOf(
    panel.profiles.filter((cell) => cell.unit === question.unit && bases.has(cell.basis)),
    sized,
  );
  const known = knownMarkets(series, covered, profiles, { ...question, payouts: perStream });
  if (known.length < FEWEST_MARKETS) {
    return {
      status: "not-enough-data",
      missing: `${question.unit} in at least ${FEWEST_MARKETS} territories over at least one whole month; there are ${known.length}`,
      cheapestNextStep: "import a statement of a distributor, which says territories: songwright import FILE",
    };
  }
  const worth = (territory: string): number => (question.by === "money" ? (perStream.get(territory) ?? 0) : 1);
  const ranked = rankMarkets(known, {
    measured: question.measured,
    step: Math.max(1, question.budget / TAKEN),
    worth,
    weight: (territory) => question.weights.get(territory) ?? 1,
    seed: question.seed,
  });
  const decisions = decisionsOf(ranked, question);
  const taken = new Set(decisions.flatMap(({ id, value }) => (value === true ? [id.split("@")[1] as string] : [])));
  const chosen = ranked.filter(({ market }) => taken.has(market.evidence.territory));
  const euro = splitBudget(
    chosen.map(({ score, capacity }) => ({ gain: score, capacity })),
    question.budget,
    chosen.length > 1 ? Math.max(MOST_SHARE, 1 / chosen.length) * question.budget : question.budget,
  );
  const split = new Map(chosen.map(({ market }, at) => [market.evidence.territory, euro[at] as number]));
  const asked = new Set([...question.only, ...question.exclude, ...question.weights.keys()]);
  return {
    schema: "songwright.markets/1",
    status: "done",
    unit: question.unit,
    period: { from: isoDay(from), until: isoDay(until) },
    by: question.by,
    language: question.language,
    budget: question.budget,
    markets: ranked.map((each, at) =>
      marketOf(each, at + 1, {
        payout: payouts.find(({ territory }) => territory === each.market.evidence.territory) ?? null,
        perStream: perStream.get(each.market.evidence.territory) ?? null,
        euro: split.get(each.market.evidence.territory) ?? 0,
        measured: question.measured.some(({ territory }) => territory === each.market.evidence.territory),
      }),
    ),
    decisions,
    leftOutMoney: leftOut,
    left: [...new Set([...series.map(({ key }) => key), ...asked])]
      .filter((key) => !known.some(({ evidence }) => evidence.territory === key))
      .sort()
      .map((territory) => ({
        territory,
        why: series.some(({ key }) => key === territory) ? "people are not known" : "nothing was imported of it",
      })),
  };
}

interface Beside {
  readonly payout: PayoutCell | null;
  readonly perStream: number | null;
  readonly euro: number;
  readonly measured: boolean;
}

function marketOf(ranked: RankedMarket, rank: number, { payout, perStream, euro, measured }: Beside): Market {
  const { market, posterior, gain, low, high, capacity, bestTen } = ranked;
  const { evidence } = market;
  const times = gain > 0 ? broughtBy({ gain: exp(posterior.mean + posterior.variance / 2), capacity }, euro) : 0;
  return {
    rank,
    territory: evidence.territory,
    streamsPerEuro: {
      value: gain,
      unit: "streams/€",
      // The interval is lopsided; its ends stand in the first reason.
      uncertainty: null,
      reasons: [{ code: "markets.gain", facts: { low, high, share: 0.9 } }, ...reasonsOf(market, posterior.parts)],
    },
    moneyPerEuro: perStream === null ? null : gain * perStream,
    bestTen,
    rests: measured ? "measured" : "assumed, not measured",
    cost: { perThousand: evidence.cost, from: market.costGiven ? "given" : "assumed" },
    payout: payout && perStream !== null ? { ...payout, perStream } : null,
    people: market.people,
    recent: market.recent,
    like: market.comparison.like,
    euro,
    capacity,
    expected: {
      streams: times,
      low: gain > 0 ? (times * low) / gain : 0,
      high: gain > 0 ? (times * high) / gain : 0,
    },
  };
}

/** What speaks for and against: each as a factor on the gain, the largest first. */
function reasonsOf({ evidence, comparison }: KnownMarket, parts: RankedMarket["posterior"]["parts"]): Reason[] {
  const facts: Record<string, Reason["facts"]> = {
    fit: { likeMarkets: exp(comparison.fit), like: comparison.like.join(" ") },
    above: { overLikeMarkets: exp(comparison.above) },
    growth: { paceOfAll: exp(evidence.growth) },
    language: { spoken: evidence.language },
    season: { overYear: exp(evidence.season) },
    cost: { perThousand: evidence.cost },
    streaming: { share: evidence.streaming },
  };
  return [...FEATURES, "cost" as const, "streaming" as const]
    .map((name) => ({
      code: `markets.${name}`,
      facts: { times: exp(parts[name]), ...facts[name] },
      size: Math.abs(parts[name]),
    }))
    .filter(({ size }) => size > 0.01)
    .sort((a, b) => b.size - a.size)
    .map(({ code, facts: found }) => ({ code, facts: found }));
}
