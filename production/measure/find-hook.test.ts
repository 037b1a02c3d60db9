import { expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { findHook } from "./find-hook.ts";
import { createHookAnalyser, type HookFrames } from "./hook-frames.ts";

const RATE = 22_050;

/** A song of sections of 12 s, each a loop of four chords of its own, under a voice where it is sung. */
function song(
  sections: readonly { readonly chords: readonly number[]; readonly gain: number; readonly sung: boolean }[],
): HookFrames {
  const analyser = createHookAnalyser(RATE);
  const random = createRandom(4);
  for (const { chords, gain, sung } of sections) {
    const left = new Float32Array(12 * RATE);
    const right = new Float32Array(12 * RATE);
    for (let t = 0; t < left.length; t++) {
      const chord = chords[Math.floor(t / (1.5 * RATE)) % chords.length] as number;
      const beat = Math.exp(-((t % (RATE / 2)) / RATE) * 6);
      const tone = (semitone: number): number =>
        Math.sin((2 * Math.PI * 220 * 2 ** ((chord + semitone) / 12) * t) / RATE);
      const chordal = gain * beat * (tone(0) + tone(4) + tone(7)) * 0.15;
      const voice = sung ? gain * 0.25 * tone(12) : 0;
      left[t] = chordal + voice + 0.01 * random.normal();
      right[t] = -chordal * 0.5 + voice + 0.01 * random.normal();
    }
    analyser.push(left, right);
  }
  return analyser.finish();
}

const verse = { chords: [0, 5, 0, 7], gain: 0.5, sung: false };
const other = { chords: [3, 10, 8, 1], gain: 0.5, sung: false };
const bridge = { chords: [11, 6, 2, 9], gain: 0.6, sung: true };
const chorus = { chords: [9, 5, 0, 7], gain: 1, sung: true };

test("the chorus is found: what comes again, loud and sung", () => {
  // Verse, chorus, other, bridge, chorus, verse: choruses at 12 to 24 s and 48 to 60 s.
  const hook = findHook(song([verse, chorus, other, bridge, chorus, verse]), 10);
  const inFirst = hook !== null && hook.from >= 11 && hook.to <= 25;
  const inSecond = hook !== null && hook.from >= 47 && hook.to <= 61;
  expect(inFirst || inSecond, JSON.stringify(hook)).toBe(true);
  expect(hook?.likeness).toBeGreaterThan(0.8);
  expect(hook?.level).toBeGreaterThan(0.5);
  // It comes again 36 s away, to a frame of two.
  expect(Math.abs(Math.abs((hook?.again ?? 0) - (hook?.from ?? 0)) - 36)).toBeLessThan(1.6);
});

test("a longer clip holds the shorter hook", () => {
  const frames = song([verse, chorus, other, bridge, chorus, verse]);
  const short = findHook(frames, 10);
  const long = findHook(frames, 20, short);
  expect(long?.from).toBeLessThanOrEqual((short?.from ?? 0) + 0.8);
  expect(long?.to).toBeGreaterThanOrEqual((short?.to ?? 0) - 0.8);
});

test("starts stand at beginnings: within a twelfth of a second before one", () => {
  const { from } = findHook(song([verse, chorus, other, bridge, chorus, verse]), 10) as { from: number };
  const beat = from % 0.5;
  expect(Math.min(beat, 0.5 - beat)).toBeLessThan(0.09);
});

test("short sounds are taken whole, and next to nothing is no song", () => {
  const short = song([verse]);
  expect(findHook(short, 30)).toMatchObject({ from: 0, again: null });
  const analyser = createHookAnalyser(RATE);
  analyser.push(new Float32Array(RATE), new Float32Array(RATE));
  expect(findHook(analyser.finish(), 15)).toBeNull();
});

test("silence and mono are no trouble, and blocks of any size give the same frames", () => {
  const whole = createHookAnalyser(RATE);
  const parts = createHookAnalyser(RATE);
  const random = createRandom(8);
  const samples = Float32Array.from({ length: 20 * RATE }, (_, t) => (t < 5 * RATE ? 0 : 0.1 * random.normal()));
  whole.push(samples, samples);
  for (let at = 0; at < samples.length; ) {
    const size = random.integer(1, 5000);
    parts.push(samples.subarray(at, at + size), samples.subarray(at, at + size));
    at += size;
  }
  const frames = whole.finish();
  expect(parts.finish()).toEqual(frames);
  expect(frames.level.every(Number.isFinite)).toBe(true);
  expect(findHook(frames, 5)?.from).toBeGreaterThan(4);
});
