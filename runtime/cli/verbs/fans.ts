import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "fans",
  craft: "marketing",
  summary: "how many fans there are, by country and by whether they bought",
  details: [
    "Counted over all lists that were imported, each fan once. Cells of fewer than ten people are not shown, nor what would",
    "give them away.",
  ].join("\n"),
  material: { shown: "", kind: "text", min: 0, max: 0 },
  standard: [],
  options: { project: { kind: "folder", about: "project folder; this folder when not given" } },
  example: "songwright fans --project . --json",
  blanksNames: true,
  perform: async (context) => (await import("../fan-verbs.ts")).showFans(context),
});
