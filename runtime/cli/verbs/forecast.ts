import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "forecast",
  craft: "distribution",
  summary: "series to forecasts with intervals that were checked on their own past",
  details:
    "CSV in one of three layouts: a series a row (id, then values, empty for missing); id, date, value; or a date and a\n" +
    "column for each series. Writes forecast.csv, lower.csv and upper.csv (a series a row), forecast.json with what was\n" +
    "decided for each, and report.html. Experts forecast from many earlier moments; those that were near the truth count\n" +
    "more; their errors there make the intervals. --season is a hint: longer seasons are looked for.\n" +
    "--events: id, date, effect, last date (none: it goes on); id * is all; the effect `release` is the day of release.\n" +
    "--totals: id, parent: totals over series, forecast too and made to add up.",
  material: { shown: "FILE.csv", kind: "path", min: 1, max: 1 },
  standard: ["out", "force", "workers"],
  options: {
    horizon: { kind: "number", about: "steps ahead", unit: "", min: 1, max: 2000, integer: true, short: "n" },
    season: {
      kind: "number",
      about: "period in steps as a hint, 1 for none",
      unit: "",
      min: 1,
      max: 10_000,
      integer: true,
    },
    level: {
      kind: "number",
      about: "of truths that are to lie in the interval",
      unit: "%",
      min: 50,
      max: 99.8,
      default: 95,
    },
    events: { kind: "file", about: "CSV of known events: playlists, campaigns, releases" },
    totals: { kind: "file", about: "CSV of series and the totals they are parts of" },
  },
  example: "songwright forecast streams.csv --horizon 28 --out forecast",
  perform: async (context) => (await import("../forecast-files.ts")).forecastFiles(context),
});
