import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "originality",
  craft: "composition",
  summary: "what the melody of a piece shares with those of others",
  details:
    "Longest run of intervals and gaps shared with each piece, under transposition and at half and double speed; shares\n" +
    "of figures of 4 to 12 moves; passages of which most notes are another piece's. Beside it what the pieces share among\n" +
    "themselves. It is a measurement, not legal advice.",
  material: { shown: "FILE", kind: "path", min: 1, max: 1 },
  standard: [],
  options: {
    against: { kind: "list", placeholder: "DIR", about: "files or folders of notes to compare with" },
    style: { kind: "file", about: "a style whose songs to compare with" },
  },
  example: "songwright originality song/song.mid --against my-songs",
  perform: async (context) => (await import("../judge-originality.ts")).judgeOriginality(context),
});
