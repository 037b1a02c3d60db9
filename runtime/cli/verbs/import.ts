import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "import",
  craft: "distribution",
  summary: "exports of services, distributors, charts, social accounts and ads into a project, every row accounted for",
  details: [
    "Any export: .csv, .tsv, .gz, .zip, .xlsx, and downloads of oneself (.json). The layout is recognised; what cannot be",
    "known is asked, and nothing is stored of a file with open questions. The same statement again changes nothing; a newer",
    "version replaces it. Of mailing lists keyed hashes stay; messages and followers are never read (docs/tables.md).",
  ].join("\n"),
  material: { shown: "FILE...", kind: "path", min: 1, max: Number.POSITIVE_INFINITY },
  standard: [],
  options: {
    project: { kind: "folder", about: "project folder; this folder when not given" },
    as: { kind: "text", about: "read it as this layout", placeholder: "LAYOUT" },
    account: { kind: "text", about: "whose account the files are from", placeholder: "NAME" },
    sheet: { kind: "text", about: "sheet of a workbook; the first when not given", placeholder: "NAME" },
    answers: { kind: "file", about: "answers to questions: a JSON object, question to answer" },
    "accept-proposals": { kind: "flag", about: "take what is proposed wherever something is asked" },
  },
  example: "songwright import distrokid.tsv --project . --json",
  blanksNames: true,
  perform: async (context) => (await import("../import-exports.ts")).importExports(context),
});
