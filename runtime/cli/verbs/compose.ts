import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "compose",
  craft: "composition",
  summary: "a brief and a style to a whole song: MIDI, MusicXML, plan and sound stems",
  details:
    "What is asked for is kept exactly; what is not is decided and told. Every decision is in the plan (plan.json in\n" +
    "--out), down to each bar of the melody: change any and perform it with --plan, or plan anew around it with --keep.\n" +
    "What you bring or fix stays as it is, and the rest is written around it: a melody (--harmonise), a beginning\n" +
    "(--continue), both sides of a gap (--fill), words (--words), an earlier plan (--keep with --redo, --vary, --lock).",
  material: { shown: "", kind: "text", min: 0, max: 0 },
  standard: ["out", "force", "plan", "dry-run", "seed", "workers"],
  options: {
    style: { kind: "file", about: "a style made by `songwright learn`; traditional tunes when not given" },
    towards: {
      kind: "file",
      about: "a target profile of `songwright popularity`: tempo, mode and length of what charts hold",
    },
    brief: { kind: "file", about: "a JSON file with the wishes below by name" },
    key: { kind: "text", placeholder: "NOTE", about: "tonic: C, F#, Bb" },
    mode: { kind: "text", choices: ["major", "minor"], about: "major or minor" },
    tempo: { kind: "number", unit: "bpm", min: 30, max: 300, about: "quarter notes a minute" },
    metre: { kind: "text", placeholder: "4/4", about: "beats in a bar" },
    form: { kind: "text", placeholder: "FORM", about: 'song, pop, ballad, aaba, blues..., or "verse 8, chorus 8"' },
    bars: { kind: "number", unit: "", min: 1, max: 400, integer: true, about: "length of the whole song" },
    mood: { kind: "text", placeholder: "V,E", about: "valence and energy, each -1 to 1: 0.5,-0.2" },
    instruments: { kind: "list", placeholder: "NAME", about: "lead, piano, guitar, pad, strings, bass, drums" },
    chords: { kind: "text", placeholder: "CHORDS", about: 'for all sections: "C | Am | F G | C"' },
    motif: { kind: "text", placeholder: "NOTES", about: 'the melody begins with it: "E5:4 D5:2 C5:2" (in sixteenths)' },
    title: { kind: "text", placeholder: "TITLE", about: "of the song" },
    album: {
      kind: "number",
      unit: "",
      min: 1,
      max: 40,
      integer: true,
      about: "write this many songs that belong together",
    },
    harmonise: {
      kind: "file",
      about: "a melody (MIDI, MusicXML, ABC) that stays note for note; all else is written under it",
    },
    continue: { kind: "file", about: "a song that stays as it is and goes on; --form says what follows" },
    fill: { kind: "file", about: "a song whose melody has empty bars: those are written (--redo 9-12: these)" },
    words: { kind: "file", about: "words to sing, a line a phrase: [chorus] before a part, hyphens as in twi-light" },
    keep: {
      kind: "file",
      about: "an earlier plan (album.plan.json with --album): plan anew, but keep what a person set or locked in it",
    },
    redo: {
      kind: "list",
      placeholder: "BAR",
      about: "with --keep: write verse.3 anew wherever it comes, or bars 9-12, and keep all else",
    },
    vary: {
      kind: "list",
      placeholder: "SECTION[:0..1]",
      about: "with --keep: vary a section (chorus, or its number), so much",
    },
    lock: {
      kind: "list",
      placeholder: "NAME",
      about: "with --keep: parts (bass, drums) or sections that stay; redo the rest",
    },
    proposer: {
      kind: "text",
      placeholder: "URL",
      about:
        "a model server that proposes bars of melody, weighed beside our own (docs/model-servers.md); none without",
    },
    "sound-font": {
      kind: "file",
      words: ["built-in", "found", "found:NAME"],
      about:
        "an SF2, SF3 or DLS font that plays the parts; our own instruments when not given (`doctor` lists found ones)",
    },
    program: {
      kind: "list",
      placeholder: "PART=N",
      about: "General MIDI program of a part, 0 to 127: lead=73,bass=38",
    },
    stems: { kind: "text", placeholder: "DIR", about: "folder for the stems; `stems` in --out when not given" },
    "no-sound": { kind: "flag", about: "notes only, no stems" },
  },
  example: 'songwright compose --key D --mood 0.4,0.2 --form "verse 8, chorus 8" --out song',
  perform: async (context) => (await import("../compose-song.ts")).composeSong(context),
});
