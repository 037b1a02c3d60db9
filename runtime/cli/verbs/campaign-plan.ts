import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "campaign plan",
  craft: "marketing",
  summary: "where to spend, what to post, how to tell whether it worked",
  details: [
    "From the project's list of markets (songwright markets --out reports), posts, past ads and streams: money over",
    "channels and places by equal marginal return, with the gain over the present split first; places held out to compare",
    "with, and what such a comparison can see before anything is spent; posts that also answer the next question.",
    "Writes plan.json (change any decision, then --plan, or --keep to plan anew around it), a page, campaign.csv,",
    "calendar.ics, posts.csv, links.csv and clips of the master's hook. Nothing is sent anywhere. Brief and files: docs/campaign.md.",
  ].join("\n"),
  material: { shown: "", kind: "text", min: 0, max: 0 },
  standard: ["out", "force", "plan", "dry-run", "seed"],
  options: {
    project: { kind: "folder", about: "project folder; this folder when not given" },
    brief: { kind: "file", about: "a JSON file: title, release, link, days, channels, creatives ..." },
    budget: { kind: "number", about: "money in all", unit: "", min: 1, max: 1e7 },
    currency: { kind: "text", about: "of the budget; EUR, or that of past ads", placeholder: "CODE" },
    "per-euro": {
      kind: "number",
      about: "units of the currency for a euro, where it is another",
      unit: "",
      min: 1e-6,
      max: 1e6,
    },
    from: {
      kind: "text",
      about: "first day; a week before the release, or after the last data",
      placeholder: "YYYY-MM-DD",
    },
    days: { kind: "number", about: "length", unit: "", min: 7, max: 120, integer: true },
    markets: { kind: "file", about: "list of markets; the project's reports/markets.json when not given" },
    keep: { kind: "file", about: "an earlier plan: plan anew, but keep what a person set or locked in it" },
    template: { kind: "file", about: "a platform's own CSV template, to be filled too" },
    master: { kind: "file", about: "song that clips are cut from; the project's first master when not given" },
    hooks: {
      kind: "file",
      about:
        "parts that clips show (songwright measure SONG --hooks FILE); the project's reports/hooks.json when not given",
    },
    "no-clips": { kind: "flag", about: "no video clips" },
    writer: {
      kind: "text",
      about: "address of a language model that words captions; templates without",
      placeholder: "URL",
    },
    "writer-model": { kind: "text", about: "its name", placeholder: "NAME", default: "default" },
    "writer-key": { kind: "key-file", about: "its key" },
    answers: { kind: "file", about: "answers to questions (JSON, id to choice)" },
    "accept-proposals": { kind: "flag", about: "take what is proposed where there is a question" },
  },
  example: "songwright campaign plan --budget 500 --brief brief.json --out campaign",
  perform: async (context) => (await import("../plan-campaign.ts")).performCampaignPlan(context),
});
