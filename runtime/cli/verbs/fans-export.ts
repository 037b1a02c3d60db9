import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "fans export",
  craft: "marketing",
  summary: "all that is kept about one fan",
  details: "A keyed hash of the address, the country, whether they bought, and since when they agreed; of each list.",
  material: { shown: "EMAIL", kind: "text", min: 1, max: 1 },
  standard: [],
  options: { project: { kind: "folder", about: "project folder; this folder when not given" } },
  example: "songwright fans export someone@example.org --project . --json",
  blanksNames: true,
  perform: async (context) => (await import("../fan-verbs.ts")).exportOneFan(context),
});
