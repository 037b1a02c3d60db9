import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { tinyFont } from "../../../composition/sound/font/tiny-font.testing.ts";
import { readMidi } from "../../../foundation/score/index.ts";
import { type Ended, runWords } from "../../cli/run-words.testing.ts";

const folder = mkdtempSync(join(tmpdir(), "songwright-font-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const places = join(folder, "places");
vi.stubEnv("SONGWRIGHT_SOUND_FONTS", places);

const SONG = ["compose", "--seed", "5", "--form", "verse 4", "--instruments", "lead,bass,drums", "--json"];
const font = join(folder, "tiny.sf2");
const song = join(folder, "song");

interface Shown {
  readonly id: string;
  readonly value: unknown;
  readonly by: string;
  readonly reasons: readonly { readonly code: string; readonly facts: Record<string, unknown> }[];
}

const songwright = (...words: string[]): Promise<Ended> => runWords(folder, words);
const planIn = (out: string): { decisions: Shown[] } => JSON.parse(readFileSync(join(out, "plan.json"), "utf8"));
const decision = (out: string, id: string): Shown | undefined => planIn(out).decisions.find((each) => each.id === id);
const bytes = (...path: string[]): string =>
  createHash("sha256")
    .update(readFileSync(join(...path)))
    .digest("hex");
const stems = (out: string): string[] => readdirSync(join(out, "stems")).sort();

beforeAll(async () => {
  mkdirSync(places);
  writeFileSync(font, tinyFont());
  const { code, err } = await songwright(...SONG, "--sound-font", font, "--workers", "2", "--out", song);
  expect(err.replace(/[^\n]*left[^\n]*/g, "").trim()).toBe("");
  expect(code).toBe(0);
}, 60_000);

test("the plan says which font plays, by name and bytes, and why each part has its program", () => {
  const sha256 = createHash("sha256").update(tinyFont()).digest("hex");
  expect(decision(song, "sound.font")).toMatchObject({
    value: { file: "tiny.sf2", name: "Tiny", sha256, bytes: tinyFont().length },
    by: "machine",
    reasons: [{ code: "brief.asked" }],
  });
  expect(decision(song, "sound.program@bass")).toMatchObject({ value: 33 });
  expect(decision(song, "sound.program@bass")?.reasons.at(-1)).toMatchObject({ facts: { preset: "Sine 33" } });
  expect(readFileSync(join(song, "plan.json"), "utf8")).not.toContain(folder);
});

test("the same bytes with one worker and two, and again from the plan, whose font lies beside it", async () => {
  const one = join(folder, "one");
  expect((await songwright(...SONG, "--sound-font", font, "--workers", "1", "--out", one)).code).toBe(0);
  const again = join(folder, "again");
  const plan = join(song, "plan.json");
  expect((await songwright("compose", "--plan", plan, "--out", again)).code).toBe(0);
  expect(stems(one)).toEqual(stems(song));
  for (const out of [one, again]) {
    for (const stem of stems(song)) expect(bytes(out, "stems", stem)).toBe(bytes(song, "stems", stem));
    for (const name of ["plan.json", "song.mid"]) expect(bytes(out, name)).toBe(bytes(song, name));
  }
}, 60_000);

test("the font changes the stems and nothing of the notes; built-in is what was without", async () => {
  const own = join(folder, "own");
  const builtIn = join(folder, "built-in");
  expect((await songwright(...SONG, "--out", own)).code).toBe(0);
  expect((await songwright(...SONG, "--sound-font", "built-in", "--out", builtIn)).code).toBe(0);
  expect(bytes(own, "song.mid")).toBe(bytes(song, "song.mid"));
  expect(stems(own)).toEqual(stems(song));
  expect(bytes(own, "stems/lead.wav")).not.toBe(bytes(song, "stems/lead.wav"));
  expect(bytes(builtIn, "stems/lead.wav")).toBe(bytes(own, "stems/lead.wav"));
}, 60_000);

test("--keep takes the font over; another one and another program are a person's", async () => {
  const kept = join(folder, "kept");
  const plan = join(song, "plan.json");
  const words = ["compose", "--keep", plan, "--redo", "verse.2", "--no-sound"];
  expect((await songwright(...words, "--out", kept)).code).toBe(0);
  expect(decision(kept, "sound.font")).toEqual(decision(song, "sound.font"));
  const changed = join(folder, "changed");
  const asked = ["--sound-font", "built-in", "--program", "lead=73"];
  expect((await songwright("compose", "--keep", plan, ...asked, "--out", changed)).code).toBe(0);
  expect(decision(changed, "sound.font")).toMatchObject({ value: "built-in", by: "person" });
  expect(decision(changed, "sound.program@lead")).toMatchObject({ value: 73, by: "person", proposed: 80 });
  expect(readMidi(readFileSync(join(changed, "song.mid"))).parts[0]?.program).toBe(73);
  const once = join(folder, "once");
  expect((await songwright("compose", "--keep", join(changed, "plan.json"), "--no-sound", "--out", once)).code).toBe(0);
  expect(decision(once, "sound.program@lead")).toMatchObject({ value: 73, by: "person" });
  const performed = join(folder, "performed");
  const perform = ["compose", "--plan", plan, "--sound-font", "built-in", "--out", performed];
  expect((await songwright(...perform)).code).toBe(0);
  expect(decision(performed, "sound.font")).toMatchObject({ value: "built-in", by: "person" });
}, 60_000);

test("found takes the first of the usual places, and its bytes find it again under another name", async () => {
  const none = await songwright(...SONG, "--sound-font", "found", "--out", join(folder, "none"));
  expect(none.code).toBe(4);
  writeFileSync(join(places, "b.sf2"), tinyFont({ name: "Second" }));
  writeFileSync(join(places, "a.sf2"), tinyFont());
  const found = join(folder, "found");
  expect((await songwright(...SONG, "--sound-font", "found", "--no-sound", "--out", found)).code).toBe(0);
  expect(decision(found, "sound.font")?.value).toMatchObject({ file: "a.sf2", name: "Tiny" });
  const named = join(folder, "named");
  expect((await songwright(...SONG, "--sound-font", "found:b.sf2", "--no-sound", "--out", named)).code).toBe(0);
  expect(decision(named, "sound.font")?.value).toMatchObject({ file: "b.sf2", name: "Second" });
  expect((await songwright(...SONG, "--sound-font", "found:c.sf2", "--out", join(folder, "x"))).err).toContain("b.sf2");
  const outside = await songwright(...SONG, "--sound-font", "found:../tiny.sf2", "--out", join(folder, "x"));
  expect(outside.code).toBe(2);
  const doctor = JSON.parse((await songwright("doctor", "--json")).out);
  expect(doctor.soundFonts.found.map(({ file }: { file: string }) => file)).toEqual(["a.sf2", "b.sf2"]);
  expect(doctor.soundFonts.packages.map(({ name }: { name: string }) => name)).toContain("musescore-general-soundfont");
  // The plan's font is away from its place, and there under another name.
  const away = join(folder, "away");
  mkdirSync(away);
  writeFileSync(join(away, "plan.json"), readFileSync(join(song, "plan.json")));
  const there = join(folder, "there");
  expect((await songwright("compose", "--plan", join(away, "plan.json"), "--no-sound", "--out", there)).code).toBe(0);
}, 60_000);

test("a plan whose font is missing or changed says what to do", async () => {
  const alone = join(folder, "alone", "deep");
  mkdirSync(alone, { recursive: true });
  const plan = planIn(song);
  const value = decision(song, "sound.font")?.value as Record<string, unknown>;
  const other = { ...value, file: "lost.sf2", sha256: "0".repeat(64) };
  const lost = plan.decisions.map((each) => (each.id === "sound.font" ? { ...each, value: other } : each));
  writeFileSync(join(alone, "plan.json"), JSON.stringify({ ...plan, decisions: lost }));
  const words = ["compose", "--plan", join(alone, "plan.json"), "--out", join(folder, "y")];
  const missing = await songwright(...words);
  expect(missing.code).toBe(4);
  expect(missing.err).toContain("lost.sf2");
  expect(missing.err).toContain("--sound-font FILE");
  writeFileSync(join(alone, "lost.sf2"), tinyFont({ name: "Other" }));
  const changed = await songwright(...words);
  expect(changed.code).toBe(3);
  expect(changed.err).toContain("0".repeat(64));
  expect(changed.err).toContain("--sound-font FILE");
  expect(existsSync(join(folder, "y"))).toBe(false);
}, 60_000);

test("what is no font, is cut short or lacks a preset ends with exit code 3 and its place, and leaves nothing", async () => {
  const out = join(folder, "refused");
  const whole = tinyFont();
  const cases: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ["text.sf2", new TextEncoder().encode("a text"), /text\.sf2 at byte 0/],
    ["empty.sf2", new Uint8Array(0), /an empty file/],
    ["cut.sf2", whole.subarray(0, 5000), /cut short/],
    ["piano.sf2", tinyFont({ programs: [0] }), /the part lead.*--program lead=N.*0 Sine 0/],
    ["melodic.sf2", tinyFont({ drums: false }), /drum kit/],
  ];
  for (const [name, content, words] of cases) {
    writeFileSync(join(folder, name), content);
    const { code, err } = await songwright(...SONG, "--sound-font", join(folder, name), "--out", out);
    expect(err).toMatch(words);
    expect(code).toBe(3);
    expect(existsSync(out)).toBe(false);
  }
  const wrong = await songwright(...SONG, "--program", "kazoo=3", "--out", out);
  expect(wrong.code).toBe(2);
  expect(wrong.err).toContain("lead, bass, drums");
  expect((await songwright(...SONG, "--program", "lead=200", "--out", out)).code).toBe(2);
}, 60_000);

test("an album's songs are played with the font, and its plan keeps it", async () => {
  const out = join(folder, "album");
  const words = ["compose", "--form", "verse 4", "--instruments", "lead", "--sound-font", font];
  expect((await songwright(...words, "--album", "2", "--out", out)).code).toBe(0);
  expect(decision(join(out, "02 song"), "sound.font")?.value).toMatchObject({ file: "tiny.sf2" });
  const again = join(folder, "album again");
  const keep = ["compose", "--keep", join(out, "album.plan.json"), "--album", "2"];
  expect((await songwright(...keep, "--out", again)).code).toBe(0);
  expect(bytes(again, "02 song/stems/lead.wav")).toBe(bytes(out, "02 song/stems/lead.wav"));
}, 60_000);
