import { expect, test } from "vitest";
import { createSoundAnalyser } from "../measure/analyse.ts";
import type { Measurement } from "../measure/measurement.ts";
import { type DeliveredFile, storeChecks } from "./store-check.ts";
import { masterTargets } from "./targets.ts";

function measured(channels: readonly Float32Array[], sampleRate = 44_100): Measurement {
  const analyser = createSoundAnalyser(sampleRate, channels.length, { lossless: true });
  analyser.push(channels);
  return analyser.finish().measurement;
}

const sine = (seconds: number, gain = 0.5, rate = 44_100): Float32Array =>
  Float32Array.from({ length: seconds * rate }, (_, n) => gain * Math.sin(n * 0.06));
const good: DeliveredFile = {
  container: "wav",
  lossy: false,
  bits: 24,
  float: false,
  isrc: "DEA712600001",
  ceilingDbtp: -1,
};
const song = measured([sine(31), sine(31)]);

function failing(measurement: Measurement, file: DeliveredFile = good): string[] {
  const checks = storeChecks(measurement, file);
  for (const { say } of checks) expect(say).not.toBe("");
  return checks.filter(({ pass }) => !pass).map(({ code }) => code);
}

test("an ordinary master passes everything", () => {
  expect(failing(song)).toEqual([]);
});

test.each([
  ["rate", measured([sine(31, 0.5, 32_000), sine(31, 0.5, 32_000)], 32_000), good],
  ["depth", song, { ...good, bits: 32, float: true }],
  ["format-code", song, { ...good, bits: 32, float: true }],
  ["channels", measured([sine(31)]), good],
  ["peak", measured([sine(31, 0.95), sine(31, 0.95)]), good],
  ["silence", measured([new Float32Array(44_100 * 31), new Float32Array(44_100 * 31)]), good],
  ["length", measured([sine(10), sine(10)]), good],
  ["mono", measured([sine(31), sine(31).map((value) => -value)]), good],
  ["isrc", song, { ...good, isrc: null }],
  ["isrc", song, { ...good, isrc: "not one" }],
] as const)("%s is pointed out", (code, measurement, file) => {
  expect(failing(measurement, file)).toContain(code);
});

test("long silence before and after is pointed out", () => {
  const samples = new Float32Array(44_100 * 50);
  samples.set(sine(31), 44_100 * 4);
  expect(failing(measured([samples, samples]))).toEqual(["head", "tail"]);
});

test("an ISRC may be written with hyphens (ISO 3901)", () => {
  expect(failing(song, { ...good, isrc: "DE-A71-26-00001" })).toEqual([]);
});

// EBU R128: -23.0 LUFS, -1 dBTP. AES TD1008 and the services' own pages for the rest (targets.ts names them).
test("targets: known places, sane figures, every one with its source", () => {
  const of = (name: string) => masterTargets.find((target) => target.name === name);
  expect(of("broadcast")).toMatchObject({ loudnessLufs: -23, ceilingDbtp: -1 });
  expect(of("spotify")).toMatchObject({ loudnessLufs: -14, ceilingDbtp: -1 });
  expect(of("spotify-loud")).toMatchObject({ loudnessLufs: -11, ceilingDbtp: -2 });
  expect(of("apple")).toMatchObject({ loudnessLufs: -16, ceilingDbtp: -1 });
  expect(of("amazon")).toMatchObject({ loudnessLufs: -14, ceilingDbtp: -2 });
  expect(of("deezer")).toMatchObject({ loudnessLufs: -15, ceilingDbtp: -1 });
  expect(of("cd")).toMatchObject({ format: "wav16@44100" });
  expect(new Set(masterTargets.map(({ name }) => name)).size).toBe(masterTargets.length);
  for (const { loudnessLufs, ceilingDbtp, source } of masterTargets) {
    expect(source.length).toBeGreaterThan(5);
    expect(ceilingDbtp).toBeLessThan(0);
    if (loudnessLufs !== null) expect(loudnessLufs).toBeLessThanOrEqual(-6);
  }
});
