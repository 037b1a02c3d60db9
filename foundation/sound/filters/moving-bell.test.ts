import { describe, expect, test } from "vitest";
import { createRandom } from "../../statistics/random.ts";
import { createMovingBell, movingBellPower } from "./moving-bell.ts";

const RATE = 48_000;

/** Level of a sine behind the bell, dB against what went in, once it has settled. */
function levelAt(hz: number, gain: number, bell = { hz: 1000, q: 2 }): number {
  const frames = RATE;
  const sine = Float32Array.from({ length: frames }, (_, n) => Math.sin((2 * Math.PI * hz * n) / RATE));
  const out = sine.slice();
  createMovingBell(bell.hz, bell.q, RATE).apply([out], 0, frames, new Float32Array(frames).fill(gain));
  const power = (of: Float32Array): number => of.subarray(frames / 2).reduce((sum, x) => sum + x * x, 0);
  return 10 * Math.log10(power(out) / power(sine));
}

describe("a bell whose gain moves", () => {
  test.each([-3, -6, -9, 4])("%d dB are %d dB at its centre", (db) => {
    expect(levelAt(1000, 10 ** (db / 20))).toBeCloseTo(db, 2);
  });

  test("far from it nothing happens, and in between what the formula says", () => {
    const gain = 10 ** (-6 / 20);
    for (const hz of [100, 500, 800, 1300, 2000, 8000]) {
      expect(levelAt(hz, gain)).toBeCloseTo(10 * Math.log10(movingBellPower({ hz: 1000, q: 2 }, gain, hz)), 1);
    }
    expect(Math.abs(levelAt(60, gain))).toBeLessThan(0.02);
  });

  test("a gain of 1 leaves every bit as it was", () => {
    const random = createRandom(1);
    const noise = Float32Array.from({ length: 5000 }, () => random.uniform(-1, 1));
    const out = noise.slice();
    createMovingBell(300, 1, RATE).apply([out], 0, 5000, new Float32Array(5000).fill(1));
    expect(out).toEqual(noise);
  });

  test("in pieces it is the same", () => {
    const random = createRandom(2);
    const whole = Float32Array.from({ length: 4000 }, () => random.uniform(-1, 1));
    const pieces = whole.slice();
    const gain = Float32Array.from({ length: 4000 }, (_, n) => 1 - n / 8000);
    createMovingBell(700, 1.5, RATE).apply([whole], 0, 4000, gain);
    const bell = createMovingBell(700, 1.5, RATE);
    for (let at = 0; at < 4000; at += 700)
      bell.apply([pieces], at, Math.min(700, 4000 - at), gain.subarray(at, at + 700));
    expect(pieces).toEqual(whole);
  });
});
