import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "measure",
  craft: "production",
  summary: "loudness, peaks, spectrum, stereo and faults of finished sound",
  details:
    "Integrated, momentary and short-term loudness, loudness range, true peak (ITU-R BS.1770-5, EBU Tech 3341/3342),\n" +
    "crest factor, stereo, clipping, noise floor, word length and bandwidth. What is undefined is null with its reason.\n" +
    "--music adds tempo, key and mode (`music` in the document): a little slower, and not sure, so each has a confidence and\n" +
    "its rivals (half or twice the tempo, the relative key).",
  material: { shown: "FILE...", kind: "path", min: 1, max: Infinity },
  standard: ["force", "workers"],
  options: {
    music: { kind: "flag", about: "also hear tempo, key and mode, each with how sure it is" },
    report: { kind: "text", placeholder: "FILE.html", about: "write a report with pictures here" },
    hooks: {
      kind: "text",
      placeholder: "FILE.json",
      about: "write where the hook of the song is: 15 and 30 s for clips (campaign plan --hooks)",
    },
  },
  example: "songwright measure examples/first-light/mixes/first-light.wav",
  perform: async (context) => (await import("../measure-sound.ts")).measureSound(context),
});
