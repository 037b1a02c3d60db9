import { decimalMarkOption } from "../decimal-mark-option.ts";
import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "effect counterfactual",
  craft: "marketing",
  summary: "what happened against what the controls say would have happened without it",
  details: [
    "A CSV with the series, columns of numbers as controls (other songs, other places, search interest: whatever the",
    "campaign could not touch), and dates or not. FROM,TO are dates, or rows from 0 where there are no dates; both ends",
    "are included, what comes after is not looked at.",
  ].join("\n"),
  material: { shown: "FILE.csv", kind: "path", min: 1, max: 1 },
  standard: ["out", "force", "seed"],
  options: {
    pre: { kind: "list", about: "first and last day before: FROM,TO", placeholder: "DATE" },
    post: { kind: "list", about: "first and last day of the effect: FROM,TO", placeholder: "DATE" },
    date: { kind: "text", about: "column of dates; found when not given", placeholder: "COL" },
    y: { kind: "text", about: "column of the series; y, or the first of numbers, when not given", placeholder: "COL" },
    controls: { kind: "list", about: "columns of controls; all others when not given", placeholder: "COL" },
    "level-deviation": {
      kind: "number",
      about: "how much the level may move from day to day, in standard deviations of the series",
      unit: "",
      min: 0.0001,
      max: 1,
      default: 0.01,
    },
    "decimal-mark": decimalMarkOption,
  },
  example:
    "songwright effect counterfactual streams.csv --pre 2026-01-01,2026-02-28 --post 2026-03-01,2026-03-31 --json",
  perform: async (context) => (await import("../measure-counterfactual.ts")).measureCounterfactual(context),
});
