import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "popularity",
  craft: "distribution",
  summary: "what comes onto charts, how long it stays, and what of it rises and falls",
  details: [
    "From charts that were imported: entries, peaks, half-lives. With --attributes (a table of tempo, mode, length, loudness and",
    "the like, docs/attributes.md) trends by territory: entries of one artist and of one season count as what they are, all tests",
    "are adjusted together. With --out a page, trends as .csv, and target.json: a profile that other crafts can take.",
    "--audio: your own songs beside it.",
  ].join("\n"),
  material: { shown: "", kind: "text", min: 0, max: 0 },
  standard: ["out", "force", "workers"],
  options: {
    project: { kind: "folder", about: "project folder; this folder when not given" },
    attributes: { kind: "file", about: "CSV of what songs are like" },
    answers: {
      kind: "file",
      about: "answers to doubtful matches, question to yes or no; they are kept in the project",
    },
    audio: { kind: "list", about: "your own songs, to be measured", placeholder: "FILE" },
    territory: { kind: "text", about: "territory of the target profile", placeholder: "XX" },
  },
  example: "songwright popularity --project my-charts --attributes songs.csv --out popularity",
  perform: async (context) => (await import("../show-popularity.ts")).showPopularity(context),
});
