/** From what is known to a plan of decisions that a person can read, change and perform. */
import { moneyText } from "../../foundation/catalogue/currency.ts";
import { type Decision, decisionId, makeDecision } from "../../foundation/plan/decision.ts";
import type { Reason } from "../../foundation/plan/finding.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { broughtBy } from "../../foundation/statistics/saturating-response.ts";
import { isoDay } from "../../foundation/tables/date-cells.ts";
import type { GeoPanel } from "../effect/geo-panel.ts";
import { captionDecisions, measurementDecisions } from "./campaign-decisions.ts";
import type { ChannelFactor } from "./channel-factors.ts";
import { designMeasurement, type MeasurementDesign, type PlannedPlace, placesToSee } from "./measurement-design.ts";
import { type ScheduleQuestion, schedulePosts } from "./post-schedule.ts";
import type { Category } from "./sensitive-subjects.ts";
import { type Place, planSpend, type SpendPlan } from "./spend-plan.ts";

export interface CampaignQuestion {
  readonly title: string;
  readonly budget: number;
  readonly currency: string;
  /** Days from 1970-01-01, both included. */
  readonly from: number;
  readonly until: number;
  readonly release: number | null;
  /** Last day that anything is known of; null where nothing is. */
  readonly lastDay: number | null;
  /** Posts and ads that were left out, as their dates lie years after everything else. */
  readonly stray: { readonly records: number; readonly first: number } | null;
  readonly channels: readonly ChannelFactor[];
  readonly places: readonly Place[];
  /** Languages of each place, the most spoken first. */
  readonly languages: ReadonlyMap<string, readonly string[]>;
  /** Money spent so far on each "channel place". */
  readonly past: ReadonlyMap<string, number>;
  /** Units by place and day before the campaign; null where there are none. */
  readonly panel: GeoPanel | null;
  /** Campaigns that were measured and say something of these places. */
  readonly measured: number;
  /** Money a day under which no platform learns whom to show an ad. */
  readonly leastADay: number;
  readonly creatives: readonly string[];
  readonly schedule: Omit<ScheduleQuestion, "from" | "until" | "release">;
  readonly category: Category;
  /** What is said of artificial intelligence in the material; "" where there is none. */
  readonly disclosure: string;
  readonly link: string | null;
  /** Parts of the song that clips are cut from; where it was found and why. */
  readonly hooks: readonly HookRange[];
  readonly seed: number;
}

export interface HookRange {
  /** Seconds of the song. */
  readonly from: number;
  readonly to: number;
  /** Deviations over what parts of this length have; seconds where it comes again. */
  readonly repetition: number;
  readonly level: number;
  readonly voice: number;
  readonly again: number | null;
}

export interface PlannedCampaign {
  readonly decisions: readonly Decision[];
  readonly spend: SpendPlan;
  readonly design: MeasurementDesign | null;
}

/** Euro a day under which no platform learns whom to show an ad (assumed, decisions/0024). */
export const LEAST_A_DAY = 5;

/** Chance of any gain from which on another split is proposed. */
const SURE = 0.8;

