import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeDecision, makePlan, override, planText } from "../../foundation/plan/index.ts";
import { aiUseRecord, masterDisclosure } from "./ai-use-record.ts";
import { readRelease } from "./release-file.ts";

const folder = mkdtempSync(join(tmpdir(), "songwright-ai-use-"));

function plan(craft: string, ids: readonly string[]): ReturnType<typeof makePlan> {
  const decisions = ids.map((id) => makeDecision({ id, what: id, value: 1 }));
  return makePlan({ craft, version: "0", material: [], seed: 1, brief: {}, decisions });
}

test("decisions are counted by part, and a person's are a person's", async () => {
  for (const name of ["scores", "mixes", "masters", "campaign"]) mkdirSync(join(folder, name));
  const release = { schema: "songwright.release/1", title: "Sea", artist: "Vesna", mixes: ["mixes/sea.wav"] };
  writeFileSync(join(folder, "release.json"), JSON.stringify(release));
  writeFileSync(
    join(folder, "scores", "plan.json"),
    planText(plan("compose", ["form.sections", "harmony.chords@verse"])),
  );
  const mix = override(plan("mix", ["balance.level@lead", "balance.level@bass", "bus.glue"]), "bus.glue", 2);
  writeFileSync(join(folder, "mixes", "plan.json"), planText(mix));
  writeFileSync(join(folder, "masters", "sea.plan.json"), planText(plan("master", ["tone.mid"])));
  writeFileSync(join(folder, "campaign", "plan.json"), "{");
  const { record, unread } = aiUseRecord(await readRelease(folder));
  expect(unread).toEqual(["campaign/plan.json"]);
  const of = (facet: string): unknown => record.facets.find((each) => each.facet === facet);
  expect(of("composition")).toMatchObject({ decisions: 2, machine: 2, person: 0, plans: ["scores/plan.json"] });
  expect(of("post-production")).toMatchObject({ decisions: 4, machine: 3, person: 1, overridden: 1 });
  expect(of("vocals")).toMatchObject({ decisions: 0, plans: [] });
  expect(record.disclosure).toBe("Made with AI: instrumentation, composition, post-production.");
  expect(record).toMatchObject({ pictures: null, timeSaved: null });
});

test("a master in the project says so in its tags; outside one nothing is said", async () => {
  expect(await masterDisclosure(join(folder, "masters"))).toBe(
    "Made with AI: instrumentation, composition, post-production.",
  );
  expect(await masterDisclosure(mkdtempSync(join(tmpdir(), "songwright-elsewhere-")))).toBe(null);
});
