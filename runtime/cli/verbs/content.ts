import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "content",
  craft: "marketing",
  summary: "what resonates, how sure that is, and what to test next",
  details: [
    "From posts that were imported, or from one export with --posts: each post against what the account usually reached",
    "then. Posts that advertising carried and viral ones are found and set aside. Effects of formats, captions and timing",
    "are pooled; something is claimed only where an account in which nothing matters would be told it in 5 % of cases at",
    'most. "Cannot tell yet" is an answer and comes with the cheapest test. A CSV of post_id and label, imported too, makes',
    "your own kinds of content the first thing compared (docs/content.md).",
  ].join("\n"),
  material: { shown: "", kind: "text", min: 0, max: 0 },
  standard: ["out", "force", "seed"],
  options: {
    project: { kind: "folder", about: "project folder; this folder when not given" },
    posts: { kind: "file", about: "one export of posts instead of a project" },
    labels: { kind: "file", about: "with --posts: CSV of post_id and label" },
    answers: { kind: "file", about: "with --posts: answers to what the file leaves open (JSON, id to choice)" },
    "accept-proposals": { kind: "flag", about: "with --posts: take what is proposed where there is a question" },
    by: {
      kind: "text",
      about: "what counts; by itself reach, or what most posts have",
      choices: ["reach", "views", "impressions", "likes", "saves", "shares", "comments", "follows", "clicks"],
    },
  },
  example: "songwright content --posts instagram.csv --labels labels.csv --out reports --json",
  perform: async (context) => (await import("../show-content.ts")).showContent(context),
});
