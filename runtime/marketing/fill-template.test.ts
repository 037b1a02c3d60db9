import { expect, test } from "vitest";
import type { AdSheetRow } from "../../marketing/index.ts";
import { fillTemplate } from "./fill-template.ts";

const row: AdSheetRow = {
  campaign: "Vesna, Sea",
  ad_set: "meta Gent",
  channel: "Meta",
  place: "Gent",
  objective: "traffic to the link",
  from: "2026-05-01",
  until: "2026-05-21",
  budget: 105,
  currency: "EUR",
  budget_a_day: 5,
  category: "none",
  creatives: "clip 15 s",
  link: "",
};
const fill = (headers: string) => fillTemplate("t.csv", new TextEncoder().encode(`${headers}\n`), [row]);

/** Names as Meta's bulk export, Google Ads Editor and TikTok's sheet have them (the platforms' help pages). */
test.each([
  ["Ad Set Time Start", "2026-05-01"],
  ["Time Start", "2026-05-01"],
  ["Campaign Start Time", "2026-05-01"],
  ["Start Date", "2026-05-01"],
  ["Schedule: start time", "2026-05-01"],
  ["Ad Set Time Stop", "2026-05-21"],
  ["Campaign Stop Time", "2026-05-21"],
  ["end_date", "2026-05-21"],
  ["Ad group name*", "meta Gent"],
  ["Ad Group", "meta Gent"],
  ["Budget (EUR)", "105"],
  ["Cities", "Gent"],
  ["Special Ad Categories", "NONE"],
])("%s is filled", (header, value) => {
  expect(fill(header).text.split(/\r?\n/)[1]).toBe(value);
});

test("what stays empty is named with the reason; of several budgets one is filled", () => {
  const { text, filled, empty } = fill(
    "Campaign Name,Campaign ID,Campaign Daily Budget,Ad Set Daily Budget,Ad Set Lifetime Budget,Countries,Link,Custom Audiences,Age Min,Vesna's own",
  );
  expect(text.split(/\r?\n/)[1]).toBe('"Vesna, Sea",,,,105,,,,,');
  expect(filled).toEqual(["Campaign Name", "Ad Set Lifetime Budget"]);
  expect(Object.fromEntries(empty.map(({ header, why }) => [header, why]))).toEqual({
    "Campaign ID": "the platform gives it",
    "Campaign Daily Budget": '"Ad Set Lifetime Budget" has the budget: a platform takes one of them',
    "Ad Set Daily Budget": '"Ad Set Lifetime Budget" has the budget: a platform takes one of them',
    Countries: "the places of the plan are cities",
    Link: 'the plan has no link: "link" in the brief',
    "Custom Audiences": "no list of people goes anywhere",
    "Age Min": "the plan leaves it to the platform",
    "Vesna's own": "the plan says nothing of it",
  });
});
