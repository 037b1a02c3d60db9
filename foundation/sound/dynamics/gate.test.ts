import { expect, test } from "vitest";
import { createGate } from "./gate.ts";

const RATE = 48_000;
const settings = { openDbfs: -40, closeDbfs: -46, holdMs: 100, releaseMs: 50, depthDb: 20 };

/** A tone at these levels (dBFS, mean square), a second each. */
const tones = (levels: readonly number[]): Float32Array =>
  Float32Array.from({ length: levels.length * RATE }, (_, n) => {
    const amplitude = Math.SQRT2 * 10 ** ((levels[Math.floor(n / RATE)] as number) / 20);
    return amplitude * Math.sin((2 * Math.PI * 997 * n) / RATE);
  });
const level = (of: Float32Array, from: number, to: number): number => {
  const part = of.subarray(from * RATE, to * RATE);
  return 10 * Math.log10(part.reduce((sum, x) => sum + x * x, 0) / part.length);
};

test("closed it takes its depth, open nothing; between the thresholds it stays as it was", () => {
  const sound = tones([-60, -43, -20, -43, -60]);
  createGate(RATE, settings)([sound]);
  expect(level(sound, 0.5, 1)).toBeCloseTo(-80, 1);
  expect(level(sound, 1.5, 2)).toBeCloseTo(-63, 1);
  expect(level(sound, 2.5, 3)).toBeCloseTo(-20, 1);
  expect(level(sound, 3.5, 4)).toBeCloseTo(-43, 1);
  expect(level(sound, 4.8, 5)).toBeCloseTo(-80, 1);
});

test("it stays open for its hold, and is down by 63 % of the way after its release", () => {
  const sound = tones([-20, -60, -60]);
  createGate(RATE, settings)([sound]);
  expect(level(sound, 1.05, 1.1)).toBeCloseTo(-60, 0);
  const gain = 10 ** ((level(sound, 1.18, 1.2) + 60) / 20);
  expect(gain).toBeLessThan(0.5);
  expect(gain).toBeGreaterThan(0.15);
});
