import { decimalMarkOption } from "../decimal-mark-option.ts";
import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "campaign creatives",
  craft: "marketing",
  summary: "what each creative gets of the next day, so that little is lost while learning which is best",
  details: [
    "A CSV with creative (or ad name, variant), trials (or impressions, views) and successes (or clicks); rows of one name",
    "are added up, 0 trials is a new creative. Each gets as much as it is likely to be the best; towards the end of the",
    "campaign less goes to finding out. Clicks that come a day late do no harm. Run it each day with all rows so far.",
  ].join("\n"),
  material: { shown: "FILE.csv", kind: "path", min: 1, max: 1 },
  standard: ["out", "force", "seed"],
  options: {
    day: { kind: "number", about: "the day to plan, the first being 1", unit: "", min: 1, max: 10_000, default: 1 },
    days: { kind: "number", about: "days of the campaign", unit: "", min: 1, max: 10_000, default: 14 },
    budget: { kind: "number", about: "money of that day", unit: "", min: 0.01, max: 1e9 },
    currency: {
      kind: "text",
      about: "of the budget: amounts are whole units of it that can be paid",
      placeholder: "CODE",
    },
    creative: { kind: "text", about: "column of creatives", placeholder: "COL" },
    trials: { kind: "text", about: "column of how often each was shown", placeholder: "COL" },
    successes: { kind: "text", about: "column of what is counted", placeholder: "COL" },
    "decimal-mark": decimalMarkOption,
  },
  example: "songwright campaign creatives ads.csv --day 4 --days 14 --budget 25",
  perform: async (context) => (await import("../split-creatives.ts")).splitCreatives(context),
});
