import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "studio",
  craft: "all",
  summary: "the studio: everything here, to look at and listen to in a browser",
  details:
    "Opens DIR as a project, or the first page. It runs on this machine only, until Ctrl-C. Its address holds a key that\n" +
    "is new each time: who has it can use the studio.",
  material: { shown: "[DIR]", kind: "path", min: 0, max: 1 },
  standard: [],
  options: {
    port: {
      kind: "number",
      about: "of its address; a free one when not given",
      unit: "",
      min: 0,
      max: 65_535,
      integer: true,
    },
    "no-open": { kind: "flag", about: "do not open a browser" },
    example: { kind: "flag", about: "open the example, as a project of your own" },
  },
  example: "songwright studio examples/first-light",
  perform: async (context) => (await import("../run-studio.ts")).runStudio(context),
});
