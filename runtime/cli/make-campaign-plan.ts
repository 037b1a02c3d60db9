/** A campaign's plan, from what the project knows and what a person asks for. */
import { readFile } from "node:fs/promises";
import { isPayable, minorDigits, moneyText } from "../../foundation/catalogue/currency.ts";
import { type Decision, InputError, makePlan, type Plan, replan } from "../../foundation/plan/index.ts";
import { readPlan } from "../../foundation/plan/plan-file.ts";
import { readIsoDay } from "../../foundation/tables/index.ts";
import {
  CHANNELS,
  channelFactors,
  fitBudget,
  type HookRange,
  informedPlaces,
  LEAST_A_DAY,
  type MeasuredGain,
  mainCurrency,
  type NextTest,
  type Place,
  planCampaign,
} from "../../marketing/index.ts";
import { type CampaignBrief, disclosureOf, readCampaignBrief } from "../marketing/campaign-brief.ts";
import { campaignHooks } from "../marketing/campaign-clips.ts";
import { type CampaignMaterial, pastSpend } from "../marketing/campaign-material.ts";
import { cityPlaces, languagesOf, readMarketPlaces } from "../marketing/campaign-places.ts";
import { levelName } from "../marketing/content-sentences.ts";
import { judgeContent } from "../marketing/judge-content.ts";
import { readMeasuredHistory } from "../marketing/measured-history.ts";
import { writeCaptions } from "../marketing/write-captions.ts";
import { programVersion } from "../project/version.ts";
import { categoryOf } from "./campaign-category.ts";
import type { Context } from "./verb.ts";

export interface CampaignPlanOptions {
  readonly project: string;
  readonly brief: string | null;
  readonly budget: number | null;
  readonly currency: string | null;
  readonly "per-euro": number | null;
  readonly from: string | null;
  readonly days: number | null;
  readonly markets: string | null;
  readonly keep: string | null;
  readonly template: string | null;
  readonly master: string | null;
  readonly hooks: string | null;
  readonly "no-clips": boolean;
  readonly writer: string | null;
  readonly "writer-model": string;
  readonly "writer-key": string | null;
  readonly answers: string | null;
  readonly "accept-proposals": boolean;
}

const USUAL_DAYS = 21;
const BEFORE_RELEASE = 7;
/** Euro. */
const USUAL_BUDGET = 300;
const POSTS_A_WEEK = 3;

/** Null where there is too little to plan on: that is said. */
export async function makeCampaignPlan(
  options: CampaignPlanOptions,
  material: CampaignMaterial,
  context: Context,
): Promise<Plan | null> {
  const brief = options.brief === null ? {} : await readCampaignBrief(options.brief);
  const currency = options.currency ?? brief.currency ?? mainCurrency(material.ads) ?? "EUR";
  if (!/^[A-Z]{3}$/.test(currency)) throw new InputError("--currency", "three letters, like EUR", currency);
  const perEuro = options["per-euro"] ?? brief.perEuro ?? (currency === "EUR" ? 1 : null);
  if (perEuro === null)
    throw new InputError("--per-euro", `how many ${currency} a euro is: markets are worked out in euro`, "nothing");
  const budget = options.budget ?? brief.budget ?? Number(moneyText(USUAL_BUDGET * perEuro, currency));
  if (!isPayable(budget, currency))
    throw new InputError(
      "--budget",
      `at most ${minorDigits(currency)} digits behind the point, as ${currency} has no smaller unit`,
      `${budget}`,
    );
  const measured = measuredGains(options.project, currency, perEuro);
  const places = informedPlaces(await placesOf(material, perEuro, brief), measured);
  if (places.length === 0) {
    const missing = "places to choose between: a list of markets, or streams by city and day";
    const cheapestNextStep = "songwright markets --out reports, in the project's folder (after songwright import FILE)";
    context.say(`cannot tell where to spend: there are no ${missing}. Next: ${cheapestNextStep}`);
    context.write({ status: "not-enough-data", missing, cheapestNextStep });
    return null;
  }
  const title = brief.title ?? material.release?.title ?? "";
  const release = dayOf(brief.release ?? wholeDay(material.release?.date ?? null), "release");
  const days = options.days ?? brief.days ?? USUAL_DAYS;
  const from = firstDay(options, brief, release, material.lastDay);
  const channels = CHANNELS.filter(({ id }) => brief.channels?.includes(id) ?? true);
  const accounts = judgeContent(material.posts, material.ads, { outcome: null, seed: context.seed });
  const account = accounts.find(({ platform }) => brief.platform === undefined || platform === brief.platform);
  const content = account?.content ?? null;
  const claimed = content?.claims.find(({ factor }) => factor === "label" || factor === "format");
  const tests = account?.nextTests ?? [];
  const creatives = brief.creatives ??
    content?.factors[0]?.levels.slice(0, 2).map(({ level }) => level) ?? ["clip 15 s", "clip 30 s"];
  const category = await categoryOf(options, brief, { title, ...creativeTexts(creatives) });
  const panel = places.some(({ id }) => material.cities?.locations.includes(id))
    ? material.cities
    : material.territories;
  const artist = brief.artist ?? material.release?.artist ?? "";
  const disclosure = disclosureOf(brief.ai ?? (material.release?.song ? ["composition", "instrumentation"] : []));
  const { decisions } = planCampaign({
    title,
    budget,
    currency,
    from,
    until: from + days - 1,
    release,
    lastDay: material.lastDay,
    stray: material.stray,
    channels: channelFactors(channels, material.ads),
    places,
    languages: languagesOf(
      places,
      new Map([...(material.cities?.territoryOf ?? []), ...Object.entries(brief.territories ?? {})]),
    ),
    past: pastSpend(material.ads, channels, places, currency, perEuro),
    panel,
    measured: measured.length,
    leastADay: LEAST_A_DAY * perEuro,
    creatives: creatives.length > 0 ? creatives : ["clip 15 s", "clip 30 s"],
    schedule: {
      perWeek: brief.postsPerWeek ?? Math.min(7, Math.max(2, Math.round(content?.postsPerWeek ?? POSTS_A_WEEK))),
      platform: brief.platform ?? account?.platform ?? "Instagram",
      best: claimed?.level ?? null,
      contentTest: tests[0] ? named(tests[0]) : null,
    },
    category,
    disclosure,
    link: brief.link ?? null,
    hooks: await hooksFor(options, material, context),
    seed: context.seed,
  });
  const fresh = makePlan({
    craft: "campaign",
    version: programVersion(),
    material: material.hashes,
    seed: context.seed,
    brief: { ...defined(brief), title, artist },
    decisions: await worded(decisions, options, { title, artist, disclosure }, context),
  });
  return options.keep === null
    ? fresh
    : fitBudget(await keptPlan(options.keep, fresh, context), LEAST_A_DAY * perEuro * days);
}

