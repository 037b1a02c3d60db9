import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeDecision, makePlan, override, type Plan, planText } from "../../foundation/plan/index.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { type FileLayer, nodeFiles } from "./files.ts";
import { openHistory, StalePlanError } from "./plan-history.ts";

const LINE = "mixes/plan.json";

function makeMix(pan = 0): Plan {
  return makePlan({
    craft: "mix",
    version: "0.1.0",
    material: [{ name: "../stems/guitar.wav", sha256: "a".repeat(64) }],
    seed: 1,
    brief: {},
    decisions: [
      makeDecision({ id: "pan@guitar", what: "Pan: guitar", value: pan }),
      makeDecision({ id: "fader@guitar", what: "Fader: guitar", value: -3, unit: "dB" }),
    ],
  });
}

function project(plan: Plan | null = makeMix()): string {
  const folder = mkdtempSync(join(tmpdir(), "songwright-history-"));
  mkdirSync(join(folder, "mixes"));
  if (plan) writeFileSync(join(folder, LINE), planText(plan));
  return folder;
}

const onDisk = (folder: string): Plan => JSON.parse(readFileSync(join(folder, LINE), "utf8"));
const panOf = (plan: Plan): unknown => plan.decisions[0]?.value;

test("a change, undo, redo, another change: every version stays and can be gone back to", async () => {
  const folder = project();
  const history = openHistory(folder);
  expect(await history.adopt()).toEqual([LINE]);
  expect(await history.adopt()).toEqual([]);
  const first = (await history.present(LINE))!.version;
  expect([first.by, first.what]).toEqual(["machine", "first plan: 2 decisions"]);
  expect(JSON.parse(first.inputs)).toEqual([{ name: "../stems/guitar.wav", sha256: "a".repeat(64) }]);

  const second = await history.change(LINE, first.id, [{ id: "pan@guitar", change: { kind: "value", value: 0.4 } }]);
  expect(second.version).toMatchObject({ by: "person", parent: first.id });
  expect(second.version.what).toContain("pan@guitar: 0 -> 0.4 (person; the machine proposed 0)");
  expect(panOf(onDisk(folder))).toBe(0.4);

  expect(panOf((await history.move({ kind: "undo", line: LINE })).plan)).toBe(0);
  expect(panOf(onDisk(folder))).toBe(0);
  expect(panOf((await history.move({ kind: "redo", line: LINE })).plan)).toBe(0.4);
  await history.move({ kind: "undo", line: LINE });
  const third = await history.change(LINE, first.id, [{ id: "pan@guitar", change: { kind: "value", value: -0.2 } }]);
  await expect(history.move({ kind: "redo", line: LINE })).rejects.toThrow("something that was undone");
  // What was undone and left is still there.
  const back = await history.move({ kind: "restore", line: LINE, version: second.version.id });
  expect(panOf(back.plan)).toBe(0.4);
  expect(back.version.parent).toBe(third.version.id);
  expect(panOf((await history.move({ kind: "undo", line: LINE })).plan)).toBe(-0.2);
  history.close();
});

test("branches are compared by switching, and each stands where it was left", async () => {
  const folder = project();
  const history = openHistory(folder);
  await history.adopt();
  const first = (await history.present(LINE))!.version;
  await history.move({ kind: "branch", line: LINE, name: "B" });
  await history.change(LINE, first.id, [{ id: "pan@guitar", change: { kind: "value", value: 1 } }]);
  expect(panOf((await history.move({ kind: "switch", line: LINE, name: "A" })).plan)).toBe(0);
  expect(panOf((await history.move({ kind: "switch", line: LINE, name: "B" })).plan)).toBe(1);
  expect(history.rows.branches(LINE).map(({ name }) => name)).toEqual(["A", "B"]);
  await expect(history.move({ kind: "branch", line: LINE, name: "A" })).rejects.toThrow("a name that no branch has");
  history.close();
});

