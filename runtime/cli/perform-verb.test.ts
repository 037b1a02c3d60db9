import { expect, test } from "vitest";
import { performVerb } from "./perform-verb.ts";
import { type Context, defineVerb } from "./verb.ts";

test("a verb inside another gets its own words: --force, --out and the seed are those typed for it", async () => {
  const seen: Partial<Context>[] = [];
  const verb = defineVerb({
    name: "inner",
    craft: "all",
    summary: "for the test",
    material: { shown: "", kind: "text", min: 0, max: 0 },
    standard: ["out", "force", "seed"],
    options: {},
    example: "songwright inner",
    perform: async (context) => {
      seen.push(context);
      context.write({ done: true });
    },
  });
  const outer = { force: false, out: null, seed: 1 } as unknown as Context;
  const words = ["--out", "reports", "--force", "--seed", "7"];
  expect(await performVerb(verb, words, "/tmp", outer)).toEqual({ done: true });
  expect(seen[0]).toMatchObject({ force: true, out: "/tmp/reports", seed: 7 });
  await performVerb(verb, [], "/tmp", outer);
  expect(seen[1]).toMatchObject({ force: false, out: null });
  await performVerb(verb, [], "/tmp", { ...outer, force: true });
  expect(seen[2]?.force).toBe(true);
});
