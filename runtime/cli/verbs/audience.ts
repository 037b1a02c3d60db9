import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "audience",
  craft: "distribution",
  summary: "where listening is, how it moves, and where it moves first",
  details: [
    "From what was imported into the project. Every figure has a basis (paid, counted, charted, sold) and a name that",
    "`songwright trace` takes. With --out a page with pictures and the rows as .csv.",
  ].join("\n"),
  material: { shown: "", kind: "text", min: 0, max: 0 },
  standard: ["out", "force"],
  options: {
    project: { kind: "folder", about: "project folder; this folder when not given" },
    unit: { kind: "text", about: "what is counted", placeholder: "UNIT", default: "streams" },
    from: { kind: "text", about: "first day or month", placeholder: "DATE" },
    until: { kind: "text", about: "last day or month", placeholder: "DATE" },
    rates: { kind: "file", about: 'exchange rates: JSON like {"to": "EUR", "rates": {"USD": "0.92"}}' },
  },
  example: "songwright audience --project examples/first-light --json",
  perform: async (context) => (await import("../show-audience.ts")).showAudience(context),
});