export function planCampaign(question: CampaignQuestion): PlannedCampaign {
  const { budget, currency, from, until, places, channels, past, panel, seed } = question;
  const days = until - from + 1;
  const random = createRandom(seed).split("spend");
  const least = Math.min(budget, question.leastADay * days);
  const worth = placesWorth(question, least);
  const best = planSpend(worth, channels, budget, least, past, random, currency);
  // A change that is as likely to lose as to gain is none: then the split that is there stays.
  const keeps = best.over.split === "past ads" && best.over.chance < SURE;
  let sets = keeps ? best.present : best.sets;
  let expected = keeps ? best.expectedPresent : best.expected;
  let design = panel === null ? null : designMeasurement(panel, byPlace(sets), days, budget);
  if (design !== null && design.heldBack.length > 0) {
    const { heldBack } = design;
    const left = worth.filter(({ id }) => !heldBack.includes(id));
    ({ sets, expected } = planSpend(left, channels, budget, least, past, createRandom(seed).split("spend"), currency));
    const again = designMeasurement(panel as GeoPanel, byPlace(sets), days, budget);
    design = again === null ? null : { ...again, heldBack };
  }
  const spend = { ...best, sets, expected };
  const decision = makeDecision;
  const decisions: Decision[] = [
    decision({ id: "campaign.from", what: "First day", value: isoDay(from), reasons: startReasons(question) }),
    decision({ id: "campaign.until", what: "Last day", value: isoDay(until) }),
    decision({
      id: "campaign.budget",
      what: "Money in all",
      value: budget,
      unit: currency,
      reasons: [
        { code: "campaign.over-present", facts: { ...overFacts(spend), keeps } },
        { code: "campaign.expected", facts: { ...spend.expected, share: 0.9, measuredCampaigns: question.measured } },
      ],
      confidence: spend.over.chance,
    }),
    decision({
      id: "campaign.category",
      what: "Category that platforms ask for",
      value: question.category,
    }),
    decision({
      id: "campaign.disclosure",
      what: "What is said about artificial intelligence",
      value: question.disclosure,
    }),
    decision({ id: "campaign.link", what: "Page that everything links to", value: question.link ?? "" }),
    ...spend.sets.map(({ channel, place, spend: money, next, expected }) =>
      decision({
        id: decisionId("spend", channel, place),
        what: `${channelName(channels, channel)} in ${place}`,
        value: money,
        unit: currency,
        reasons: [
          { code: "spend.next", facts: { unitsForTheNext: next, expected } },
          ...factorReason(channels, channel),
        ],
        alternatives: [
          {
            value: Number(moneyText(budget / (places.length * channels.length), currency)),
            reasons: [{ code: "spend.even", facts: { sets: places.length * channels.length } }],
          },
        ],
      }),
    ),
    ...measurementDecisions(design, days),
    ...question.creatives.map((name, _, all) =>
      decision({
        id: decisionId("creatives", "share", name),
        what: `Share of the first day's showings for "${name}"`,
        value: Math.round(1000 / all.length) / 1000,
        reasons: [{ code: "creatives.unknown", facts: { creatives: all.length } }],
      }),
    ),
    ...question.hooks.map(({ from: start, to, ...why }) =>
      decision({
        id: decisionId("clips", "hook", `${Math.round(to - start)}s`),
        what: `Part of the song for clips of ${Math.round(to - start)} s`,
        value: { from: start, to },
        unit: "s",
        reasons: [{ code: "clips.hook", facts: { ...why } }],
      }),
    ),
    ...captionDecisions(question, spend),
    ...schedulePosts({ ...question.schedule, from, until, release: question.release }).map(({ day, ...post }) =>
      decision({
        id: decisionId("posts", "post", isoDay(day)),
        what: `Post on ${isoDay(day)}`,
        value: { ...post },
        reasons: [{ code: `posts.${post.why}`, facts: { content: post.content } }],
      }),
    ),
  ];
  return { decisions, spend, design };
}

/** Where nothing tells places apart, those in which the campaign can be told best. */
function placesWorth({ places, panel, past, budget, from, until }: CampaignQuestion, least: number): readonly Place[] {
  const [first] = places;
  const alike = places.every(({ gain, deviation }) => gain === first?.gain && deviation === first.deviation);
  if (!alike || panel === null || past.size > 0) return places;
  const added = new Map(places.map((place) => [place.id, broughtBy(place, budget)]));
  const seen = placesToSee(panel, added, until - from + 1, Math.max(1, Math.floor(budget / least)));
  return seen.length === 0 ? places : places.filter(({ id }) => seen.includes(id));
}

/** Expected units by place, the most worth first; and what any multiple of the money would bring there. */
function byPlace(sets: SpendPlan["sets"]): PlannedPlace[] {
  const names = [...new Set(sets.map(({ place }) => place))];
  return names
    .map((place): PlannedPlace => {
      const own = sets.filter((set) => set.place === place);
      const at = (times: number): number => own.reduce((sum, set) => sum + broughtBy(set, times * set.spend), 0);
      return { place, expected: at(1), at };
    })
    .sort((a, b) => b.expected - a.expected);
}

/** Days: a start this far from what is known is as likely a slip of the hand. */
const FAR = 366;

function startReasons({ release, from, lastDay, stray }: CampaignQuestion): Reason[] {
  const known = Math.max(lastDay ?? from, release ?? from);
  return [
    ...(release === null
      ? []
      : [{ code: "campaign.release", facts: { release: isoDay(release), daysBefore: release - from } }]),
    ...(lastDay !== null && from <= lastDay
      ? [{ code: "campaign.begins-in-the-past", facts: { lastDay: isoDay(lastDay), days: lastDay - from + 1 } }]
      : []),
    ...(from - known > FAR ? [{ code: "campaign.begins-far-off", facts: { lastDay: isoDay(known) } }] : []),
    ...(stray === null
      ? []
      : [{ code: "campaign.stray-dates", facts: { records: stray.records, first: isoDay(stray.first) } }]),
  ];
}

function overFacts({ over }: SpendPlan): Reason["facts"] {
  return {
    split: over.split,
    gain: over.gain.value,
    low: over.gain.low,
    high: over.gain.high,
    chance: over.chance,
    share: 0.9,
  };
}

function channelName(channels: readonly ChannelFactor[], id: string): string {
  return channels.find(({ channel }) => channel.id === id)?.channel.name ?? id;
}

function factorReason(channels: readonly ChannelFactor[], id: string): Reason[] {
  const factor = channels.find(({ channel }) => channel.id === id);
  if (!factor) return [];
  const { past, mean, deviation } = factor;
  return [
    past
      ? { code: "spend.past-ads", facts: { clicks: past.clicks, spent: past.spend, logFactor: mean, deviation } }
      : { code: "spend.assumed", facts: { logFactor: mean, deviation } },
  ];
}
