/** A campaign's files: made of the plan alone, the same bytes every time. */
import { mkdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { moneyText } from "../../foundation/catalogue/currency.ts";
import { type Plan, planText } from "../../foundation/plan/index.ts";
import { csvText } from "../../foundation/tables/write-csv.ts";
import {
  AD_SHEET_COLUMNS,
  adSheet,
  type CalendarEntry,
  type Campaign,
  calendarText,
  campaignName,
  trackedLink,
} from "../../marketing/index.ts";
import { refuseExisting, writeWhole } from "../project/files.ts";
import { campaignReport } from "../report/campaign-report.ts";
import { enteringPage } from "../report/entering-page.ts";
import { type FilledTemplate, fillTemplate } from "./fill-template.ts";

export interface CampaignFiles {
  readonly plan: Plan;
  readonly campaign: Campaign;
  readonly out: string;
  readonly force: boolean;
  /** A platform's own template that the user has. */
  readonly template: string | null;
}

export interface WrittenCampaign {
  readonly paths: readonly string[];
  /** What became of the template's headers; null without one. */
  readonly template: Omit<FilledTemplate, "text"> | null;
}

/** Nothing is written where one of the files is there already, without `force`. */
export async function writeCampaign({ plan, campaign, out, force, template }: CampaignFiles): Promise<WrittenCampaign> {
  const rows = adSheet(campaign);
  const files: [name: string, data: string | Uint8Array][] = [
    ["campaign.html", campaignReport(plan, campaign)],
    [
      "campaign.csv",
      csvText([[...AD_SHEET_COLUMNS], ...rows.map((row) => AD_SHEET_COLUMNS.map((column) => row[column]))]),
    ],
    ["entering.html", enteringPage(campaign, rows)],
    ["posts.csv", csvText(postRows(campaign))],
    ["calendar.ics", calendarText(`Campaign ${campaign.title}`.trim(), calendarEntries(campaign), campaign.from)],
  ];
  if (campaign.link !== "") files.push(["links.csv", csvText(linkRows(campaign))]);
  const filled = template === null ? null : fillTemplate(basename(template), await readFile(template), rows);
  if (template !== null && filled !== null) files.push([`filled-${basename(template)}`, filled.text]);
  files.push(["plan.json", planText(plan)]);
  await mkdir(out, { recursive: true });
  for (const [name] of files) await refuseExisting(join(out, name), force);
  for (const [name, data] of files) await writeWhole(join(out, name), data, force);
  const headers = filled === null ? null : { filled: filled.filled, empty: filled.empty };
  return { paths: files.map(([name]) => join(out, name)), template: headers };
}

/** Languages that there are captions in. */
export function captionLanguages({ captions }: Campaign): string[] {
  return [...new Set(Object.keys(captions).map((key) => key.split(".")[0] as string))].sort();
}

function postRows(campaign: Campaign): string[][] {
  const languages = captionLanguages(campaign);
  return [
    ["day", "platform", "content", "why", ...languages.map((language) => `caption (${language})`), "link"],
    ...campaign.posts.map(({ day, platform, content, phase, version, why }) => [
      day,
      platform,
      content,
      why,
      ...languages.map((language) => campaign.captions[`${language}.${phase}.${version}`] ?? ""),
      campaign.link === "" ? "" : postLink(campaign, platform, day),
    ]),
  ];
}

function postLink(campaign: Campaign, platform: string, day: string): string {
  return trackedLink(campaign.link, {
    source: platform,
    medium: "social",
    campaign: campaignName(campaign),
    content: `post ${day}`,
    term: "",
  });
}

function linkRows(campaign: Campaign): string[][] {
  const { sets, creatives, link } = campaign;
  return [
    ["ad_set", "creative", "link"],
    ...sets.flatMap(({ channel, place }) =>
      creatives.map(({ name }) => [
        `${channel} ${place}`,
        name,
        trackedLink(link, {
          source: channel,
          medium: channel === "google" ? "paid_video" : "paid_social",
          campaign: campaignName(campaign),
          content: name,
          term: place,
        }),
      ]),
    ),
    ...campaign.posts.map(({ platform, day }) => ["post", day, postLink(campaign, platform, day)]),
  ];
}

function calendarEntries(campaign: Campaign): CalendarEntry[] {
  const { from, until, posts, sets, currency, title, treated } = campaign;
  const name = campaignName(campaign);
  const total = sets.reduce((sum, each) => sum + each.money, 0);
  const money = moneyText(total, currency);
  return [
    {
      id: `${name}-run`,
      day: from,
      until: nextDay(until),
      title: `Campaign runs: ${title}`.trim(),
      text: `${money} ${currency} in ${sets.length} ad sets. See campaign.html.`,
    },
    ...posts.map(({ day, platform, content, phase, version }) => {
      const [language = "English"] = captionLanguages(campaign);
      return {
        id: `${name}-post-${day}`,
        day,
        until: null,
        title: `Post on ${platform}${content === "" ? "" : `: ${content}`}`,
        text: campaign.captions[`${language}.${phase}.${version}`] ?? "",
      };
    }),
    {
      id: `${name}-measure`,
      day: nextDay(until),
      until: null,
      title: "Measure the campaign",
      text:
        treated.length > 0
          ? "Export streams by place and day up to now, import them, then: songwright campaign measure"
          : "Export ads and streams up to now, import them, then: songwright campaign measure",
    },
  ];
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
