import { masterTargets } from "../../../production/master/targets.ts";
import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "master",
  craft: "production",
  summary: "finished mixes to masters: exactly as loud as asked, never over the ceiling, matched to a reference",
  details:
    "Without a target the loudness is decided from the song's own dynamics and the ceiling is -1 dBTP. Every decision is\n" +
    "in the plan (FILE.plan.json), which can be edited and performed again with --plan. To plan anew, for other options or\n" +
    "a later mix, and keep what you set: --keep FILE.plan.json. What is asked for now stands over what was set then.\n" +
    "With --album the songs keep their distances in loudness, share tone and width, and those that run into each other\n" +
    "stay one stream; several targets or formats go to folders of their own, the plan is album.plan.json.",
  material: { shown: "FILE...", kind: "path", min: 0, max: Infinity },
  standard: ["workers", "out", "force", "plan", "dry-run", "seed"],
  options: {
    target: {
      kind: "list",
      placeholder: "NAME",
      choices: masterTargets.map(({ name }) => name),
      about: "where it goes; several make several masters",
    },
    loudness: { kind: "number", unit: "LUFS", min: -40, max: -3, about: "integrated loudness, instead of a target's" },
    towards: { kind: "file", about: "a target profile of `songwright popularity`: as loud as what charts hold" },
    ceiling: { kind: "number", unit: "dBTP", min: -20, max: 0, about: "true-peak ceiling, instead of a target's" },
    reference: { kind: "list", placeholder: "FILE", about: "what it should sound like; several are averaged" },
    sound: { kind: "file", about: "a sound profile made by --learn-sound, instead of a reference" },
    "learn-sound": {
      kind: "text",
      placeholder: "DIR",
      about: "learn a sound profile from the songs in DIR into --out FILE.json",
    },
    amount: { kind: "number", unit: "", min: 0, max: 1, default: 1, about: "how much of the match: 0 nothing, 1 all" },
    "max-limiting": {
      kind: "number",
      unit: "dB",
      min: 0,
      max: 40,
      about: "most gain reduction; past it the master stays quieter",
    },
    album: { kind: "flag", about: "the files are one album, in this order" },
    "album-levels": {
      kind: "text",
      placeholder: "KEEP",
      choices: ["keep", "even"],
      default: "keep",
      about: "keep the differences between songs, or even them",
    },
    formats: {
      kind: "list",
      placeholder: "FORMAT",
      about: "wav24, wav16@44100, flac24, aiff24, mp3-320, aac-256, opus-160...",
    },
    adjust: { kind: "text", placeholder: "WORDS", about: "'air +1, low -0.5, width -10 %, loudness +0.5'" },
    "same-as": {
      kind: "file",
      about: "a plan (with --album an album's): the identical moves for instrumental or clean versions",
    },
    keep: {
      kind: "file",
      about: "an earlier plan (with --album an album's): plan anew, and keep what you set or locked in it",
    },
    trim: {
      kind: "flag",
      about: "take silence, or steady noise under -70 dBFS, off both ends; nothing is trimmed unless asked",
    },
    "fade-in": { kind: "number", unit: "s", min: 0, max: 60, about: "fade in over so long; with --album each song" },
    "fade-out": { kind: "number", unit: "s", min: 0, max: 120, about: "fade out over so long; with --album each song" },
    phase: {
      kind: "text",
      placeholder: "KIND",
      choices: ["minimum", "linear"],
      about:
        "of the tone filters: minimum (no ringing in front) is decided, linear shifts no frequency against another",
    },
    dither: {
      kind: "text",
      placeholder: "KIND",
      choices: ["tpdf", "shaped"],
      about: "flat (tpdf) is decided; or shaped away from where hearing is keenest",
    },
    tags: { kind: "file", about: "a JSON file: title, artist, album, isrc, upc, cover...; tracks for several files" },
    compare: { kind: "flag", about: "also write before and after of each song at equal loudness" },
    "codec-preview": { kind: "flag", about: "encode as streaming services do, decode, and measure" },
    "codec-files": { kind: "flag", about: "the same, and keep what the codecs made in codecs/, to listen to" },
  },
  example: "songwright master examples/first-light/mixes/first-light.wav --target spotify --out masters",
  perform: async (context) => (await import("../master-sound.ts")).masterSound(context),
});
