import { describe, expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { restFaults } from "./check-rests.ts";
import { decideRepairs } from "./decide-repair.ts";
import type { SessionFault } from "./faults.ts";
import { createStemSketcher } from "./session-sketch.ts";
import { band, songOf, stereo, TEST_RATE, type TestStereo, voice } from "./sounds.testing.ts";

function found(sound: TestStereo, name = "lead vox.wav"): SessionFault[] {
  const song = songOf({ [name]: sound });
  const sketcher = createStemSketcher(TEST_RATE, 2);
  for (let at = 0; at < sound[0].length; at += 10_000) sketcher.push(sound.map((x) => x.subarray(at, at + 10_000)));
  return restFaults(song.stems[0]!, sketcher.finish(), TEST_RATE);
}
const kinds = (faults: readonly SessionFault[]): string[] => faults.map(({ kind }) => kind);
const plus = (a: TestStereo, b: TestStereo): TestStereo =>
  a.map((samples, c) => samples.map((x, n) => x + b[c]![n]!)) as TestStereo;

const SECONDS = 20;
const sung = voice(SECONDS);
const hum = (mainsHz: number): TestStereo =>
  stereo(SECONDS, (t) => {
    let sum = 0;
    for (let k = 1; k <= 7; k++) sum += Math.sin(2 * Math.PI * k * mainsHz * t + k) / k;
    return 0.002 * sum;
  });
function noise(level: number, seed = 5): TestStereo {
  const random = createRandom(seed);
  return stereo(SECONDS, () => random.normal(0, level));
}
/** Notes that change, half a second each. */
const melody = stereo(SECONDS, (t) => {
  const hz = [220, 261.6, 293.7, 329.6, 392][Math.floor(t * 2) % 5] as number;
  let sum = 0;
  for (let k = 1; k < 8; k++) sum += Math.sin(2 * Math.PI * k * hz * t) / (k * k);
  return 0.15 * sum;
});
const ring = stereo(SECONDS, (t) => 0.03 * Math.sin(2 * Math.PI * 1130 * t));

describe("planted into a voice that rests", () => {
  test.each([50, 60])("hum of %d Hz: notches at its multiples", (mainsHz) => {
    const faults = found(plus(sung, hum(mainsHz)));
    expect(kinds(faults)).toEqual(["hum"]);
    expect(faults[0]?.reasons[0]?.facts.mainsHz).toBe(mainsHz);
    const bands = faults[0]?.fix?.value as { hz: number }[];
    for (const { hz } of bands) expect(hz % mainsHz).toBe(0);
  });

  test("noise: a gate that opens over it and closes later than it opens", () => {
    const faults = found(plus(sung, noise(0.001)));
    expect(kinds(faults)).toEqual(["noise"]);
    // -60 dBFS
    expect(faults[0]?.reasons[0]?.facts.noiseDbfs as number).toBeCloseTo(-60, 0);
    const gate = faults[0]?.fix?.value as { openDbfs: number; closeDbfs: number };
    expect(gate.openDbfs).toBe(-48);
    expect(gate.closeDbfs).toBe(-54);
  });

  test("a tone that rings while the notes change: a narrow cut there", () => {
    const faults = found(plus(melody, ring), "guitar.wav");
    expect(kinds(faults)).toEqual(["resonance"]);
    expect(Math.abs((faults[0]?.reasons[0]?.facts.hz as number) - 1130)).toBeLessThan(4);
  });
});

test("nothing is wrong with a clean voice, with noise that nobody hears, or with any of a band", () => {
  expect(kinds(found(sung))).toEqual([]);
  expect(kinds(found(melody, "guitar.wav"))).toEqual([]);
  expect(kinds(found(plus(sung, noise(1e-5))))).toEqual([]);
  for (const [name, sound] of Object.entries(band())) expect(kinds(found(sound, name))).toEqual([]);
});

test("proposals: off unless taken, and two kinds of cuts are taken together", () => {
  const faults = [...found(plus(sung, hum(50))), ...found(plus(melody, ring))];
  expect(kinds(faults)).toEqual(["hum", "resonance"]);
  const value = (accepted: readonly string[]): unknown[] =>
    decideRepairs(["lead vox"], faults, accepted).find(({ id }) => id === "repair.bands@lead vox")?.value as unknown[];
  expect(value([])).toEqual([]);
  const [notches, cut] = faults.map(({ id }) => value([id]).length) as [number, number];
  expect(cut).toBe(1);
  expect(value(faults.map(({ id }) => id))).toHaveLength(notches + cut);
});
