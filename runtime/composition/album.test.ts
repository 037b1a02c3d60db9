import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readChords } from "../../composition/write/music-text.ts";
import { findDecision, type Json, lock, override, type Plan, planText } from "../../foundation/plan/index.ts";
import { readPlan } from "../../foundation/plan/plan-file.ts";
import { runWords } from "../cli/run-words.testing.ts";

const folder = mkdtempSync(join(tmpdir(), "songwright-album-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const album = (name: string, ...words: string[]) =>
  runWords(folder, ["compose", "--album", "3", "--no-sound", "--out", join(folder, name), ...words]);
const planOf = (...place: string[]): Plan => readPlan(readFileSync(join(folder, ...place), "utf8"));
const valueIn = (plan: Plan, id: string): Json => findDecision(plan, id)?.value ?? null;
const openingOf = (name: string, song: string): string =>
  String(valueIn(planOf(name, song, "plan.json"), sungBar(planOf(name, song, "plan.json"))));
const sungBar = (plan: Plan): string => plan.decisions.find(({ id }) => id.startsWith("melody.bar@"))?.id ?? "";

beforeAll(async () => {
  expect((await album("first", "--form", "verse 8, chorus 8", "--metre", "4/4")).code).toBe(0);
}, 60_000);

test("keys, tempi, energy and the motif are decisions of the album, and the songs follow them", () => {
  const plan = planOf("first", "album.plan.json");
  for (const [at, song] of ["01 song", "02 song", "03 song"].entries()) {
    const own = planOf("first", song, "plan.json");
    expect(valueIn(own, "song.tempo")).toBe(valueIn(plan, `album.tempo@${at + 1}`));
    expect(valueIn(own, "song.mode")).toBe(valueIn(plan, `album.mode@${at + 1}`));
    const [tonic] = readChords(String(valueIn(plan, `album.key@${at + 1}`)), 0, 1, 16, "key");
    expect(valueIn(own, "song.tonic")).toBe(tonic?.root);
  }
  const motif = String(valueIn(plan, "album.motif-notes"));
  expect(motif).toMatch(/^([A-G][#b]*\d:\d+ ?)+$/);
  expect(openingOf("first", "01 song")).toContain(motif.split(" ")[0]);
});

test("what a person set or locked stands, what follows from it follows, and the rest is as it was", async () => {
  const first = planOf("first", "album.plan.json");
  const second = Number(valueIn(first, "album.tempo@2"));
  const edited = lock(override(override(first, "album.key@2", "Ab"), "album.tempo@3", 77), "album.energy@1");
  writeFileSync(join(folder, "edited.json"), planText(edited));
  const { code, err } = await album("second", "--keep", join(folder, "edited.json"));
  expect([code, err.includes("not kept")]).toEqual([0, false]);
  const plan = planOf("second", "album.plan.json");
  expect(findDecision(plan, "album.key@2")).toMatchObject({
    value: "Ab",
    by: "person",
    proposed: valueIn(first, "album.key@2"),
  });
  expect(findDecision(plan, "album.tempo@3")).toMatchObject({ value: 77, by: "person" });
  expect(findDecision(plan, "album.energy@1")).toMatchObject({ locked: true, by: "machine" });
  expect(valueIn(planOf("second", "02 song", "plan.json"), "song.tonic")).toBe(8);
  expect(valueIn(planOf("second", "02 song", "plan.json"), "song.tempo")).toBe(second);
  expect(valueIn(planOf("second", "03 song", "plan.json"), "song.tempo")).toBe(77);
  expect(readFileSync(join(folder, "second", "01 song", "song.mid"))).toEqual(
    readFileSync(join(folder, "first", "01 song", "song.mid")),
  );
}, 60_000);

test("a motif of a person's own begins the first song, and comes back in another key", async () => {
  const first = override(planOf("first", "album.plan.json"), "album.key@1", "C");
  const mine = override(override(first, "album.mode@1", "major"), "album.motif-notes", "C5:4 E5:4 G4:8");
  const edited = override(override(override(mine, "album.motif@3", true), "album.key@3", "D"), "album.mode@3", "major");
  writeFileSync(join(folder, "motif.json"), planText(edited));
  expect((await album("third", "--keep", join(folder, "motif.json"))).code).toBe(0);
  expect(openingOf("third", "01 song")).toBe("C5:4 E5:4 G4:8");
  expect(openingOf("third", "03 song")).toBe("D5:4 F#5:4 A4:8");
  expect(findDecision(planOf("third", "album.plan.json"), "album.motif-notes")).toMatchObject({ by: "person" });
}, 60_000);

test("an album's plan without --album, a song's with it, and values that cannot be, are refused", async () => {
  const path = join(folder, "first", "album.plan.json");
  const alone = await runWords(folder, ["compose", "--no-sound", "--keep", path, "--out", join(folder, "x")]);
  expect([alone.code, alone.err.includes("an album's plan")]).toEqual([2, true]);
  const song = await album("x", "--keep", join(folder, "first", "01 song", "plan.json"));
  expect([song.code, song.err.includes("an album's plan with --album")]).toEqual([2, true]);
  for (const [id, value] of [
    ["album.key@2", "H"],
    ["album.tempo@2", 4000],
    ["album.energy@2", 3],
    ["album.motif-notes", "la la"],
  ] as const) {
    writeFileSync(join(folder, "wrong.json"), planText(override(planOf("first", "album.plan.json"), id, value)));
    const { code, err } = await album("x", "--keep", join(folder, "wrong.json"));
    expect([id, code, err]).toEqual([id, 2, expect.stringMatching(/album|key/)]);
  }
}, 60_000);
