/** `campaign.csv`: one row an ad set, in a layout of our own (docs/campaign.md). No platform imports it as it is. */
import { minorUnits } from "../../foundation/catalogue/currency.ts";
import { readIsoDay } from "../../foundation/tables/date-cells.ts";
import type { Campaign } from "./campaign-of-plan.ts";
import { CHANNELS } from "./channel-factors.ts";
import { plainName, trackedLink } from "./tracked-link.ts";

export const AD_SHEET_COLUMNS = [
  "campaign",
  "ad_set",
  "channel",
  "place",
  "objective",
  "from",
  "until",
  "budget",
  "currency",
  "budget_a_day",
  "category",
  "creatives",
  "link",
] as const;

export type AdSheetRow = Readonly<Record<(typeof AD_SHEET_COLUMNS)[number], string | number>>;

export function adSheet(campaign: Campaign): AdSheetRow[] {
  const { title, artist, from, until, currency, category, creatives, link, sets } = campaign;
  const name = campaignName(campaign);
  const days = (readIsoDay(until) ?? 0) - (readIsoDay(from) ?? 0) + 1;
  return sets.map(({ channel, place, money }) => ({
    campaign: [artist, title].filter((part) => part !== "").join(", ") || name,
    ad_set: `${channel} ${place}`,
    channel: CHANNELS.find(({ id }) => id === channel)?.name ?? channel,
    place,
    objective: "traffic to the link",
    from,
    until,
    budget: money,
    currency,
    budget_a_day: Math.floor((minorUnits(currency) * money) / days) / minorUnits(currency),
    category,
    creatives: creatives.map((each) => each.name).join("; "),
    link: link === "" ? "" : adLink(campaign, channel, place),
  }));
}

/** "first-light-2026-12": the same in every link, so that analytics add up. */
export function campaignName({ title, from }: Campaign): string {
  return `${plainName(title) || "campaign"}-${from.slice(0, 7)}`;
}

function adLink(campaign: Campaign, channel: string, place: string): string {
  return trackedLink(campaign.link, {
    source: channel,
    medium: channel === "google" ? "paid_video" : "paid_social",
    campaign: campaignName(campaign),
    // Links by creative stand in links.csv.
    content: "",
    term: place,
  });
}
