import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { madeChorales } from "../../composition/learn/grid/made-chorales.testing.ts";
import { readAbc, readMidi, readMusicXml } from "../../foundation/score/index.ts";
import { runWords } from "../cli/run-words.testing.ts";
import { openSound } from "../codecs/open-sound.ts";

const folder = mkdtempSync(join(tmpdir(), "songwright-compose-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function songwright(...words: string[]): Promise<Answer> {
  return runWords(folder, words);
}

const WALTZ = "--key D --mode minor --metre 3/4 --form".split(" ").concat("verse 4, chorus 4", "--seed", "5");
const song = join(folder, "song");
beforeAll(async () => {
  const { code, err } = await songwright("compose", ...WALTZ, "--out", song);
  expect(err.replace(/[^\n]*left[^\n]*/g, "").trim()).toBe("");
  expect(code).toBe(0);
}, 60_000);

test("a song is notes that two readers read alike, a plan, a report and stems", async () => {
  const midi = readMidi(readFileSync(join(song, "song.mid")));
  const xml = readMusicXml(readFileSync(join(song, "song.musicxml")));
  expect(midi.parts.map(({ name, notes }) => [name, notes.length])).toEqual(
    xml.parts.map(({ name, notes }) => [name, notes.length]),
  );
  expect(xml.keys[0]).toMatchObject({ fifths: -1, mode: "minor" });
  expect(midi.metres[0]).toMatchObject({ beats: 3, beatUnit: 4 });
  const sheet = readAbc(readFileSync(join(song, "song.abc")))[0];
  expect(sheet?.parts.map(({ notes }) => notes.map(({ pitch }) => pitch))).toEqual([
    xml.parts[0]?.notes.map(({ pitch }) => pitch),
  ]);
  expect(sheet?.sections.map(({ label }) => label)).toEqual(["verse", "chorus"]);
  expect(existsSync(join(song, "report.html"))).toBe(true);
  const stems = readdirSync(join(song, "stems"));
  expect(stems).toContain("lead.wav");
  const lengths = new Set(
    await Promise.all(
      stems.map(async (name) => {
        const sound = await openSound(join(song, "stems", name));
        let frames = 0;
        for await (const block of sound.blocks()) frames += block[0]?.length ?? 0;
        await sound.close();
        return frames;
      }),
    ),
  );
  expect(lengths.size).toBe(1);
});

test("the same seed gives the same bytes with one worker, and a plan performs to the same notes", async () => {
  const again = join(folder, "again");
  await songwright("compose", ...WALTZ, "--workers", "1", "--out", again);
  for (const name of ["song.mid", "song.musicxml", "plan.json", "report.html", "stems/lead.wav", "stems/pad.wav"])
    expect(readFileSync(join(again, name)).equals(readFileSync(join(song, name)))).toBe(true);
  const performed = join(folder, "performed");
  const { code } = await songwright("compose", "--plan", join(song, "plan.json"), "--no-sound", "--out", performed);
  expect(code).toBe(0);
  expect(readFileSync(join(performed, "song.mid")).equals(readFileSync(join(song, "song.mid")))).toBe(true);
}, 60_000);

test("--redo changes one bar of the plan and says what it wants when it gets something else", async () => {
  const redone = join(folder, "redone");
  expect(
    (await songwright("compose", "--keep", join(song, "plan.json"), "--redo", "verse.2", "--no-sound", "--out", redone))
      .code,
  ).toBe(0);
  const values = (path: string): string[] =>
    (JSON.parse(readFileSync(path, "utf8")).decisions as { id: string; value: unknown }[]).map(
      ({ id, value }) => `${id} ${JSON.stringify(value)}`,
    );
  const before = new Set(values(join(song, "plan.json")));
  expect(
    values(join(redone, "plan.json"))
      .filter((line) => !before.has(line))
      .map((line) => line.split(" ")[0]),
  ).toEqual(["melody.bar@verse.2"]);
  const wrong = await songwright(
    "compose",
    "--keep",
    join(song, "plan.json"),
    "--redo",
    "verse.9",
    "--no-sound",
    "--out",
    join(folder, "x"),
  );
  expect(wrong.code).toBe(2);
  expect(wrong.err).toContain("verse.9");
});

test("wishes that cannot be granted, and files that are there, are refused before anything is written", async () => {
  for (const [words, message] of [
    [["--form", "verse 8", "--bars", "7"], "bars"],
    [["--mood", "2,0"], "--mood"],
    [["--metre", "4/3"], "metre"],
    [["--instruments", "kazoo"], "instruments"],
    [["--album", "2", "--plan", join(song, "plan.json")], "--album"],
    [["--form", "chorale"], "--style"],
  ] as const) {
    const out = join(folder, "refused");
    const { code, err } = await songwright("compose", ...words, "--out", out);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(existsSync(out)).toBe(false);
  }
  expect((await songwright("compose", "--out", song)).err).toContain("--force");
});

test("learn, surprise, a chorale and originality, by the command line", async () => {
  const grid = join(folder, "grid.json");
  writeFileSync(grid, JSON.stringify({ train: madeChorales(10), valid: madeChorales(12).slice(10) }));
  const style = join(folder, "style");
  expect((await songwright("learn", "--grid", `${grid}#train`, song, "--out", style)).code).toBe(0);
  const surprised = JSON.parse(
    (await songwright("surprise", "--grid", `${grid}#valid`, "--style", style, "--json")).out,
  );
  expect(surprised.tokens).toBe(2 * 96 * 4);
  expect(surprised.natsPerToken).toBeLessThan(0.8);
  const page = join(folder, "surprise");
  const notes = await songwright(
    "surprise",
    join(song, "song.mid"),
    "--style",
    style,
    "--distribution",
    "--json",
    "--out",
    page,
  );
  const [piece] = JSON.parse(notes.out).pieces;
  expect(piece.notes.length).toBeGreaterThan(10);
  for (const { pitch, pitchBits, probabilities } of piece.notes) {
    expect(probabilities).toHaveLength(128);
    expect(2 ** -pitchBits).toBeCloseTo(probabilities[pitch], 9);
  }
  expect(readFileSync(join(page, "report.html"), "utf8")).toContain("Melody, and bits of each note");
  const chorale = join(folder, "chorale");
  expect(
    (await songwright("compose", "--form", "chorale", "--style", style, "--bars", "4", "--no-sound", "--out", chorale))
      .code,
  ).toBe(0);
  expect(readMidi(readFileSync(join(chorale, "song.mid"))).parts).toHaveLength(4);
  // More is learned into the same style; what it has is not learned twice.
  const more = JSON.parse(
    (
      await songwright(
        "learn",
        "--grid",
        `${grid}#valid`,
        "--grid",
        `${grid}#train`,
        "--style",
        style,
        "--out",
        style,
        "--force",
        "--json",
      )
    ).out,
  );
  expect(more).toMatchObject({ grids: 12, songs: 1 });
  expect(more.learned).toHaveLength(2);
  const copy = JSON.parse((await songwright("originality", join(song, "song.mid"), "--against", song, "--json")).out);
  expect(copy.pieces).toBeGreaterThan(0);
  for (const [words, message] of [
    [["learn", "--grid", grid, "--out", join(folder, "y")], "train, valid"],
    [["learn", "--grid", `${grid}#test`, "--out", join(folder, "y")], "train, valid"],
    [["surprise", "--grid", `${grid}#valid`], "--style"],
    [["learn", "--out", join(folder, "y")], "FILE"],
  ] as const) {
    const { code, err } = await songwright(...words);
    expect(code).not.toBe(0);
    expect(err).toContain(message);
  }
}, 120_000);

test("make composes where there is a brief, and the seed of release.json is the song's", async () => {
  const project = join(folder, "project");
  execFileSync("mkdir", ["-p", project]);
  writeFileSync(
    join(project, "release.json"),
    JSON.stringify({
      schema: "songwright.release/1",
      title: "T",
      artist: "A",
      song: { seed: 9, brief: { form: "verse 4", key: "G" } },
      mixes: ["mixes/t.wav"],
    }),
  );
  const { code } = await songwright("make", project);
  expect(code).toBe(0);
  const plan = JSON.parse(readFileSync(join(project, "scores/plan.json"), "utf8"));
  expect(plan.seed).toBe(9);
  expect(plan.decisions.find(({ id }: { id: string }) => id === "song.tonic").value).toBe(7);
  expect(existsSync(join(project, "mixes/t.wav"))).toBe(true);
  expect(readdirSync(join(project, "masters")).some((name) => name.endsWith(".wav"))).toBe(true);
}, 120_000);
