import { decimalMarkOption } from "../decimal-mark-option.ts";
import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "effect geo-plan",
  craft: "marketing",
  summary: "where and how long to test, what such a test could see, and what it costs",
  details: "A CSV with the columns location, date, Y in any order, of the time before the test.",
  material: { shown: "FILE.csv", kind: "path", min: 1, max: 1 },
  standard: [],
  options: {
    treated: { kind: "list", about: "judge this set of places instead of searching", placeholder: "A" },
    among: { kind: "list", about: "places that may be treated", placeholder: "A" },
    size: { kind: "list", about: "numbers of places in a set (1, 2 and 3 when not given)", placeholder: "N" },
    days: { kind: "list", about: "lengths of the test (10, 15 and 21 when not given)", placeholder: "N" },
    effect: { kind: "number", about: "effect to show in full", unit: "%", min: 0.1, max: 1000, default: 10 },
    "cost-per-unit": { kind: "number", about: "cost of one unit more", unit: "", min: 0, max: 1e9 },
    "decimal-mark": decimalMarkOption,
  },
  example: "songwright effect geo-plan streams-by-city.csv --cost-per-unit 0.5 --days 14 --json",
  perform: async (context) => (await import("../measure-geo.ts")).planGeo(context),
});
