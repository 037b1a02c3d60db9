import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "markets",
  craft: "distribution",
  summary: "where a push is expected to bring most, why, and how sure that is",
  details: [
    "From what was imported: how markets like each other listen, growth, saturation, season, payout, language and what",
    "attention costs. Prices are assumptions unless --costs gives them (territory, euro per thousand impressions); gains",
    "are until --measured says what a campaign brought (a JSON list of territory, effect, low, high: streams for a euro).",
    "With --out a page, rows as .csv, and markets.json: the list that a campaign takes (docs/markets.md).",
  ].join("\n"),
  material: { shown: "", kind: "text", min: 0, max: 0 },
  standard: ["out", "force", "seed"],
  options: {
    project: { kind: "folder", about: "project folder; this folder when not given" },
    budget: { kind: "number", about: "euro to spend", unit: "€", min: 1, max: 1e9, default: 1000 },
    by: { kind: "text", about: "what counts", choices: ["streams", "money"], default: "streams" },
    language: { kind: "text", about: "language of the songs, like en or English", placeholder: "NAME" },
    only: { kind: "list", about: "take these markets", placeholder: "XX,YY" },
    exclude: { kind: "list", about: "leave these out", placeholder: "XX,YY" },
    weight: { kind: "list", about: "your own priorities: 2 counts twice", placeholder: "XX=2,YY=0.5" },
    rates: { kind: "file", about: 'exchange rates of payouts: JSON like {"to": "EUR", "rates": {"USD": "0.92"}}' },
    costs: { kind: "file", about: "CSV of territory and euro per thousand impressions" },
    measured: { kind: "file", about: "JSON of what campaigns were measured to bring" },
  },
  example: "songwright markets --project examples/first-light --budget 500 --json",
  perform: async (context) => (await import("../show-markets.ts")).showMarkets(context),
});
