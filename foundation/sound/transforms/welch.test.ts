import { expect, test } from "vitest";
import { seeded } from "../formats/test-sounds.testing.ts";
import { createMidSideAnalyser, type MidSideSpectrum } from "./welch.ts";

const RATE = 48_000;
const SIZE = 4096;

function spectrum(channels: readonly Float32Array[], block = 100_000, hop?: number): MidSideSpectrum {
  const analyser = createMidSideAnalyser(RATE, SIZE, hop);
  for (let n = 0; n < channels[0]!.length; n += block)
    analyser.push(channels.map((samples) => samples.subarray(n, n + block)));
  return analyser.finish();
}

const sum = (values: Float64Array): number => values.reduce((total, each) => total + each, 0);
const meanSquare = (values: Float32Array): number =>
  values.reduce((total, each) => total + each * each, 0) / values.length;

function noise(frames: number, seed: number, gain: number): Float32Array {
  const random = seeded(seed);
  return Float32Array.from({ length: frames }, () => gain * (2 * random() - 1));
}

const sine = (frames: number, hertz: number, gain = 1): Float32Array =>
  Float32Array.from({ length: frames }, (_, n) => gain * Math.sin((2 * Math.PI * hertz * n) / RATE));

// P. D. Welch 1967: with the window's power taken off, the bins add up to the mean square.
test.each([
  [1000, "on no bin"],
  [128 * (RATE / SIZE), "on a bin"],
])("a full-scale sine of %f Hz (%s) adds up to half", (hertz) => {
  const samples = sine(SIZE * 40, hertz);
  const { mid, side } = spectrum([samples, samples]);
  expect(10 * Math.log10(sum(mid))).toBeCloseTo(-3.01, 2);
  expect(sum(side)).toBeLessThan(1e-14);
  const top = mid.indexOf(Math.max(...mid));
  expect(Math.abs(top * (RATE / SIZE) - hertz)).toBeLessThanOrEqual(RATE / SIZE / 2 + 1e-9);
  // The Hann main lobe is 4 bins wide: all but a thousandth lies in the 5 bins around.
  expect(sum(mid.slice(top - 2, top + 3)) / sum(mid)).toBeGreaterThan(0.999);
});

test("white noise adds up to its mean square, alike in every part of the spectrum", () => {
  const samples = noise(SIZE * 300, 5, 0.5);
  const { mid } = spectrum([samples, samples]);
  // Uniform noise within +-a has the mean square a^2/3.
  expect(10 * Math.log10(sum(mid) / (0.25 / 3))).toBeCloseTo(0, 1);
  expect(10 * Math.log10(sum(mid) / meanSquare(samples))).toBeCloseTo(0, 1);
  const [low, high] = [mid.slice(50, 1000), mid.slice(1000, 1950)];
  expect(10 * Math.log10(sum(low) / sum(high))).toBeCloseTo(0, 1);
});

test("mid and side are told apart", () => {
  const m = sine(SIZE * 10, 500, 0.5);
  const s = sine(SIZE * 10, 5000, 0.1);
  const left = m.map((value, n) => value + s[n]!);
  const right = m.map((value, n) => value - s[n]!);
  const { mid, side } = spectrum([left, right]);
  expect(10 * Math.log10(sum(mid) / 0.125)).toBeCloseTo(0, 2);
  expect(10 * Math.log10(sum(side) / 0.005)).toBeCloseTo(0, 2);
  // 32-bit samples: neither leaks into the other by more than -120 dB.
  expect(sum(mid.slice(400)) / sum(mid)).toBeLessThan(1e-12);
  expect(sum(side.slice(0, 60)) / sum(side)).toBeLessThan(1e-10);
});

test("a mono sound has a mid and no side", () => {
  const { mid, side } = spectrum([sine(SIZE * 4, 1000)]);
  expect(10 * Math.log10(sum(mid))).toBeCloseTo(-3.01, 1);
  // Both go through one transform of 32-bit floats: its rounding is under -140 dB.
  expect(10 * Math.log10(sum(side) + 1e-30)).toBeLessThan(-135);
});

test("any partition into blocks gives the very same spectrum", () => {
  const channels = [noise(50_000, 1, 0.3), noise(50_000, 2, 0.4)];
  const whole = spectrum(channels);
  for (const block of [1, 333, SIZE, 5000]) expect(spectrum(channels, block)).toEqual(whole);
});

test("windows lie a hop apart, and a sound shorter than one is padded", () => {
  const samples = noise(SIZE * 8, 1, 0.3);
  expect(spectrum([samples, samples]).segments).toBe(15);
  expect(spectrum([samples, samples], 1000, SIZE).segments).toBe(8);
  const short = spectrum([samples.subarray(0, 100), samples.subarray(0, 100)]);
  expect(short.segments).toBe(1);
  expect(sum(short.mid)).toBeGreaterThan(0);
});
