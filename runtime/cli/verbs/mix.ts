import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "mix",
  craft: "production",
  summary: "a folder of stems to a balanced mix, its master, and sessions for a DAW",
  details:
    "Levels that come in like those of a mix are refined only; others are set anew. Every decision is in the plan\n" +
    "(plan.json in --out): change any, perform it with --plan, or plan anew around your changes with --keep.",
  material: { shown: "DIR", kind: "path", min: 1, max: 1 },
  standard: ["workers", "out", "force", "plan", "dry-run", "seed"],
  options: {
    reference: {
      kind: "list",
      placeholder: "FILE",
      about: "a finished song whose balance, tone and width mix and master aim at",
    },
    brief: { kind: "file", about: "a JSON file: balance, effects, roles of stems" },
    balance: {
      kind: "text",
      placeholder: "KIND",
      choices: ["keep", "refine", "new"],
      about: "what is done with the levels that come in; decided when not given",
    },
    keep: { kind: "file", about: "an earlier plan: plan anew, but keep what a person set or locked in it" },
    name: { kind: "text", placeholder: "NAME", default: "mix", about: "of the mix's file and its sessions" },
    accept: { kind: "list", placeholder: "ID", about: "proposals of the session check to carry out" },
    "print-stems": { kind: "flag", about: "also write each stem as it stands in the mix" },
    session: {
      kind: "text",
      placeholder: "KIND",
      choices: ["shaped", "raw", "none"],
      default: "shaped",
      about: "sessions for DAWs with shaped sound or the untouched stems",
    },
    compare: { kind: "flag", about: "also write the plain sum of the stems and the mix at equal loudness" },
    "no-master": { kind: "flag", about: "the mix only" },
  },
  example: "songwright mix examples/first-light/stems --out mix",
  perform: async (context) => (await import("../mix-stems.ts")).mixStems(context),
});
