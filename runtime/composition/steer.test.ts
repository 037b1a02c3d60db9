import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readMidi, readMusicXml } from "../../foundation/score/index.ts";
import { runWords } from "../cli/run-words.testing.ts";

const folder = mkdtempSync(join(tmpdir(), "songwright-steer-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Decided {
  readonly id: string;
  readonly value: unknown;
  readonly by: string;
}
const compose = (...words: string[]): Promise<{ code: number; out: string; err: string }> =>
  runWords(folder, ["compose", ...words]);
const planOf = (name: string): Decided[] => JSON.parse(readFileSync(join(folder, name, "plan.json"), "utf8")).decisions;
const changed = (from: string, to: string): string[] => {
  const before = new Map(planOf(from).map(({ id, value }) => [id, JSON.stringify(value)]));
  return planOf(to).flatMap(({ id, value }) => (before.get(id) === JSON.stringify(value) ? [] : [id]));
};
const lead = (name: string): [number, number, number][] =>
  readMidi(readFileSync(join(folder, name, "song.mid"))).parts[0]?.notes.map(({ tick, duration, pitch }) => [
    tick,
    duration,
    pitch,
  ]) ?? [];

// A tune of our own, with a pickup.
const tune = join(folder, "tune.abc");
const BARS =
  "D2|G3A B2G2|A2c2 B2A2|B2d2 e2d2|B4 A2D2|G3A B2G2|A2c2 B2A2|d2B2 A2F2|G6 D2|e3d e2g2|d2B2 G4|c2e2 d2B2|A6 B2|c3B c2e2|d2B2 G2A2|B2d2 A2F2|G8|";
writeFileSync(tune, `X:1\nT:Ours\nM:4/4\nL:1/8\nK:G\n${BARS}\n`);
// The pitches and lengths (in eighths) of the letters above: G is 67.
const NOTES = [...BARS.matchAll(/([A-Ga-g])(\d?)/g)].map(([, letter, digits]) => {
  const natural = { C: 60, D: 62, E: 64, F: 66, G: 67, A: 69, B: 71 }[(letter as string).toUpperCase()] as number;
  return [natural + (letter === letter?.toLowerCase() ? 12 : 0), digits === "" ? 1 : Number(digits)];
});

test("a melody is harmonised: its notes are the lead's, by a person, and both files have its chords", async () => {
  const { code, err } = await compose("--harmonise", tune, "--no-sound", "--out", "h");
  expect([code, err]).toEqual([0, expect.not.stringContaining("notes do not")]);
  expect(lead("h").map(([, duration, pitch]) => [pitch, duration / 240])).toEqual(NOTES);
  const plan = planOf("h");
  expect(plan.filter(({ id }) => id.startsWith("melody.")).every(({ by }) => by === "person")).toBe(true);
  expect(plan.find(({ id }) => id === "song.tonic")?.value).toBe(7);
  // The last phrase closes: dominant, tonic.
  expect(String(plan.find(({ id }) => id === "harmony.chords@B")?.value)).toMatch(/ D7? \| G$/);
  // Planned anew around a locked melody, the notes stay.
  expect((await compose("--keep", "h/plan.json", "--lock", "bass", "--no-sound", "--out", "h2")).code).toBe(0);
  expect(lead("h2").map(([, , pitch]) => pitch)).toEqual(NOTES.map(([pitch]) => pitch));
});

test("a song goes on after its end, and gaps in it are filled while its other bars stay", async () => {
  expect((await compose("--continue", tune, "--form", "C 8, A 8", "--no-sound", "--out", "c")).code).toBe(0);
  expect(
    lead("c")
      .slice(0, NOTES.length)
      .map(([, , pitch]) => pitch),
  ).toEqual(NOTES.map(([pitch]) => pitch));
  const form = planOf("c").find(({ id }) => id === "song.form")?.value as { label: string }[];
  expect(form.map(({ label }) => label)).toEqual(["pickup", "A", "B", "C", "A"]);
  // What returns is what was there.
  expect(planOf("c").some(({ id }) => id.startsWith("melody.variation@5."))).toBe(false);
  const gap = join(folder, "gap.abc");
  writeFileSync(gap, readFileSync(tune, "utf8").replace("e3d e2g2|d2B2 G4|", "z8|z8|"));
  expect((await compose("--fill", gap, "--no-sound", "--out", "f")).code).toBe(0);
  const machine = planOf("f").filter(({ id, by }) => id.startsWith("melody.") && by === "machine");
  expect(machine.map(({ id }) => id)).toEqual(["melody.bar@B.1", "melody.bar@B.2"]);
  for (const { value } of machine) expect(value).toMatch(/[A-G]/);
});

test("words, then a variation, then bars redone by number, then parts locked: each leaves the rest alone", async () => {
  writeFileSync(join(folder, "words.txt"), "[verse]\nIn the twi-light\nof the mor-ning\n\n[chorus]\nCarry me home\n");
  const asked = ["--form", "verse 4, chorus 4, verse 4, chorus 4", "--metre", "4/4", "--seed", "3", "--no-sound"];
  const sung = await compose(...asked, "--words", "words.txt", "--out", "w");
  expect(sung.code).toBe(0);
  expect(sung.err).toContain("syllables estimated in 1 (carry");
  const xml = readMusicXml(readFileSync(join(folder, "w", "song.musicxml")));
  expect(xml.parts[0]?.notes.flatMap(({ lyric }) => (lyric ? [lyric] : [])).slice(0, 8)).toEqual(
    "In the twi- light of the mor- ning".split(" "),
  );
  expect(readFileSync(join(folder, "w", "song.musicxml"), "utf8")).toContain("<syllabic>begin</syllabic>");
  const keep = ["--keep", "w/plan.json", "--no-sound"];
  expect((await compose(...keep, "--vary", "verse 2:1", "--out", "v")).code).toBe(0);
  expect(changed("w", "v").length).toBeGreaterThan(0);
  for (const id of changed("w", "v")) expect(id).toMatch(/^melody\.variation@3\./);
  expect((await compose(...keep, "--redo", "6-7", "--out", "r")).code).toBe(0);
  expect(changed("w", "r").length).toBeGreaterThan(0);
  for (const id of changed("w", "r")) expect(id).toMatch(/^melody\.variation@2\.[23]$/);
  expect((await compose(...keep, "--redo", "6-7", "--out", "r-again")).code).toBe(0);
  expect(readFileSync(join(folder, "r-again/song.mid")).equals(readFileSync(join(folder, "r/song.mid")))).toBe(true);
  expect((await compose(...keep, "--lock", "bass,drums", "--out", "l")).code).toBe(0);
  for (const id of changed("w", "l"))
    expect(id).not.toMatch(/^(harmony\.|texture\.(bass|drums|energy)|song\.(?!turn))/);
  expect(changed("w", "l").some((id) => id.startsWith("melody."))).toBe(true);
}, 30_000);

test("what contradicts itself is refused before anything is written", async () => {
  for (const [words, message] of [
    [["--harmonise", tune, "--continue", tune], "--continue"],
    [["--harmonise", tune, "--motif", "C5:4"], "--motif"],
    [["--harmonise", tune, "--bars", "9"], "--bars"],
    [["--harmonise", tune, "--form", "A 9"], "--form"],
    [["--fill", tune], "--fill"],
    [["--fill", tune, "--redo", "verse.1"], "--redo"],
    [["--vary", "chorus"], "--keep"],
    [["--lock", "bass"], "--keep"],
    [["--keep", "w/plan.json", "--lock", "bass", "--key", "D"], "--key"],
    [["--keep", "w/plan.json", "--lock", "chorus", "--redo", "5"], "--redo"],
    [["--keep", "w/plan.json", "--vary", "chorus:2"], "--vary"],
    [["--keep", "w/plan.json", "--vary", "solo"], "--vary"],
    [["--keep", "w/plan.json", "--redo", "99"], "--redo"],
    [["--words", "words.txt", "--album", "2"], "--words"],
    [["--words", "words.txt", "--form", "intro 4"], "--words"],
  ] as const) {
    const { code, err } = await compose(...words, "--no-sound", "--out", "refused");
    expect([words, code]).toEqual([words, 2]);
    expect(err).toContain(message);
    expect(existsSync(join(folder, "refused"))).toBe(false);
  }
}, 30_000);
