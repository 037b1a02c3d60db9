import { expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { drumSound } from "./drum-kit.ts";
import { bass, electricPiano, guitar, lead, pad, strings, type Voice } from "./voices.ts";

const RATE = 48_000;
const VOICES: Readonly<Record<string, Voice>> = { lead, bass, pad, strings, electricPiano, guitar };

function played(voice: Voice, pitch: number, velocity = 100, seconds = 1.5): Float32Array[] {
  const out = Array.from({ length: voice.channels }, () => new Float32Array(Math.ceil((seconds + 1) * RATE)));
  voice.play({ frame: 0, frames: seconds * RATE, pitch, velocity }, out, RATE, createRandom(1));
  return out;
}

/** Frequency by the peak of the autocorrelation near the period expected, over 0.6 s, refined by a parabola. */
function frequencyNear(x: Float32Array, expected: number): number {
  const from = Math.round(0.35 * RATE);
  const length = Math.round(0.6 * RATE);
  // Many periods away the error of a fraction of a sample is small.
  const periods = Math.max(1, Math.floor((0.25 * RATE) / (RATE / expected)));
  const centre = (periods * RATE) / expected;
  const value = (lag: number): number => {
    let sum = 0;
    for (let n = 0; n < length; n++) sum += (x[from + n] as number) * (x[from + n + lag] as number);
    return sum;
  };
  let best = Math.round(centre);
  const reach = Math.max(2, Math.round(RATE / expected / 3));
  for (let lag = Math.round(centre) - reach; lag <= Math.round(centre) + reach; lag++)
    if (value(lag) > value(best)) best = lag;
  const [a, b, c] = [value(best - 1), value(best), value(best + 1)];
  return (periods * RATE) / (best + (0.5 * (a - c)) / (a - 2 * b + c));
}

/** Ensembles are as wide as their players are apart, the lead has a vibrato of 14 cents; single instruments must be better than a listener can tell. */
const CENTS: Readonly<Record<string, number>> = { pad: 10, strings: 10, lead: 8 };

test.each(Object.keys(VOICES))("%s is in tune with equal temperament from A1 to A5", (name) => {
  const voice = VOICES[name] as Voice;
  for (const pitch of [33, 45, 57, 69, 81]) {
    const expected = 440 * 2 ** ((pitch - 69) / 12);
    const out = played(voice, pitch);
    const sum = (out[0] as Float32Array).map((x, n) => x + (out[1]?.[n] ?? 0));
    expect(Math.abs(1200 * Math.log2(frequencyNear(sum, expected) / expected))).toBeLessThan(CENTS[name] ?? 5);
  }
});

test.each(Object.keys(VOICES))("%s: harder is louder and brighter, silent in the end, the same twice", (name) => {
  const voice = VOICES[name] as Voice;
  const energy = (x: Float32Array): number => x.reduce((sum, value) => sum + value * value, 0);
  /** Energy of differences against energy: grows with brightness. */
  const brightness = (x: Float32Array): number => energy(x.map((value, n) => value - (x[n - 1] ?? 0))) / energy(x);
  const [soft] = played(voice, 60, 30) as [Float32Array];
  const [hard] = played(voice, 60, 120) as [Float32Array];
  expect(energy(hard)).toBeGreaterThan(3 * energy(soft));
  expect(brightness(hard)).toBeGreaterThan(brightness(soft));
  expect(hard.every(Number.isFinite)).toBe(true);
  expect(energy(hard.subarray(hard.length - 1000))).toBeLessThan(1e-9);
  expect(played(voice, 60, 120)[0]).toEqual(hard);
});

test("drums end, and do not clip at full strength", () => {
  for (const key of [35, 36, 37, 38, 40, 41, 42, 45, 46, 49, 50, 51]) {
    const sound = drumSound(key, RATE, createRandom(1));
    const peak = sound.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    expect(peak).toBeGreaterThan(0.05);
    expect(peak).toBeLessThan(1.3);
    expect(Math.abs(sound[sound.length - 1] as number)).toBeLessThan(0.01);
  }
});
