import { decimalMarkOption } from "../decimal-mark-option.ts";
import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "effect geo",
  craft: "marketing",
  summary: "what a campaign in some places did, against what they would have had without it",
  details: [
    "A CSV with the columns location, date, Y in any order. The places that were treated are compared with a weighted mean",
    "of the others; the method is the one whose tests of nothing on the same data err least. The p-value to believe is",
    "pValueBlock; pValueIid treats days as if they did not hang together. --out writes effect.html, effect.csv and effect.json.",
  ].join("\n"),
  material: { shown: "FILE.csv", kind: "path", min: 1, max: 1 },
  standard: ["out", "force", "seed"],
  options: {
    treated: { kind: "list", about: "places of the campaign", placeholder: "A" },
    start: { kind: "text", about: "first day of the campaign", placeholder: "DATE" },
    end: { kind: "text", about: "last day; the last of the file when not given", placeholder: "DATE" },
    method: {
      kind: "text",
      about: "instead of the one chosen by placebos",
      choices: ["synthetic-control", "augmented", "difference"],
    },
    "cost-per-unit": { kind: "number", about: "cost of one unit more, for the investment", unit: "", min: 0, max: 1e9 },
    spent: {
      kind: "number",
      about: "what the campaign cost, for the cost of one unit more",
      unit: "",
      min: 0,
      max: 1e12,
    },
    "decimal-mark": decimalMarkOption,
  },
  example: "songwright effect geo streams-by-city.csv --treated Berlin,Hamburg --start 2026-03-01 --spent 400 --json",
  perform: async (context) => (await import("../measure-geo.ts")).measureGeo(context),
});
