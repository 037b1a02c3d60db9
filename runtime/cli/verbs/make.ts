import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "make",
  craft: "all",
  summary: "a whole release project, end to end",
  details:
    "Reads release.json in DIR. Where the project is an example, its stems and mix are made from the seed first.\n" +
    "Then the mixes are mastered into DIR/masters, with a report in DIR/reports.\n" +
    "Again: only what is out of date is made again, and what a person changed after it was made is not written over.",
  material: { shown: "DIR", kind: "path", min: 1, max: 1 },
  standard: ["force", "workers"],
  options: {},
  example: "songwright make examples/first-light",
  perform: async (context) => (await import("../make-project.ts")).makeProject(context),
});
