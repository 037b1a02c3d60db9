import { decimalMarkOption } from "../decimal-mark-option.ts";
import { defineVerb, type Verb } from "../verb.ts";

export const verb: Verb = defineVerb({
  name: "effect variants",
  craft: "marketing",
  summary: "tests of two variants: which is better, how surely, what is missing",
  details: [
    "A CSV with a row for each variant: test (or id, ad set name), variant (or ad name), trials (or impressions, views,",
    "recipients), successes (or clicks, saves, follows). A split of showings that chance does not make is refused first.",
    "From twenty tests on, what such pairs differ by in general is learned from them and steadies each.",
  ].join("\n"),
  material: { shown: "FILE.csv", kind: "path", min: 1, max: 1 },
  standard: ["out", "force"],
  options: {
    second: {
      kind: "text",
      about: "variant judged against the other; the later row when not given",
      placeholder: "NAME",
    },
    test: { kind: "text", about: "column of tests", placeholder: "COL" },
    variant: { kind: "text", about: "column of variants", placeholder: "COL" },
    trials: { kind: "text", about: "column of how often each was shown", placeholder: "COL" },
    successes: { kind: "text", about: "column of what is counted", placeholder: "COL" },
    split: {
      kind: "text",
      about: "split of showings that was meant, first to second; any when none was",
      placeholder: "A:B",
      default: "1:1",
    },
    "decimal-mark": decimalMarkOption,
  },
  example: "songwright effect variants headlines.csv --second question --json",
  perform: async (context) => (await import("../measure-variants.ts")).measureVariants(context),
});