test("two windows: the second change from a version that has passed is refused, and what it shows is the present", async () => {
  const folder = project();
  const one = openHistory(folder);
  const two = openHistory(folder);
  await one.adopt();
  const seen = (await two.present(LINE))!.version.id;
  await one.change(LINE, seen, [{ id: "pan@guitar", change: { kind: "value", value: 0.1 } }]);
  const late = two.change(LINE, seen, [{ id: "pan@guitar", change: { kind: "value", value: 0.9 } }]);
  await expect(late).rejects.toBeInstanceOf(StalePlanError);
  const now = (await two.present(LINE))!;
  expect(panOf(now.plan)).toBe(0.1);
  await two.change(LINE, now.version.id, [{ id: "pan@guitar", change: { kind: "value", value: 0.9 } }]);
  expect(panOf((await one.present(LINE))!.plan)).toBe(0.9);
  one.close();
  two.close();
});

test("what an editor wrote becomes a version; an unfinished edit is left alone", async () => {
  const folder = project();
  const history = openHistory(folder);
  await history.adopt();
  writeFileSync(join(folder, LINE), planText(override(makeMix(), "fader@guitar", -6)));
  expect(await history.adopt()).toEqual([LINE]);
  expect((await history.present(LINE))!.version.by).toBe("person");
  writeFileSync(join(folder, LINE), "{ half");
  expect(await history.adopt()).toEqual([]);
  expect(readFileSync(join(folder, LINE), "utf8")).toBe("{ half");
  history.close();
});

test("unknown decisions, values of another shape and lines that are no plans are refused, and nothing changes", async () => {
  const folder = project();
  const history = openHistory(folder);
  await history.adopt();
  const { id } = (await history.present(LINE))!.version;
  const change = (decision: string, value: number | string) =>
    history.change(LINE, id, [
      { id: "fader@guitar", change: { kind: "value", value: -9 } },
      { id: decision, change: { kind: "value", value } },
    ]);
  await expect(change("pan@nobody", 1)).rejects.toThrow("decision id");
  await expect(change("pan@guitar", "left")).rejects.toThrow("expected number, given string");
  await expect(history.move({ kind: "undo", line: "../../etc/plan.json" })).rejects.toThrow("a plan of this project");
  expect(onDisk(folder)).toEqual(JSON.parse(planText(makeMix())));
  history.close();
});

test("a history of a newer program is refused politely", async () => {
  const folder = project();
  const history = openHistory(folder);
  history.rows.database.exec("pragma user_version = 99");
  history.close();
  expect(() => openHistory(folder)).toThrow("was written by a newer Songwright (history 99, this one knows 1)");
});

/**
 * A disk that stops at operation `last` (torn: a write leaves half its bytes) and forgets what was not synced: a renamed
 * file whose bytes were not synced is empty, a name whose folder was not synced is the old one.
 */
function failingDisk(last: number, torn: boolean): FileLayer {
  let operations = 0;
  const dirty = new Set<string>();
  const step = (): void => {
    if (operations++ === last) throw new Error("power cut");
  };
  return {
    async write(path, data) {
      if (operations === last && torn) await nodeFiles.write(path, data.slice(0, data.length / 2));
      step();
      await nodeFiles.write(path, data);
      dirty.add(path);
    },
    async sync(path) {
      step();
      dirty.delete(path);
    },
    async rename(from, to) {
      step();
      if (dirty.has(from)) writeFileSync(from, "");
      await nodeFiles.rename(from, to);
    },
    async syncFolder() {
      step();
    },
  };
}

test("a power cut at any operation of any save: accepted changes are there, and no file is torn", async () => {
  const random = createRandom(7);
  for (let run = 0; run < 60; run++) {
    const folder = project();
    const disk = failingDisk(Math.floor(random.uniform() * 40), random.uniform() < 0.5);
    let accepted = 0;
    let history = openHistory(folder, () => 0, disk);
    try {
      await history.adopt();
      let { id } = (await history.present(LINE))!.version;
      for (let n = 1; n <= 12; n++) {
        ({ id } = (
          await history.change(LINE, id, [{ id: "pan@guitar", change: { kind: "value", value: n } }])
        ).version);
        accepted = n;
      }
    } catch (error) {
      expect((error as Error).message).toBe("power cut");
    }
    history.close();
    history = openHistory(folder);
    await history.adopt();
    const { plan, version } = (await history.present(LINE))!;
    // The change that was under way may be there or not; those that were answered are.
    expect([accepted, accepted + 1]).toContain(panOf(plan));
    expect(panOf(await history.plan(version.id))).toBe(panOf(plan));
    for (const each of history.rows.versions(LINE, 100)) await history.plan(each.id);
    history.close();
    rmSync(folder, { recursive: true });
  }
});
