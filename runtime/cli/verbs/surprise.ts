import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "surprise",
  craft: "composition",
  summary: "how surprising each note is under a style, in bits, from what came before it alone",
  details:
    "Of a FILE (MIDI, MusicXML, ABC) each note of the melody: bits of its pitch (--distribution: the probabilities of MIDI\n" +
    "keys 0 to 127) and of its rhythm (of every pattern of a beat: x begins, - holds, . rests). With --out, a report.\n" +
    "With --grid: nats for each token (a voice in a sixteenth), by voice and by piece; rows of the distribution have\n" +
    "129 numbers: MIDI keys 0 to 127, then the rest.",
  material: { shown: "[FILE]", kind: "path", min: 0, max: 1 },
  standard: ["out", "force"],
  options: {
    style: { kind: "file", about: "the style to judge by" },
    grid: { kind: "text", placeholder: "FILE.json[#NAME]", about: "four-voice pieces on a grid of sixteenths" },
    distribution: { kind: "flag", about: "also the probabilities of every pitch at every note (with --json; long)" },
  },
  example: "songwright surprise song.mid --style mine.style --out surprise",
  perform: async (context) => (await import("../surprise-music.ts")).surpriseMusic(context),
});