/** None without a song. */
async function hooksFor(
  { project, hooks }: CampaignPlanOptions,
  { master }: CampaignMaterial,
  context: Context,
): Promise<readonly HookRange[]> {
  if (master === null) return [];
  return campaignHooks({ master, project, given: hooks }, context.run, context.warn);
}

/** Captions by the model that was asked for; without one the templates. */
async function worded(
  decisions: readonly Decision[],
  options: CampaignPlanOptions,
  song: { readonly title: string; readonly artist: string; readonly disclosure: string },
  context: Context,
): Promise<readonly Decision[]> {
  if (options.writer === null) return decisions;
  const writer = { url: options.writer, model: options["writer-model"], key: options["writer-key"] };
  const answer = await writeCaptions(decisions, writer, song, context.run.signal);
  if (answer.written < answer.asked)
    context.warn(`${answer.asked - answer.written} of ${answer.asked} captions stay templates`);
  return answer.decisions;
}

async function keptPlan(path: string, fresh: Plan, context: Context): Promise<Plan> {
  const { plan, kept, lost } = replan(readPlan(await readFile(path, "utf8")), fresh);
  context.say(`kept from the earlier plan: ${kept.length > 0 ? kept.join(", ") : "nothing"}`);
  for (const { decision, why } of lost) context.warn(`not kept: ${decision.id}: ${why}`);
  return plan;
}

async function placesOf(material: CampaignMaterial, perEuro: number, brief: CampaignBrief): Promise<Place[]> {
  const { markets, cities } = material;
  const all = markets !== null ? await readMarketPlaces(markets, perEuro) : cities ? cityPlaces(cities, perEuro) : [];
  const known = new Set([...all.map(({ id }) => id), ...(cities?.locations ?? [])]);
  const unknown = [...(brief.places ?? []), ...(brief.without ?? [])].find((place) => !known.has(place));
  if (unknown !== undefined && all.length > 0)
    throw new InputError("$.places", `places of the list: ${all.map(({ id }) => id).join(", ")}`, unknown);
  const asked =
    brief.places?.some((place) => !all.some(({ id }) => id === place)) && cities ? cityPlaces(cities, perEuro) : all;
  return asked.filter(({ id }) => (brief.places?.includes(id) ?? true) && !brief.without?.includes(id));
}

/** Units for a unit of money of measured campaigns, in euro or the plan's own currency; of others nothing is said. */
function measuredGains(project: string, currency: string, perEuro: number): MeasuredGain[] {
  return readMeasuredHistory(project).flatMap(({ spend, currency: own, places, incremental, low, high }) => {
    const rate = own === currency ? 1 : own === "EUR" ? perEuro : null;
    if (!spend || rate === null || high === null) return [];
    const money = spend * rate;
    return [{ places, value: incremental / money, low: (low ?? 0) / money, high: high / money }];
  });
}

/** Its sides as a person reads them. */
function named(test: NextTest): NextTest {
  return { ...test, first: levelName(test.factor, test.first), second: levelName(test.factor, test.second) };
}

function creativeTexts(creatives: readonly string[]): Record<string, string> {
  return Object.fromEntries(creatives.map((text, at) => [`creative ${at + 1}`, text]));
}

function firstDay(
  { from }: CampaignPlanOptions,
  brief: CampaignBrief,
  release: number | null,
  lastDay: number | null,
): number {
  const given = from ?? brief.from ?? null;
  if (given !== null) return dayOf(given, "from") as number;
  if (release !== null && (lastDay === null || release > lastDay))
    return Math.max(release - BEFORE_RELEASE, (lastDay ?? 0) + 1);
  if (lastDay === null) throw new InputError("--from", "the first day of the campaign, like 2026-12-04", "nothing");
  // The Monday after the last week that is known; 1970-01-01 was a Thursday.
  return lastDay + 7 + ((((4 - (lastDay + 7)) % 7) + 7) % 7);
}

function dayOf(text: string | null, field: string): number | null {
  if (text === null) return null;
  const day = readIsoDay(text);
  if (day === null) throw new InputError(`--${field}`, "a day like 2026-12-04", text);
  return day;
}

const wholeDay = (date: string | null): string | null => (date !== null && date.length === 10 ? date : null);

function defined(brief: CampaignBrief): Plan["brief"] {
  return JSON.parse(JSON.stringify(brief)) as Plan["brief"];
}
