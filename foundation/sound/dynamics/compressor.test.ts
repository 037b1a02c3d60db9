import { describe, expect, test } from "vitest";
import { createGainFollower } from "./compressor.ts";

const RATE = 48_000;
const settings = { thresholdDbfs: -20, ratio: 4, kneeDb: 0, attackMs: 5, releaseMs: 100, mostDb: 40 };

/** A square wave has the RMS of its amplitude. */
function square(db: number, frames: number): Float32Array {
  const a = 10 ** (db / 20);
  return Float32Array.from({ length: frames }, (_, n) => (n % 2 === 0 ? a : -a));
}

function gainsOf(x: Float32Array, of = settings): Float32Array {
  const gains = new Float32Array(x.length);
  const follower = createGainFollower(RATE, of);
  for (let at = 0; at < x.length; at += 1000) {
    const part = gains.subarray(at, at + 1000);
    if (!follower.follow([x.subarray(at, at + 1000)], part)) part.fill(1);
  }
  return gains;
}

const decibels = (gain: number): number => 20 * Math.log10(gain);

describe("the static curve (Giannoulis, Massberg, Reiss 2012, equation 4)", () => {
  test.each([
    [-30, 0],
    [-20, 0],
    [-12, -6],
    [0, -15],
  ])("a level of %d dBFS is moved by %d dB at 4:1 over -20", (level, wanted) => {
    expect(decibels(gainsOf(square(level, RATE)).at(-1)!)).toBeCloseTo(wanted, 1);
  });

  test("in the middle of a soft knee of 10 dB it takes an eighth of slope times knee", () => {
    const gain = gainsOf(square(-20, RATE), { ...settings, kneeDb: 10 }).at(-1)!;
    expect(decibels(gain)).toBeCloseTo((-0.75 * 10) / 8, 1);
  });

  test("never more than the most", () => {
    expect(decibels(gainsOf(square(0, RATE), { ...settings, mostDb: 3 }).at(-1)!)).toBeCloseTo(-3, 2);
  });
});

test("attack: 63 % of the way after its time constant, on top of the window of the level", () => {
  const gains = gainsOf(square(0, RATE), { ...settings, attackMs: 50 });
  const at = gains.findIndex((gain) => decibels(gain) < -15 * (1 - Math.exp(-1)));
  expect((1000 * at) / RATE).toBeGreaterThan(50);
  expect((1000 * at) / RATE).toBeLessThan(58);
});

test("release: back by 63 % after its time constant", () => {
  const x = new Float32Array(RATE);
  x.set(square(0, RATE / 2));
  const gains = gainsOf(x);
  const from = RATE / 2 + Math.round(0.03 * RATE);
  const start = decibels(gains[from]!);
  const at = gains.findIndex((gain, n) => n > from && decibels(gain) > start * Math.exp(-1));
  expect((1000 * (at - from)) / RATE).toBeGreaterThan(95);
  expect((1000 * (at - from)) / RATE).toBeLessThan(106);
});

test("cutting the sound differently gives the same gains, and quiet sound is left alone", () => {
  const x = square(-6, 10_000);
  const whole = new Float32Array(x.length);
  createGainFollower(RATE, settings).follow([x], whole);
  expect(gainsOf(x)).toEqual(whole);
  expect(createGainFollower(RATE, settings).follow([square(-60, 5000)], new Float32Array(5000))).toBe(false);
});
