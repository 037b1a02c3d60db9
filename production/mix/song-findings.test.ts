import { expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { findKey, findTempo, tailSeconds } from "./song-findings.ts";
import { hats, kick, pad, songOf, stereo, TEST_RATE, traced } from "./sounds.testing.ts";

test("tempo: kicks twice a second and hats four times are 120 beats a minute, the first on 0", () => {
  const { tempo } = songOf({ "kick.wav": kick(), "hats.wav": hats() });
  expect(tempo?.bpm).toBeCloseTo(120, 0);
  expect(Math.min(tempo!.firstBeat, 0.5 - tempo!.firstBeat)).toBeLessThan(0.03);
});

test.each([84, 97, 140])("tempo: clicks at %d beats a minute", (bpm) => {
  const period = 60 / bpm;
  const clicks = stereo(20, (t) => Math.sin(2 * Math.PI * 900 * t) * Math.exp(-80 * (t % period)));
  expect(Math.abs(songOf({ "a.wav": clicks }).tempo!.bpm / bpm - 1)).toBeLessThan(0.02);
});

test("no tempo in a held chord, none in a moment", () => {
  expect(findTempo(songOf({ "pad.wav": pad() }).stems)?.confidence ?? 0).toBeLessThan(0.5);
  expect(findTempo(songOf({ "pad.wav": pad(2) }).stems)).toBeNull();
});

test.each([
  ["A major", [440, 554.4, 659.3, 493.9, 587.3, 740, 830.6]],
  ["A minor", [440, 523.3, 659.3, 493.9, 587.3, 698.5, 784]],
] as const)("key: the scale of %s with its triad held longer", (name, scale) => {
  const notes = [0, 1, 2, 0, 3, 0, 4, 2, 5, 0, 6, 0];
  const tune = stereo(12, (t) => 0.3 * Math.sin(2 * Math.PI * (scale[notes[Math.floor(t)]!] as number) * t));
  const key = findKey(songOf({ "tune.wav": tune }).stems);
  expect(`${key?.tonic} ${key?.mode}`).toBe(name);
});

test("noise has no key", () => {
  expect(findKey(songOf({ "hats.wav": hats() }).stems)).toBeNull();
});

test.each([0.3, 1.2])("a room of %d s is heard in what falls", (seconds) => {
  const random = createRandom(4);
  const room = stereo(12, (t) => {
    const u = t % 3;
    return 0.3 * random.normal() * (u < 0.2 ? 1 : Math.exp((-6.908 * (u - 0.2)) / seconds));
  });
  expect(tailSeconds(traced(room).weightedPower)! / seconds).toBeGreaterThan(0.8);
  expect(tailSeconds(traced(room).weightedPower)! / seconds).toBeLessThan(1.25);
});

test("what never falls says nothing of its room", () => {
  expect(tailSeconds(traced(stereo(4, (t) => 0.1 * Math.sin(2 * Math.PI * 300 * t))).weightedPower)).toBeNull();
  expect(TEST_RATE).toBe(44_100);
});
