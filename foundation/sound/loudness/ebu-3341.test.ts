/** EBU Tech 3341 (version 4, 2023), table 1: the signals a meter in "EBU mode" must read, but for two authentic programmes. */
import { describe, expect, test } from "vitest";
import {
  decimatedBurst,
  ebuRates,
  fadedSine,
  gatingBlocks,
  slidingLoudness,
  tone,
  weightedPowerOf,
} from "./ebu-signals.testing.ts";
import { integratedLoudness } from "./gating.ts";
import { createTruePeakMeter } from "./true-peak-meter.ts";

const TOLERANCE_LU = 0.1;
const items = Array.from({ length: 20 }, (_, i) => i);

function expectLevels(levels: readonly number[], wanted: number): void {
  expect(levels.length).toBeGreaterThan(0);
  expect(Math.min(...levels)).toBeGreaterThanOrEqual(wanted - TOLERANCE_LU);
  expect(Math.max(...levels)).toBeLessThanOrEqual(wanted + TOLERANCE_LU);
}

const largest = (levels: readonly number[]): number => levels.reduce((most, each) => Math.max(most, each), -Infinity);

describe.each(ebuRates)("at %i Hz", (rate) => {
  const integrated = (power: Float64Array): number => integratedLoudness(gatingBlocks(power)) ?? Number.NaN;

  test.each([
    ["1", -23],
    ["2", -33],
  ])("case %s: a steady tone reads %f LUFS momentary, short-term and integrated", (_, level) => {
    const power = weightedPowerOf(rate, [tone(20, level)]);
    expectLevels([integrated(power)], level);
    // Readings once the window is full, past the onset of the filters.
    expectLevels(slidingLoudness(power, 0.4).slice(100), level);
    expectLevels(slidingLoudness(power, 3).slice(100), level);
  });

  test.each([
    ["3", [tone(10, -36), tone(60, -23), tone(10, -36)]],
    ["4", [tone(10, -72), tone(10, -36), tone(60, -23), tone(10, -36), tone(10, -72)]],
    ["5", [tone(20, -26), tone(20.1, -20), tone(20, -26)]],
  ])("case %s: gating leaves -23 LUFS", (_, tones) => {
    expectLevels([integrated(weightedPowerOf(rate, tones))], -23);
  });

  test("case 6: five channels with their weights read -23 LUFS", () => {
    expectLevels([integrated(weightedPowerOf(rate, [tone(20, [-28, -28, -24, -30, -30])], 5))], -23);
  });

  test("case 9: short-term stays at -23 LUFS from 3 s on", () => {
    const tones = items.slice(0, 5).flatMap(() => [tone(1.34, -20), tone(1.66, -30)]);
    expectLevels(slidingLoudness(weightedPowerOf(rate, tones), 3), -23);
  });

  test("case 10: largest short-term of 20 files, each -23 LUFS", () => {
    for (const i of items) {
      const power = weightedPowerOf(rate, [tone(i * 0.15, null), tone(3, -23), tone(1, null)]);
      expectLevels([largest(slidingLoudness(power, 3))], -23);
    }
  });

  test("case 11: largest short-term as the sequence goes, -38 to -19 LUFS", () => {
    const tones = items.flatMap((i) => [tone(i * 0.15, null), tone(3, -38 + i), tone(3 - i * 0.15, null)]);
    const readings = slidingLoudness(weightedPowerOf(rate, tones), 3);
    // The reading at time t is that of the window that ends there; one item is 6 s.
    for (const i of items) expectLevels([largest(readings.slice(0, (i + 1) * 600 - 300 + 1))], -38 + i);
  });

  test("case 12: momentary stays at -23 LUFS from 1 s on", () => {
    const tones = Array.from({ length: 25 }, () => [tone(0.18, -20), tone(0.22, -30)]).flat();
    expectLevels(slidingLoudness(weightedPowerOf(rate, tones), 0.4).slice(60), -23);
  });

  test("case 13: largest momentary of 20 files, each -23 LUFS", () => {
    for (const i of items) {
      const power = weightedPowerOf(rate, [tone(i * 0.02, null), tone(0.4, -23), tone(1, null)]);
      expectLevels([largest(slidingLoudness(power, 0.4))], -23);
    }
  });

  test("case 14: largest momentary as the sequence goes, -38 to -19 LUFS", () => {
    const tones = items.flatMap((i) => [tone(i * 0.02, null), tone(0.4, -38 + i), tone(0.4 - i * 0.02, null)]);
    const readings = slidingLoudness(weightedPowerOf(rate, tones), 0.4);
    for (const i of items) expectLevels([largest(readings.slice(0, (i + 1) * 80 - 40 + 1))], -38 + i);
  });

  const truePeak = (samples: Float32Array): number => {
    const meter = createTruePeakMeter(rate, 2);
    meter.push([samples, samples]);
    return 20 * Math.log10(meter.finish().truePeak);
  };
  const expectPeak = (found: number, wanted: number): void => {
    expect(found).toBeGreaterThanOrEqual(wanted - 0.4);
    expect(found).toBeLessThanOrEqual(wanted + 0.2);
  };

  test.each([
    ["15", 4, 0.5, 0, -6],
    ["16", 4, 0.5, 45, -6],
    ["17", 6, 0.5, 60, -6],
    ["18", 8, 0.5, 67.5, -6],
    ["19", 4, 1.41, 45, 3],
  ])("case %s: fs/%i at %f FFS, %f degrees, reads %f dBTP", (_, divisor, amplitude, degrees, wanted) => {
    expectPeak(truePeak(fadedSine(rate, divisor, amplitude, degrees)), wanted);
  });

  test.each([
    ["20", 0],
    ["21", 1],
    ["22", 2],
    ["23", 3],
  ])("case %s: a burst between samples, decimated from offset %#, reads 0 dBTP", (_, offset) => {
    expectPeak(truePeak(decimatedBurst(rate, offset)), 0);
  });
});
