/** Headers of templates as ads managers name them, what the plan has for each, and why the others stay empty. */
import type { AdSheetRow } from "../../marketing/index.ts";

export interface HeaderFill {
  /** Of those with the same, the most specific is filled: budgets of the ad set before the campaign's, of the whole time before a day's. */
  readonly kind: string;
  readonly value: (row: AdSheetRow) => string | number;
  /** Said where `value` is "" for every ad set. */
  readonly without: string;
}

const isTerritory = ({ place }: AdSheetRow): boolean => /^[A-Z]{2}$/.test(`${place}`);
const fill = (kind: string, value: HeaderFill["value"], without = "the plan does not say it"): HeaderFill => ({
  kind,
  value,
  without,
});

/** Against plain headers; the first that fits is taken. */
const HEADERS: readonly (readonly [RegExp, HeaderFill])[] = [
  [/^campaign(?: name)?$/, fill("campaign", (row) => row.campaign)],
  [/^ad ?(?:set|group)(?: name)?$/, fill("ad set", (row) => row.ad_set)],
  [/^ad ?(?:set|group) (?:daily budget|budget per day)$/, fill("ad set budget a day", (row) => row.budget_a_day)],
  [/^ad ?(?:set|group) (?:lifetime |total )?budget$/, fill("ad set budget", (row) => row.budget)],
  [/^(?:campaign )?(?:daily budget|budget per day)$/, fill("budget a day", (row) => row.budget_a_day)],
  [/^(?:campaign )?(?:lifetime |total )?budget$/, fill("budget", (row) => row.budget)],
  [/^(?:account )?currency(?: code)?$/, fill("currency", (row) => row.currency)],
  [
    /^(?:campaign |ad ?set |ad ?group |schedule )?(?:start(?:s|ing)?(?: date| time| date time)?|time start|date start)$/,
    fill("start", (row) => row.from),
  ],
  [
    /^(?:campaign |ad ?set |ad ?group |schedule )?(?:(?:end|stop)(?:s|ing)?(?: date| time| date time)?|time (?:stop|end)|date (?:stop|end))$/,
    fill("end", (row) => row.until),
  ],
  [
    /^(?:target )?(?:countries|country|country codes?)$/,
    fill("country", (row) => (isTerritory(row) ? row.place : ""), "the places of the plan are cities"),
  ],
  [
    /^(?:target )?(?:cities|city)$/,
    fill("city", (row) => (isTerritory(row) ? "" : row.place), "the places of the plan are whole countries"),
  ],
  [/^(?:target )?(?:locations?|geo|regions?)$/, fill("location", (row) => row.place)],
  [
    /^(?:link|link url|website|website url|final url|destination url|landing page(?: url)?|url|click url)$/,
    fill("link", (row) => row.link, 'the plan has no link: "link" in the brief'),
  ],
  [/^special ad categor(?:y|ies)$/, fill("category", (row) => (row.category === "none" ? "NONE" : row.category))],
];

/** Why nothing is put there; the first that fits. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/\bids?$/, "the platform gives it"],
  [/audience|lookalike|custom|exclu|e-?mail|list\b/, "no list of people goes anywhere"],
  [/status|delivery/, "switching on is yours: nothing is sent from here"],
  [/objective|goal|optimi[sz]|bid|billing|buying/, "the platform has its own words: choose traffic to the link"],
  [
    /\bad\b|title|body|headline|description|creative|image|video|call to action/,
    "ads are made in the manager: captions stand in posts.csv, clips in clips/",
  ],
  [/age|gender|interest|language|placement|device/, "the plan leaves it to the platform"],
];

/** "ad set time start" of "Ad_Set Time-Start*" and "budget" of "Budget (EUR)": as headers are compared. */
export function plainHeaderName(header: string): string {
  return header
    .normalize("NFKC")
    .replace(/^\ufeff/, "")
    .toLowerCase()
    .replace(/\([^)]*\)/g, " ")
    .replace(/[\s_:*/.-]+/g, " ")
    .trim();
}

export function headerFill(header: string): HeaderFill | null {
  return HEADERS.find(([pattern]) => pattern.test(plainHeaderName(header)))?.[1] ?? null;
}

export function whyEmpty(header: string): string {
  return REASONS.find(([pattern]) => pattern.test(plainHeaderName(header)))?.[1] ?? "the plan says nothing of it";
}
