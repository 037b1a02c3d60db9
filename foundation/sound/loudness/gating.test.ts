import { expect, test } from "vitest";
import { createEnergyMeter } from "./energy-meter.ts";
import { integratedLoudness, loudnessFromPower, loudnessRange, powerFromLoudness, windowMeans } from "./gating.ts";

const blocks = (...parts: readonly (readonly [count: number, lufs: number])[]): Float64Array =>
  Float64Array.from(parts.flatMap(([count, lufs]) => Array.from({ length: count }, () => powerFromLoudness(lufs))));

// BS.1770-5, Annex 1, eq. 2: l = -0.691 + 10 log10 z.
test("power and loudness are each other's inverse", () => {
  expect(loudnessFromPower(1)).toBeCloseTo(-0.691, 12);
  for (const lufs of [-70, -23, -9, 0]) expect(loudnessFromPower(powerFromLoudness(lufs))).toBeCloseTo(lufs, 10);
});

// BS.1770-5, Annex 1, eq. 5 to 7.
test("blocks at or under -70 LUFS do not count", () => {
  expect(integratedLoudness(blocks([50, -20], [500, -70.01]))).toBeCloseTo(-20, 10);
  expect(integratedLoudness(blocks([500, -70.01]))).toBe(null);
  expect(integratedLoudness(new Float64Array(10))).toBe(null);
  expect(integratedLoudness(new Float64Array(0))).toBe(null);
});

test("blocks more than 10 LU under the mean of the others do not count", () => {
  // 10 at -20 and 10 at -35: the mean is -22.87 LUFS, the gate -32.87.
  expect(integratedLoudness(blocks([10, -20], [10, -35]))).toBeCloseTo(-20, 10);
  // 10 at -20 and 10 at -30: the gate is -32.60, everything counts: the mean power of both.
  const mean = 10 * Math.log10((10 ** -2 + 10 ** -3) / 2);
  expect(integratedLoudness(blocks([10, -20], [10, -30]))).toBeCloseTo(mean, 10);
});

// EBU Tech 3342, section 2.2: 95th minus 10th percentile; gates -70 LUFS and -20 LU.
test("loudness range is the spread of percentiles of what passes the gates", () => {
  const ramp = Float64Array.from({ length: 1001 }, (_, i) => powerFromLoudness(-30 + i / 100));
  expect(loudnessRange(ramp)).toBeCloseTo(8.5, 6);
  expect(loudnessRange(blocks([100, -20], [100, -45]))).toBeCloseTo(0, 10);
  expect(loudnessRange(blocks([100, -80]))).toBe(null);
  expect(loudnessRange(new Float64Array(0))).toBe(null);
});

test("window means are means, and exactly 0 in silence after sound", () => {
  const powers = Float64Array.from({ length: 1000 }, (_, i) => (i < 500 ? 0.1 + (i % 7) / 30 : 0));
  const means = windowMeans(powers, 40, 10);
  expect(means).toHaveLength(97);
  means.forEach((mean, w) => {
    const direct = powers.subarray(w * 10, w * 10 + 40).reduce((sum, each) => sum + each, 0) / 40;
    if (direct === 0) expect(mean).toBe(0);
    else expect(mean).toBeCloseTo(direct, 12);
  });
  expect(windowMeans(powers.subarray(0, 39), 40, 10)).toHaveLength(0);
  expect(windowMeans(powers.subarray(0, 40), 40, 10)).toHaveLength(1);
});

test("quiet sound after loud sound is not taken for silence", () => {
  // 4 h at full scale, then -100 dB: 15 orders of magnitude in one sum.
  const powers = new Float64Array(1_440_000 + 400).fill(1, 0, 1_440_000).fill(1e-10, 1_440_000);
  const last = windowMeans(powers, 40, 10).at(-1) as number;
  expect(10 * Math.log10(last)).toBeGreaterThan(-105);
  expect(10 * Math.log10(last)).toBeLessThan(-95);
});

test("energies are the same for any partition into blocks", () => {
  const frames = 44_100;
  const channels = [0, 1, 2].map((c) =>
    Float32Array.from({ length: frames }, (_, n) => Math.sin(n * (0.01 + 0.003 * c)) * 0.5),
  );
  const energies = (block: number) => {
    const meter = createEnergyMeter(44_100, 3);
    for (let n = 0; n < frames; n += block) meter.push(channels.map((samples) => samples.subarray(n, n + block)));
    return meter.finish();
  };
  const whole = energies(frames);
  expect(whole.frames).toBe(frames);
  expect(whole.weightedPower).toHaveLength(100);
  for (const block of [441, 1000, 16_384]) {
    const parts = energies(block);
    for (const [s, power] of parts.weightedPower.entries()) {
      expect(power).toBeCloseTo(whole.weightedPower[s] as number, 13);
    }
    for (const [c, square] of parts.squares.entries()) {
      expect(square / (whole.squares[c] as number)).toBeCloseTo(1, 12);
    }
  }
  // The mean square of a sine is half its squared amplitude.
  expect((whole.squares[0] as number) / frames).toBeCloseTo(0.125, 3);
});
