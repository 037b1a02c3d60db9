/** What a plan says is to be done, whoever decided it: the only thing that performing a campaign looks at. */
import { isPayable, minorDigits } from "../../foundation/catalogue/currency.ts";
import { InputError } from "../../foundation/plan/errors.ts";
import type { Json } from "../../foundation/plan/finding.ts";
import type { Plan } from "../../foundation/plan/plan.ts";
import { readIsoDay } from "../../foundation/tables/date-cells.ts";
import type { Phase, Version } from "./caption-templates.ts";

export interface AdSet {
  readonly channel: string;
  readonly place: string;
  readonly money: number;
}

export interface CampaignPost {
  /** ISO day. */
  readonly day: string;
  readonly platform: string;
  readonly content: string;
  readonly phase: Phase;
  readonly version: Version;
  readonly why: string;
}

export interface Campaign {
  readonly title: string;
  readonly artist: string;
  /** ISO days, both included. */
  readonly from: string;
  readonly until: string;
  readonly currency: string;
  readonly category: string;
  readonly disclosure: string;
  readonly link: string;
  readonly sets: readonly AdSet[];
  readonly treated: readonly string[];
  readonly creatives: readonly { readonly name: string; readonly share: number }[];
  readonly posts: readonly CampaignPost[];
  /** Seconds of the song that clips are cut from. */
  readonly hooks: readonly { readonly from: number; readonly to: number }[];
  /** Text of each caption: "English.out.plain". */
  readonly captions: Readonly<Record<string, string>>;
}

/** Throws InputError with the place in the plan of a value that cannot be performed. */
export function campaignOfPlan(plan: Plan): Campaign {
  if (plan.craft !== "campaign") throw new InputError("$.craft", '"campaign"', JSON.stringify(plan.craft));
  const found = new Map(
    plan.decisions.map((decision, at) => [decision.id, { decision, path: `$.decisions[${at}].value` }]),
  );
  const textOf = (id: string): string => {
    const value = found.get(id)?.decision.value;
    if (typeof value !== "string") refuse(found.get(id)?.path ?? "$.decisions", `a text for ${id}`, value);
    return value;
  };
  const dayOf = (id: string): string => {
    const day = textOf(id);
    if (readIsoDay(day) === null) refuse(found.get(id)?.path ?? "$.decisions", "a day like 2026-12-04", day);
    return day;
  };
  const [from, until] = [dayOf("campaign.from"), dayOf("campaign.until")];
  if (until < from) refuse(found.get("campaign.until")?.path ?? "$.decisions", `a day not before ${from}`, until);
  const under = (prefix: string): { readonly name: string; readonly value: Json; readonly path: string }[] =>
    plan.decisions.flatMap(({ id, value }, at) =>
      id.startsWith(prefix) ? [{ name: id.slice(prefix.length), value, path: `$.decisions[${at}].value` }] : [],
    );
  const currency = found.get("campaign.budget")?.decision.unit ?? "";
  const sets = under("spend.").map(({ name, value, path }): AdSet => {
    const [channel = "", place = ""] = name.split("@");
    if (typeof value !== "number" || !(value >= 0)) refuse(path, "money, 0 or more", value);
    if (!isPayable(value, currency))
      refuse(path, `at most ${minorDigits(currency)} digits behind the point of ${currency}`, value);
    return { channel, place, money: value };
  });
  const treated = found.get("measure.design")?.decision.value ?? [];
  if (!Array.isArray(treated) || treated.some((place) => typeof place !== "string"))
    refuse(found.get("measure.design")?.path ?? "$.decisions", "a list of places", treated);
  return {
    title: String(plan.brief.title ?? ""),
    artist: String(plan.brief.artist ?? ""),
    from,
    until,
    currency,
    category: textOf("campaign.category"),
    disclosure: textOf("campaign.disclosure"),
    link: linkOf(textOf("campaign.link"), found.get("campaign.link")?.path ?? "$.decisions"),
    sets: sets.filter(({ money }) => money > 0),
    // Where a person took the money away there is no campaign to be seen.
    treated: (treated as string[]).filter((each) => sets.some(({ place, money }) => place === each && money > 0)),
    creatives: under("creatives.share@").map(({ name, value, path }) => {
      if (typeof value !== "number" || !(value >= 0 && value <= 1)) refuse(path, "a share from 0 to 1", value);
      return { name, share: value };
    }),
    posts: under("posts.post@").map(({ name, value, path }) => postOf(name, value, path)),
    hooks: under("clips.hook@").map(({ value, path }) => {
      const { from: start, to } = (value ?? {}) as Record<string, Json>;
      if (typeof start !== "number" || typeof to !== "number" || !(start >= 0 && to >= start + 1))
        refuse(path, "from and to in seconds, at least one apart", value);
      return { from: start, to };
    }),
    captions: Object.fromEntries(
      under("posts.caption@").map(({ name, value, path }) => {
        if (typeof value !== "string") refuse(path, "a text", value);
        return [name, value];
      }),
    ),
  };
}

function linkOf(link: string, path: string): string {
  if (link !== "" && !/^https?:\/\/[^\s?#]+/i.test(link))
    refuse(path, "an address with http:// or https://, or nothing", link);
  return link;
}

function postOf(day: string, value: Json, path: string): CampaignPost {
  const { platform, content, phase, version, why } = (value ?? {}) as Record<string, Json>;
  const texts = { platform, content, phase, version };
  for (const [key, text] of Object.entries(texts))
    if (typeof text !== "string") refuse(`${path}.${key}`, "a text", text ?? null);
  return { day, ...texts, why: String(why ?? "") } as CampaignPost;
}

function refuse(path: string, expected: string, found: unknown): never {
  throw new InputError(path, expected, JSON.stringify(found) ?? "nothing");
}
