import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "analyse",
  craft: "composition",
  summary: "key, metre, chords, melody, form and habits of music in notes",
  details:
    "Reads MIDI, MusicXML (.mxl too), ABC and scores of Songwright; of folders all such files. What the notes do not say\n" +
    "themselves is heard from them: each finding has its confidence and reasons. A report shows what is typical of all.",
  material: { shown: "FILE|DIR...", kind: "path", min: 1, max: Infinity },
  standard: ["force"],
  options: {
    report: { kind: "text", placeholder: "FILE.html", about: "write a report with pictures here" },
  },
  example: "songwright analyse my-songs --report patterns.html",
  perform: async (context) => (await import("../analyse-music.ts")).analyseMusic(context),
});
