/** `markets` on made-up worlds: how near the ranking comes to one that knows the truth. */
import { knownMarkets, type MeasuredEffect, type RankedMarket, rankMarkets } from "../../distribution/index.ts";
import { territoryFacts } from "../../foundation/catalogue/world.ts";
import { exp, log } from "../../foundation/numbers/elementary.ts";
import { normalisedGain } from "../../foundation/statistics/discounted-gain.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { median, type Part, table } from "../table.ts";
import { type MarketWorld, marketWorld } from "./market-world.ts";

/** Reported; the method was set on 1 to 40. */
const FIRST_SEED = 1001;
const WORLDS = 60;
const TOP = 10;
const STEP = 100;
const DRAWS = 200;
const MEASURED_ERROR = 0.3;

interface Seen {
  readonly territory: string;
  readonly monthly: readonly number[];
  readonly byRecording: readonly (readonly number[])[];
}

function seenOf({ markets }: MarketWorld, loss: number, seed: number): Seen[] {
  const random = createRandom(seed).split("loss");
  return markets.map(({ territory, byRecording }) => {
    const kept = byRecording.map((row) => row.map((value) => (loss > 0 && random.uniform() < loss ? 0 : value)));
    return { territory, byRecording: kept, monthly: kept.map((row) => row.reduce((sum, value) => sum + value, 0)) };
  });
}

function ranked(
  world: MarketWorld,
  seen: readonly Seen[],
  quoted: boolean,
  measured: readonly MeasuredEffect[] = [],
): RankedMarket[] {
  const series = seen.map(({ territory, monthly }) => ({
    key: territory,
    values: monthly,
    total: monthly.reduce((sum, value) => sum + value, 0),
  }));
  const covered = series[0]?.values.map(() => 1) ?? [];
  const profiles = seen.map(({ territory, byRecording }) => ({
    key: territory,
    counts: (byRecording[0] ?? []).map((_, at) => byRecording.reduce((sum, row) => sum + (row[at] as number), 0)),
  }));
  const costs = new Map(quoted ? world.markets.map(({ territory, cost }) => [territory, cost]) : []);
  const payouts = new Map(world.markets.map(({ territory, payout }) => [territory, payout]));
  const known = knownMarkets(series, covered, profiles, {
    facts: territoryFacts,
    language: world.language,
    costs,
    payouts,
  });
  const request = { measured, step: STEP, worth: () => 1, weight: () => 1, seed: 1, draws: DRAWS };
  return rankMarkets(known, request);
}

const codesOf = (order: readonly RankedMarket[]): string[] => order.map(({ market }) => market.evidence.territory);

/** Share of markets without a measurement whose true gain lies in the 90 % interval, once the level is known. */
function covered({ markets }: MarketWorld, order: readonly RankedMarket[], measured: readonly string[]): number {
  const rest = order.filter(({ market }) => !measured.includes(market.evidence.territory));
  const held = rest.filter(({ market, low, high }) => {
    const { gain, capacity } = markets.find(
      ({ territory }) => territory === market.evidence.territory,
    ) as MarketWorld["markets"][number];
    const truth = brought(gain, capacity) / STEP;
    return truth >= low && truth <= high;
  });
  return held.length / rest.length;
}

/** What a campaign in each would be measured to bring, known to about 30 %. */
function measurementsOf({ markets, seed }: MarketWorld, territories: readonly string[]): MeasuredEffect[] {
  const random = createRandom(seed).split("measured");
  return territories.map((territory) => {
    const { gain } = markets.find((each) => each.territory === territory) as MarketWorld["markets"][number];
    return { territory, value: gain * exp(random.normal(0, MEASURED_ERROR)), error: MEASURED_ERROR };
  });
}

interface Judged {
  readonly gain: number;
  readonly brought: number;
}

const brought = (gain: number, capacity: number): number => gain * capacity * (1 - exp(-STEP / capacity));

function judge({ markets }: MarketWorld, order: readonly string[]): Judged {
  const byCode = new Map(markets.map((each) => [each.territory, each]));
  const rest = markets.map(({ territory }) => territory).filter((code) => !order.includes(code));
  const gains = [...order, ...rest].map((code) => {
    const { gain, capacity } = byCode.get(code) as MarketWorld["markets"][number];
    return brought(gain, capacity) / STEP;
  });
  const best = [...gains].sort((a, b) => b - a);
  const sum = (list: readonly number[]): number => list.slice(0, TOP).reduce((all, gain) => all + gain, 0);
  return { gain: normalisedGain(gains, TOP), brought: sum(gains) / sum(best) };
}

