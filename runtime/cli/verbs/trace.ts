import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "trace",
  craft: "distribution",
  summary: "the files and lines behind a figure",
  details: [
    "A figure is what is counted, and where: streams?basis=paid&territory=DE&from=2026-01&until=2026-03. Behind the ? may",
    "stand basis, service, territory, recording, context, currency, from and until. Answers carry the names of their",
    "figures. Lines are opened in the original files, if they are still there unchanged.",
  ].join("\n"),
  material: { shown: "FIGURE", kind: "text", min: 1, max: 1 },
  standard: [],
  options: {
    project: { kind: "folder", about: "project folder; this folder when not given" },
    lines: {
      kind: "number",
      about: "lines to open in each file",
      unit: "",
      min: 0,
      max: 10000,
      integer: true,
      default: 10,
    },
  },
  example: "songwright trace 'streams?basis=paid&territory=DE' --project .",
  blanksNames: true,
  perform: async (context) => (await import("../trace-figure.ts")).traceToLines(context),
});
