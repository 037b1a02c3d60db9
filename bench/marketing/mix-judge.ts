/** One made set, asked of the method and of its rival. */
import { createRandom } from "../../foundation/statistics/random.ts";
import { type MixSplit, mediaMix, YEAR_WEEKS } from "../../marketing/index.ts";
import { penalisedContributions } from "./mix-penalised.ts";
import { type Family, type MixSet, mixSet } from "./mix-sets.ts";

/** All in parts of the whole series. */
export interface JudgedChannel {
  readonly family: Family;
  readonly truth: number;
  readonly found: number;
  readonly interval: readonly [number, number];
  readonly rival: number;
  readonly made: string;
}

export interface JudgedSplit {
  readonly family: Family;
  /** True response of what is recommended, over the best there is. */
  readonly recommended: number;
  /** The same of the split found, recommended or not. */
  readonly found: number;
  readonly present: number;
  readonly changed: boolean;
}

export interface JudgedSets {
  readonly channels: readonly JudgedChannel[];
  readonly splits: readonly JudgedSplit[];
  readonly refused: number;
  readonly unsettled: number;
  readonly slowestMs: number;
  readonly meanMs: number;
}

export function judgeSets(families: readonly Family[], count: number, seed: number, withRival = true): JudgedSets {
  const channels: JudgedChannel[] = [];
  const splits: JudgedSplit[] = [];
  const times: number[] = [];
  let refused = 0;
  let unsettled = 0;
  for (const family of families)
    for (let at = 0; at < count; at++) {
      const random = createRandom(seed).split(`${family} ${at}`);
      const set = mixSet(family, random);
      const start = performance.now();
      const answer = mediaMix({
        y: set.y,
        channels: set.channels.map(({ spend }, channel) => ({ name: `${channel}`, spend, experiments: [] })),
        controls: [],
        events: set.events.map((values, event) => ({ name: `event ${event}`, values })),
        season: YEAR_WEEKS,
        trend: "smooth",
        presentWeeks: set.y.length,
        seed: 1,
      });
      times.push(performance.now() - start);
      if (answer.status !== "done") {
        refused++;
        continue;
      }
      if (!answer.sampling.converged) unsettled++;
      const total = set.y.reduce((sum, value) => sum + value, 0);
      const question = { y: set.y, spends: set.channels.map(({ spend }) => spend), events: set.events };
      const rival = withRival ? penalisedContributions(question, random.split("rival")) : null;
      for (const [channel, { contribution, made }] of set.channels.entries()) {
        const { share } = answer.channels[channel] as (typeof answer.channels)[number];
        channels.push({
          family,
          truth: contribution.reduce((sum, value) => sum + value, 0) / total,
          found: share.value,
          interval: share.interval90,
          rival: (rival?.[channel] ?? Number.NaN) / total,
          made,
        });
      }
      const split = judgeSplit(set, answer.split as MixSplit);
      if (split !== null) splits.push(split);
    }
  return {
    channels,
    splits,
    refused,
    unsettled,
    slowestMs: Math.max(...times),
    meanMs: times.reduce((sum, value) => sum + value, 0) / times.length,
  };
}

/** Null where no channel does anything. */
function judgeSplit(set: MixSet, split: MixSplit): JudgedSplit | null {
  const response = (spends: readonly number[]): number =>
    set.channels.reduce((sum, channel, at) => sum + channel.response(spends[at] as number), 0);
  const now = split.channels.map((channel) => channel.now);
  const found = split.channels.map((channel) => channel.best);
  const best = bestResponse(set, split);
  if (best <= 0) return null;
  const changed = split.recommended === "change";
  return {
    family: set.family,
    recommended: response(changed ? found : now) / best,
    found: response(found) / best,
    present: response(now) / best,
    changed,
  };
}

/** By looking at all splits in 400 steps (100 a side for three channels). */
function bestResponse({ channels }: MixSet, { budget, channels: seen }: MixSplit): number {
  let best = 0;
  const rangeOf = (at: number): readonly [number, number] => (seen[at] as (typeof seen)[number]).observed;
  const inside = (at: number, spend: number): boolean => {
    const [low, high] = rangeOf(at);
    return spend >= low - 1e-9 * high && spend <= high * (1 + 1e-9);
  };
  const steps = channels.length === 2 ? 400 : 100;
  const spendAt = (at: number, step: number): number => {
    const [low, high] = rangeOf(at);
    return low + ((high - low) * step) / steps;
  };
  const last = channels.length - 1;
  const go = (at: number, left: number, sum: number): void => {
    if (at === last) {
      if (inside(at, left)) best = Math.max(best, sum + (channels[at]?.response(left) ?? 0));
      return;
    }
    for (let step = 0; step <= steps; step++) {
      const spend = spendAt(at, step);
      if (spend > left) return;
      go(at + 1, left - spend, sum + (channels[at]?.response(spend) ?? 0));
    }
  };
  go(0, budget, 0);
  return Math.max(
    best,
    channels.reduce((sum, channel, at) => sum + channel.response(seen[at]?.now as number), 0),
  );
}
