import { beforeAll, expect, test } from "vitest";
import { decibelsFromAmplitude, decibelsFromPower } from "../../numbers/decibels.ts";
import { createRandom } from "../../statistics/random.ts";
import type { Sound } from "../audio.ts";
import { frequencyOf } from "./oscillators.ts";
import { barAt, SECONDS_PER_BEAT, SECTIONS, vocalPart } from "./song.ts";
import { addStem, EXAMPLE_SAMPLE_RATE, EXAMPLE_SECONDS, exampleStem, STEM_NAMES, type StemName } from "./stems.ts";

const rate = EXAMPLE_SAMPLE_RATE;
const frames = Math.round(EXAMPLE_SECONDS * rate);
const stems = new Map<StemName, Sound>();
const mix: Sound = { sampleRate: rate, channels: [new Float32Array(frames), new Float32Array(frames)] };

beforeAll(() => {
  for (const name of STEM_NAMES) {
    const stem = exampleStem(name, 1);
    stems.set(name, stem);
    addStem(mix, stem);
  }
}, 60_000);

function peakOf(sound: Sound): number {
  let peak = 0;
  for (const channel of sound.channels) for (const sample of channel) peak = Math.max(peak, Math.abs(sample));
  return peak;
}

function levelOf(sound: Sound, from: number, to: number): number {
  let sum = 0;
  for (const channel of sound.channels) {
    for (let n = Math.round(from * rate); n < Math.round(to * rate); n++) sum += channel[n]! ** 2;
  }
  return decibelsFromPower(sum / ((to - from) * rate * sound.channels.length));
}

test("the mix leaves a mastering engineer room: peaks about -6 dBFS", () => {
  const peak = decibelsFromAmplitude(peakOf(mix));
  expect(peak).toBeGreaterThan(-7.5);
  expect(peak).toBeLessThan(-4.5);
});

test("choruses are 2 to 6 dB louder than verses, and intro and outro the softest", () => {
  const levels = SECTIONS.map(({ name, firstBar, bars }) => {
    const from = firstBar * 4 * SECONDS_PER_BEAT;
    return { name, level: levelOf(mix, from, from + bars * 4 * SECONDS_PER_BEAT) };
  });
  const [intro, verse, chorus, verse2, chorus2, outro] = levels.map(({ level }) => level) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (const difference of [chorus - verse, chorus2 - verse2]) {
    expect(difference).toBeGreaterThan(2);
    expect(difference).toBeLessThan(6);
  }
  expect(Math.max(intro, outro)).toBeLessThan(Math.min(verse, verse2));
});

test.each(STEM_NAMES)("%s sounds, is finite, and begins and ends in silence", (name) => {
  const stem = stems.get(name)!;
  for (const channel of stem.channels) {
    expect(Number.isFinite(peakOf(stem))).toBe(true);
    expect(Math.abs(channel[0]!)).toBeLessThan(1e-3);
    expect(Math.abs(channel.at(-1)!)).toBeLessThan(1e-3);
  }
  expect(decibelsFromAmplitude(peakOf(stem))).toBeGreaterThan(-30);
});

// A click is a step: a jump from one sample to the next that the sound around it does not have.
test.each(["bass", "chords", "vocal"] as const)("%s has no clicks at the edges of its notes", (name) => {
  for (const channel of stems.get(name)!.channels) {
    let largest = 0;
    for (let n = 1; n < channel.length; n++) largest = Math.max(largest, Math.abs(channel[n]! - channel[n - 1]!));
    expect(largest / peakOf({ sampleRate: rate, channels: [channel] })).toBeLessThan(0.5);
  }
});

test("the voice sings what is written: the pitch of held notes by autocorrelation, within a third of a semitone", () => {
  const channel = stems.get("vocal")!.channels[0]!;
  const notes = vocalPart(createRandom(1).split("vocal")).filter(({ beats }) => beats >= 1.4);
  expect(notes.length).toBeGreaterThan(8);
  for (const { beat, pitch } of notes) {
    const start = Math.round((beat * SECONDS_PER_BEAT + 0.18) * rate);
    const window = channel.subarray(start, start + 4096);
    const expected = rate / frequencyOf(pitch);
    let best = 0;
    let bestLag = 0;
    for (let lag = Math.floor(expected / 1.8); lag < expected * 1.8; lag++) {
      let product = 0;
      for (let n = 0; n + lag < 4096; n++) product += window[n]! * window[n + lag]!;
      product /= 4096 - lag;
      if (product > best) [best, bestLag] = [product, lag];
    }
    expect(Math.abs(12 * Math.log2(expected / bestLag)), `beat ${beat}`).toBeLessThan(0.34);
  }
});

test("the melody ends its phrases on tones of the chord below", () => {
  const notes = vocalPart(createRandom(3)).filter(({ beats }) => beats >= 1.5);
  const fitting = notes.filter(({ beat, pitch }) => {
    const { chord } = barAt(Math.floor((beat + 0.1) / 4));
    return [...chord.voicing, chord.bass].some((tone) => (pitch - tone) % 12 === 0);
  });
  expect(fitting.length / notes.length).toBeGreaterThan(0.8);
});

test("one seed is one song, another seed another performance", () => {
  const again = exampleStem("kick", 1);
  const bytes = (sound: Sound): Buffer => Buffer.from(sound.channels[0]!.buffer);
  expect(bytes(again).equals(bytes(stems.get("kick")!))).toBe(true);
  expect(bytes(exampleStem("kick", 2)).equals(bytes(again))).toBe(false);
});
