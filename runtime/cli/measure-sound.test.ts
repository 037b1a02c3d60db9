/** The verb `measure`: its document, its words, and damaged files. */
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createSound } from "../codecs/create-sound.ts";
import { runWords } from "./run-words.testing.ts";

const folder = mkdtempSync(join(tmpdir(), "songwright-measure-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function command(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  return runWords(folder, words);
}

const path = join(folder, "tone.wav");
const tone = Float32Array.from({ length: 4 * 48_000 }, (_, n) => 0.5 * Math.sin((2 * Math.PI * 997 * n) / 48_000));
const target = {
  container: "wav",
  sampleRate: 48_000,
  channelCount: 2,
  samples: { kind: "integer", bits: 24 },
} as const;
const sink = await createSound(path, target);
await sink.write([tone, tone]);
await sink.finish();

const clicked = await createSound(join(folder, "clicks.wav"), { ...target, channelCount: 1 });
await clicked.write([
  Float32Array.from({ length: 12 * 48_000 }, (_, n) =>
    n % 24_000 < 400 ? 0.5 * Math.cos(n * n) * (1 - (n % 24_000) / 400) : 0,
  ),
]);
await clicked.finish();

// The names are promised: other programs read them.
const NAMES = [
  "file",
  "sampleRate",
  "channels",
  "frames",
  "seconds",
  "integratedLufs",
  "loudnessRangeLu",
  "maxMomentaryLufs",
  "maxShortTermLufs",
  "truePeakDbtp",
  "samplePeakDbfs",
  "crestFactorDb",
  "psrDb",
  "plrDb",
  "dcOffset",
  "correlation",
  "monoLossDb",
  "sideToMidDb",
  "clippedRuns",
  "silence",
  "noiseFloorDbfs",
  "effectiveBits",
  "effectiveBandwidthHz",
  "spectrum",
  "nullReasons",
  "warnings",
];

test("--json is one document with the promised names and an absolute path", async () => {
  const { code, out } = await command("measure", "tone.wav", "--json");
  expect(code).toBe(0);
  const { files } = JSON.parse(out);
  expect(files).toHaveLength(1);
  expect(Object.keys(files[0]).sort()).toEqual([...NAMES].sort());
  expect(files[0]).toMatchObject({ file: path, sampleRate: 48_000, channels: 2, frames: 192_000, seconds: 4 });
  expect(files[0].integratedLufs).toBeCloseTo(-6.02, 1);
});

test("--music adds tempo, key and mode, or why they cannot be told, and nothing else", async () => {
  const { code, out } = await command("measure", "clicks.wav", "--music", "--json");
  expect(code).toBe(0);
  const [file] = JSON.parse(out).files;
  expect(Object.keys(file).sort()).toEqual([...NAMES, "music"].sort());
  expect(file.music.tempo.value).toBeCloseTo(120, 0);
  expect(file.music.tempo).toMatchObject({
    unit: "bpm",
    confidence: expect.any(Number),
    alternatives: expect.any(Array),
  });
  expect(file.music.key).toMatchObject({ value: null, confidence: null, reasons: [{ code: "key.no-pitch" }] });
  const told = await command("measure", "clicks.wav", "--music");
  expect(told.out).toContain("key cannot be told (nothing holds a pitch)");
});

test("without it, a short answer for people", async () => {
  const { code, out } = await command("measure", "tone.wav");
  expect(code).toBe(0);
  expect(out).toContain("\u22126.0 LUFS integrated");
  expect(() => JSON.parse(out)).toThrow();
});

test("several files, one that is not there: the others are measured, exit 3", async () => {
  const { code, out } = await command("measure", "tone.wav", "gone.wav", "--json");
  expect(code).toBe(3);
  expect(JSON.parse(out)).toMatchObject({ files: [{ file: path }], failed: [{}] });
});

test.each([
  [["measure"], "FILE"],
  [["measure", "tone.wav", "--loud"], "--loud"],
  [["mesure", "tone.wav"], "measure"],
])("wrong words (%j) are told what is right, exit 2", async (words, message) => {
  const { code, err } = await command(...words);
  expect(code).toBe(2);
  expect(err).toContain(message);
});

test("--report writes one page without anything from outside, and not over another", async () => {
  const words = ["measure", "tone.wav", "--report", join(folder, "report.html")];
  expect((await command(...words)).code).toBe(0);
  expect(statSync(join(folder, "report.html")).size).toBeGreaterThan(2000);
  const { code, err } = await command(...words);
  expect(code).toBeGreaterThan(1);
  expect(err).toContain("report.html");
});

test.each([
  ["empty.wav", ""],
  ["text.wav", "this is no sound"],
  ["header.wav", "RIFF\x24\x00\x00\x00WAVEfmt "],
  ["header.flac", "fLaC\x00\x00\x00\x22"],
])("%s is bad material: exit 3, and the file is named", async (name, content) => {
  writeFileSync(join(folder, name), content, "latin1");
  const { code, err } = await command("measure", name);
  expect(code).toBe(3);
  expect(err).toContain(name);
});

const malformed = resolve("../shared/data/malformed");
const absent = !existsSync(malformed);
const damaged = (under: string): string[] => {
  const at = join(malformed, under);
  return existsSync(at)
    ? readdirSync(at)
        .filter((name) => statSync(join(at, name)).isFile())
        .map((name) => join(at, name))
    : [];
};

test.for([
  "flac-test-files/faulty",
  "flac-test-files/uncommon",
  "minimp3-fuzz/vectors/fuzz",
  "test-midi-files/midi",
  "csv-spectrum/csvs",
])("damaged and other files (%s): sound with a warning, or exit 3, never another", async (under, { skip }) => {
  skip(absent, "the damaged files are not on this machine");
  const files = damaged(under);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const { code, out, err } = await command("measure", file, "--json");
    const about = `${file}: exit ${code}, ${err.slice(0, 200)}`;
    expect([0, 3], about).toContain(code);
    if (code === 3) expect(err, about).toContain(file);
    else if (under.endsWith("faulty") || under.endsWith("fuzz")) {
      expect(JSON.parse(out).files[0].warnings.length, about).toBeGreaterThan(0);
    }
  }
});
