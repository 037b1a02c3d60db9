import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "learn",
  craft: "composition",
  summary: "existing music to a style: one file that knows its patterns and says what went into it",
  details:
    "Songs come as files or folders of MIDI, MusicXML or ABC: melody, chords and form are heard in them.\n" +
    "Four-voice pieces come as --grid FILE.json: an array of pieces, each an array of [soprano, alto, tenor, bass]\n" +
    "for every sixteenth (MIDI keys, -1 for a rest); FILE.json#train takes the pieces of that name.\n" +
    "A style holds the music it was learned from: share it only as you may share the music.",
  material: { shown: "[FILE...]", kind: "path", min: 0, max: Infinity },
  standard: ["out", "force", "workers"],
  options: {
    grid: { kind: "list", placeholder: "FILE.json[#NAME]", about: "four-voice pieces on a grid of sixteenths" },
    style: { kind: "file", about: "an earlier style to learn more into" },
  },
  example: "songwright learn --grid chorales.json#train --out chorales.style",
  perform: async (context) => (await import("../learn-style.ts")).learnStyle(context),
});
