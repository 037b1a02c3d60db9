import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "doctor",
  craft: "all",
  summary: "what this machine has and lacks",
  details:
    "Looks at Node, ffmpeg, cores, memory, free disk space and sound fonts, and says how to install what is missing.",
  material: { shown: "", kind: "text", min: 0, max: 0 },
  standard: [],
  options: {},
  example: "songwright doctor",
  perform: async (context) => (await import("../examine-machine.ts")).examineMachine(context),
});
