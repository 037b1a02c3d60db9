import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "campaign measure",
  craft: "marketing",
  summary: "did it work, and what did one more stream cost",
  details: [
    "From imported ads (where and when they ran, what they cost) and streams by city or territory and day: places of each",
    "campaign against places without one. Where that cannot be told, the answer says why and what would tell. With --out a",
    "page, effects.json (what worked, for the next plan), measured.json (for songwright markets --measured) and a",
    "calibration page: how often past 90 % intervals held. More than 14 days without spend between ads of one campaign make",
    "two runs of it, each measured on its own. Method and figures: docs/campaign.md.",
  ].join("\n"),
  material: { shown: "", kind: "text", min: 0, max: 0 },
  standard: ["out", "force"],
  options: {
    project: { kind: "folder", about: "project folder; this folder when not given" },
    campaign: { kind: "list", about: "only these, by the name in the ads", placeholder: "NAME" },
    places: { kind: "list", about: "where it ran, where the ads do not say it", placeholder: "PLACE" },
    from: { kind: "text", about: "first day, where there are no ads", placeholder: "YYYY-MM-DD" },
    until: { kind: "text", about: "last day, where there are no ads", placeholder: "YYYY-MM-DD" },
    plan: { kind: "files", about: "plans that are not in the project's campaign/, to compare with; repeatable" },
    spent: { kind: "number", about: "what it cost, where there are no ads", unit: "", min: 0, max: 1e9 },
    "per-euro": {
      kind: "number",
      about: "units of the currency for a euro, for measured.json",
      unit: "",
      min: 1e-6,
      max: 1e6,
    },
  },
  example: "songwright campaign measure --project my-release --out reports",
  perform: async (context) => (await import("../measure-campaign.ts")).performCampaignMeasure(context),
});
