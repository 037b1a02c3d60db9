import { expect, test } from "vitest";
import { createRandom } from "../../../foundation/statistics/random.ts";
import type { HeardMusic } from "./heard.ts";
import { createMusicAnalyser } from "./music-analyser.ts";

const RATE = 22_050;

function sound(seconds: number, at: (t: number, n: number) => number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * RATE) }, (_, n) => at(n / RATE, n));
}

function heard(left: Float32Array, right = left, block = 30_000): HeardMusic {
  const analyser = createMusicAnalyser(RATE);
  for (let from = 0; from < left.length; from += block)
    analyser.push([left.subarray(from, from + block), right.subarray(from, from + block)]);
  return analyser.finish();
}

/** Bass drum on 1 and 3, snare on 2 and 4, hats in eighths. */
function drums(bpm: number, seconds: number): Float32Array {
  const random = createRandom(1);
  const noise = sound(1, () => random.normal());
  return sound(seconds, (t, n) => {
    const beat = (t * bpm) / 60;
    const since = ((beat % 1) * 60) / bpm;
    const eighth = (((2 * beat) % 1) * 30) / bpm;
    const hiss = noise[n % RATE] as number;
    const kick = Math.floor(beat) % 2 === 0 ? 0.6 * Math.sin(2 * Math.PI * 55 * since) * Math.exp(-12 * since) : 0;
    const snare = Math.floor(beat) % 2 === 1 ? 0.2 * hiss * Math.exp(-20 * since) : 0;
    return kick + snare + 0.05 * hiss * Math.exp(-60 * eighth);
  });
}

/** Chords of three keys with five partials each, two seconds a chord. */
function chords(roots: readonly (readonly number[])[], seconds: number, a4 = 440): Float32Array {
  return sound(seconds, (t) => {
    let sum = 0;
    for (const key of roots[Math.floor(t / 2) % roots.length] as readonly number[])
      for (let k = 1; k <= 5; k++) sum += Math.sin(2 * Math.PI * k * a4 * 2 ** ((key - 69) / 12) * t) / k;
    return 0.05 * sum * Math.exp(-0.6 * (t % 2));
  });
}

const both = (one: Float32Array, other: Float32Array): Float32Array => one.map((x, n) => x + (other[n] as number));
const triad = (root: number, third: number): number[] => [root - 12, root, root + third, root + 7];
/** I IV V I and i iv V i: cadences, which decide the key. */
const majorIn = (tonic: number) => [triad(tonic, 4), triad(tonic + 5, 4), triad(tonic + 7, 4), triad(tonic, 4)];
const minorIn = (tonic: number) => [triad(tonic, 3), triad(tonic + 5, 3), triad(tonic + 7, 4), triad(tonic, 3)];

test.each([82, 97.5, 128, 150])("drums at %d beats a minute", (bpm) => {
  const { tempo, key } = heard(drums(bpm, 20));
  expect(Math.abs((tempo.value as number) / bpm - 1)).toBeLessThan(0.01);
  expect(Math.abs((tempo.value as number) - bpm)).toBeLessThan(2 * (tempo.uncertainty as number));
  expect(tempo.confidence).toBeGreaterThan(0.5);
  expect(key.reasons[0]?.code).toBe("key.no-pitch");
});

test("a metronome is counted as it clicks", () => {
  for (const bpm of [90, 120, 160]) {
    const clicks = sound(12, (t) => 0.5 * Math.sin(2 * Math.PI * 900 * t) * Math.exp(-80 * (t % (60 / bpm))));
    expect(Math.abs((heard(clicks).tempo.value as number) / bpm - 1)).toBeLessThan(0.01);
  }
});

test.each([
  ["C", "major", majorIn(60)],
  ["F#", "major", majorIn(66)],
  ["A", "minor", minorIn(57)],
  ["C#", "minor", minorIn(61)],
] as const)("chords in %s %s, tuned to 446 Hz", (tonic, name, progression) => {
  const { key, mode, tuningCents } = heard(chords(progression, 16, 446));
  expect([key.value, mode.value]).toEqual([tonic, name]);
  // 1200 log2(446 / 440)
  expect(Math.abs((tuningCents as number) - 23.4)).toBeLessThan(1);
  expect(key.confidence).toBeGreaterThan(0.5);
});

test("shares of a finding and its rivals are those of one distribution", () => {
  const { tempo, key, mode } = heard(both(drums(120, 12), chords(minorIn(57), 12)));
  for (const each of [tempo, key, mode]) {
    const all = each.alternatives.reduce((sum, { confidence }) => sum + confidence, each.confidence as number);
    expect(all).toBeGreaterThan(0.5);
    expect(all).toBeLessThanOrEqual(1 + 1e-9);
  }
});

test("opposite channels and other blocks: the same is heard", () => {
  const song = both(drums(120, 14), chords(majorIn(62), 14));
  const [one, other] = [heard(song), heard(song, song, 777)];
  expect(other).toEqual(one);
  const turned = heard(
    song,
    song.map((x) => -x),
  );
  expect([turned.key.value, turned.mode.value]).toEqual(["D", "major"]);
  expect(turned.tempo.value as number).toBeCloseTo(one.tempo.value as number, 0);
});

test.each([
  ["noise", () => noiseOf(20), "tempo.no-beat", "key.no-pitch"],
  ["a sine", () => sound(12, (t) => 0.3 * Math.sin(2 * Math.PI * 220 * t)), "tempo.no-beat", "key.few-pitches"],
  ["silence", () => new Float32Array(10 * RATE), "music.silence", "music.silence"],
  ["four seconds", () => drums(120, 4), "music.too-short", "music.too-short"],
  ["nothing", () => new Float32Array(0), "music.too-short", "music.too-short"],
  ["no numbers", () => new Float32Array(8 * RATE).fill(Number.NaN), "music.silence", "music.silence"],
] as const)("%s: it cannot be told, and why", (_, make, tempoCode, keyCode) => {
  const { tempo, key, mode, tuningCents } = heard(make());
  expect([tempo.value, key.value, mode.value, tuningCents]).toEqual([null, null, null, null]);
  expect(tempo.confidence).toBeNull();
  expect([tempo.reasons[0]?.code, key.reasons[0]?.code, mode.reasons[0]?.code]).toEqual([tempoCode, keyCode, keyCode]);
});

function noiseOf(seconds: number): Float32Array {
  const random = createRandom(7);
  return sound(seconds, () => 0.2 * random.normal());
}
