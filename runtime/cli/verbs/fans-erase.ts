import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "fans erase",
  craft: "marketing",
  summary: "all that is kept about one fan, taken out for good",
  details: [
    "The fan is taken out of every list in the project, and left out of lists that are imported later: for that a mark",
    "stays which only their address leads to. Files that were imported are yours and stay as they are.",
  ].join("\n"),
  material: { shown: "EMAIL", kind: "text", min: 1, max: 1 },
  standard: [],
  options: { project: { kind: "folder", about: "project folder; this folder when not given" } },
  example: "songwright fans erase someone@example.org --project .",
  blanksNames: true,
  perform: async (context) => (await import("../fan-verbs.ts")).eraseOneFan(context),
});
