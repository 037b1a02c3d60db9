import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "integrity",
  craft: "distribution",
  summary: "streams that look bought, faults of statements, money not reported yet, what playlists brought",
  details: [
    "From what was imported into the project. Surges are told at two levels: `look` where an innocent explanation is left,",
    "`evidence` where figures refuse all of them. With --out a page, rows as .csv, and for each recording with evidence",
    "a page to send to a distributor, with the files and lines behind it. --added ISRC=DATE judges a playlist.",
  ].join("\n"),
  material: { shown: "", kind: "text", min: 0, max: 0 },
  standard: ["out", "force"],
  options: {
    project: { kind: "folder", about: "project folder; this folder when not given" },
    added: { kind: "list", about: "a recording and the day it came onto a playlist", placeholder: "RECORDING=DATE" },
  },
  example: "songwright integrity --project examples/first-light --json",
  perform: async (context) => (await import("../show-integrity.ts")).showIntegrity(context),
});