function orderBy({ markets }: MarketWorld, of: (market: MarketWorld["markets"][number]) => number): string[] {
  return [...markets].sort((a, b) => of(b) - of(a)).map(({ territory }) => territory);
}

const sumOf = (values: readonly number[], from: number, until?: number): number =>
  values.slice(from, until).reduce((sum, value) => sum + value, 0);

export function runMarkets(first: number, worlds: number): { lines: string[]; figures: unknown } {
  const names = [
    "songwright, costs assumed",
    "songwright, costs quoted",
    "songwright, 20 % of rows lost",
    "songwright, costs quoted, its ten measured",
    "knows all that can be known",
    "by streams",
    "by growth",
    "by streams per head",
    "cheapest first",
  ] as const;
  const results = names.map(() => [] as Judged[]);
  const kept: number[] = [];
  const againstKnowable: number[] = [];
  const shares: number[] = [];
  const coverage: number[] = [];
  for (let seed = first; seed < first + worlds; seed++) {
    const world = marketWorld(seed);
    shares.push(world.unexplainedShare);
    const seen = seenOf(world, 0, seed);
    const ours = codesOf(ranked(world, seen, false));
    const lost = codesOf(ranked(world, seenOf(world, 0.2, seed), false));
    kept.push(ours.slice(0, TOP).filter((code) => lost.slice(0, TOP).includes(code)).length / TOP);
    const quoted = codesOf(ranked(world, seen, true));
    const ten = quoted.slice(0, TOP);
    const informed = ranked(world, seen, true, measurementsOf(world, ten));
    coverage.push(covered(world, informed, ten));
    const orders = [
      ours,
      quoted,
      lost,
      codesOf(informed),
      orderBy(world, ({ gain, unexplained, capacity }) => brought(gain * exp(-unexplained), capacity)),
      orderBy(world, ({ monthly }) => sumOf(monthly, 0)),
      orderBy(world, ({ monthly }) => log((sumOf(monthly, -3) + 0.5) / (sumOf(monthly, -6, -3) + 0.5))),
      orderBy(world, ({ monthly, territory }) => sumOf(monthly, 0) / (territoryFacts(territory).people as number)),
      orderBy(world, ({ cost }) => -cost),
    ];
    for (const [at, order] of orders.entries()) results[at]?.push(judge(world, order));
    againstKnowable.push(1 - (results[0]?.at(-1)?.brought ?? 0) / (results[4]?.at(-1)?.brought ?? 1));
  }
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const rows = names.map((name, at) => {
    const each = results[at] as Judged[];
    const gains = each.map(({ gain }) => gain);
    const beaten =
      at < 4
        ? [5, 6].map((rival) =>
            percent(mean(gains.map((gain, world) => Number(gain > (results[rival]?.[world]?.gain ?? 0))))),
          )
        : ["", ""];
    return [
      name,
      percent(mean(gains)),
      percent(median(gains)),
      percent([...gains].sort((a, b) => a - b)[Math.floor(0.1 * gains.length)] as number),
      percent(1 - mean(each.map(({ brought: part }) => part))),
      ...beaten,
    ];
  });
  return {
    lines: [
      ...table(
        [
          "order",
          "NDCG@10, mean",
          "median",
          "worst tenth",
          "regret of money on ten",
          "better than by streams",
          "better than by growth",
        ],
        rows,
      ),
      "",
      `${worlds} worlds (seeds ${first} to ${first + worlds - 1}), 55 to 75 markets each; unexplained: ${percent(Math.min(...shares))} to ${percent(Math.max(...shares))} of the variance of log gains, mean ${percent(mean(shares))}. NDCG of 100 %: the order by true gain. Regret: what € ${STEP} in each of ten markets bring less than in the ten best.`,
      `Regret against the order that knows all that can be known: ${percent(mean(againstKnowable))}. With 20 % of rows lost, ${percent(mean(kept))} of the top ten stay (least ${percent(Math.min(...kept))}). With ten measured, ${percent(mean(coverage))} of the other markets' gains lie in their 90 % intervals.`,
    ],
    figures: { rows, kept, againstKnowable, coverage },
  };
}

export const markets: Part = {
  name: "markets",
  title: "Markets",
  run: async () => runMarkets(FIRST_SEED, WORLDS),
};
