/**
 * S. P. Lipshitz, R. A. Wannamaker, J. Vanderkooy, "Quantization and Dither: A Theoretical Survey", JAES 40(5), 1992:
 * triangular dither of two steps makes the mean of the total error 0 and its variance 1/4 step^2 (1/6 of the dither,
 * 1/12 of the rounding), whatever the signal.
 */
import { describe, expect, test } from "vitest";
import { createQuantiser, type DitherKind } from "./dither.ts";
import { seeded } from "./formats/test-sounds.testing.ts";
import { createMidSideAnalyser } from "./transforms/welch.ts";

const FRAMES = 400_000;

function quantised(
  samples: Float32Array,
  { bits = 16, kind = "tpdf" as DitherKind, seed = 1, block = FRAMES } = {},
): Float32Array {
  const quantiser = createQuantiser(bits, kind, seed, 1);
  const out = samples.slice();
  for (let n = 0; n < out.length; n += block) quantiser.push([out.subarray(n, n + block)]);
  return out;
}

/** Error in steps of `bits`. */
function errorOf(samples: Float32Array, out: Float32Array, bits = 16): Float64Array {
  const scale = 2 ** (bits - 1);
  return Float64Array.from(out, (value, n) => (value - samples[n]!) * scale);
}

const mean = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let n = 0; n < values.length; n++) sum += values[n]!;
  return sum / values.length;
};
const product = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let n = 0; n < a.length; n++) sum += a[n]! * b[n]!;
  return sum / a.length;
};

const random = seeded(77);
const noise = Float32Array.from({ length: FRAMES }, () => random() - 0.5);
/** Levels that undithered rounding would hold still: fractions of a step of 16 bits. */
const signals: readonly (readonly [string, Float32Array])[] = [
  ["noise", noise],
  ["a sine of half a step", noise.map((_, n) => (0.5 / 32_768) * Math.sin(n * 0.0571))],
  ["a constant of 0.3 steps", new Float32Array(FRAMES).fill(0.3 / 32_768)],
  ["a constant half way between steps", new Float32Array(FRAMES).fill(1000.5 / 32_768)],
  ["a sine of -20 dBFS", noise.map((_, n) => 0.1 * Math.sin(n * 0.02))],
];

describe.each(signals)("triangular dither on %s", (_, samples) => {
  const out = quantised(samples);
  const error = errorOf(samples, out);

  test("gives whole steps", () => {
    expect(out.every((value) => Number.isInteger(value * 32_768))).toBe(true);
  });

  test("leaves an error with mean 0 and variance 1/4 step^2", () => {
    // Five standard errors of the estimates.
    expect(Math.abs(mean(error))).toBeLessThan((5 * 0.5) / Math.sqrt(FRAMES));
    expect(product(error, error)).toBeGreaterThan(0.245);
    expect(product(error, error)).toBeLessThan(0.255);
    expect(Math.max(...error.map(Math.abs).subarray(0, 100_000))).toBeLessThanOrEqual(1.5 + 1e-3);
  });

  test("leaves an error without correlation to the signal, nor from frame to frame", () => {
    const level = Math.sqrt(product(samples, samples));
    expect(Math.abs(product(error, samples) - mean(error) * mean(samples)) / (level * 0.5)).toBeLessThan(0.01);
    for (const lag of [1, 2, 5]) {
      expect(Math.abs(product(error.subarray(lag), error.subarray(0, FRAMES - lag)) / 0.25)).toBeLessThan(0.01);
    }
  });
});

test("a tone under one step is kept: its level comes out as it went in", () => {
  const amplitude = 0.4 / 32_768;
  const samples = noise.map((_, n) => amplitude * Math.sin((2 * Math.PI * n) / 100));
  const out = quantised(samples);
  const carrier = Float64Array.from(out, (_, n) => Math.sin((2 * Math.PI * n) / 100));
  expect((2 * product(out, carrier)) / amplitude).toBeCloseTo(1, 1);
});

test("the second moment of the error does not follow the signal", () => {
  // Of the error of rounding alone it would swing between 0 and 1/4 along this ramp.
  const ramp = Float32Array.from({ length: FRAMES }, (_, n) => (100 + n / (FRAMES / 4)) / 32_768);
  const error = errorOf(ramp, quantised(ramp));
  const parts = Array.from({ length: 40 }, (_, k) => error.subarray(k * 10_000, (k + 1) * 10_000));
  for (const part of parts) expect(Math.abs(product(part, part) - 0.25)).toBeLessThan(0.025);
});

test.each(["tpdf", "shaped"] as const)("%s: digital silence stays silent, in front, between and after", (kind) => {
  const samples = new Float32Array(20_000);
  samples.set(noise.subarray(0, 5000), 3000);
  samples.set(noise.subarray(0, 3000), 12_000);
  const out = quantised(samples, { kind });
  const sounds = (n: number): boolean => (n >= 3000 && n < 8000) || (n >= 12_000 && n < 15_000);
  expect(out.every((value, n) => sounds(n) || value === 0)).toBe(true);
  expect(quantised(new Float32Array(777), { kind, block: 10 })).toEqual(new Float32Array(777));
});

test("a channel that is silent while another sounds gets its dither: the silence is of all channels", () => {
  const quantiser = createQuantiser(16, "tpdf", 1, 2);
  const [left, right] = [noise.slice(0, 5000), new Float32Array(5000)];
  quantiser.push([left, right]);
  expect(right.some((value) => value !== 0)).toBe(true);
});

test("the same seed gives the same samples, another others; channels draw their own", () => {
  const some = noise.subarray(0, 20_000);
  expect(quantised(some, { seed: 5 })).toEqual(quantised(some, { seed: 5 }));
  expect(quantised(some, { seed: 5 })).not.toEqual(quantised(some, { seed: 6 }));
  const constant = () => new Float32Array(FRAMES).fill(0.3 / 32_768);
  const quantiser = createQuantiser(16, "tpdf", 1, 2);
  const [left, right] = quantiser.push([constant(), constant()]) as [Float32Array, Float32Array];
  const [a, b] = [errorOf(constant(), left), errorOf(constant(), right)];
  expect(Math.abs(product(a, b) / 0.25)).toBeLessThan(0.01);
});

// What is promised: where no 64 frames in a row are silent, blocks may be cut anywhere. Silence is looked for within
// each block, so a run of it that a cut makes shorter than 64 frames is dithered there.
test.each(["tpdf", "shaped"] as const)(
  "%s: any partition of sound without silence gives the very same samples",
  (kind) => {
    const some = noise.subarray(0, 30_000);
    const whole = quantised(some, { kind });
    for (const block of [1, 63, 1000, 8192, 8193]) expect(quantised(some, { kind, block })).toEqual(whole);
  },
);

test("full scale is held, not wrapped", () => {
  const loud = Float32Array.from({ length: 1000 }, (_, n) => (n % 2 === 0 ? 1.2 : -1.2));
  for (const kind of ["tpdf", "shaped"] as const) {
    const out = quantised(loud, { kind });
    for (let n = 0; n < 1000; n++) expect(out[n]).toBe(n % 2 === 0 ? 32_767 / 32_768 : -1);
  }
});

describe("shaped dither", () => {
  const RATE = 44_100;
  const spectrum = (kind: DitherKind): ((fromHz: number, toHz: number) => number) => {
    const samples = noise.map((_, n) => 0.05 * Math.sin(n * 0.02));
    const error = Float32Array.from(errorOf(samples, quantised(samples, { kind })));
    const analyser = createMidSideAnalyser(RATE, 4096);
    analyser.push([error, error]);
    const { mid } = analyser.finish();
    const bin = RATE / 4096;
    return (fromHz, toHz) => mean(mid.slice(Math.round(fromHz / bin), Math.round(toHz / bin)));
  };
  const flat = spectrum("tpdf");
  const shaped = spectrum("shaped");
  const gain = (from: number, to: number): number => 10 * Math.log10(shaped(from, to) / flat(from, to));

  test("is at least 12 dB lower between 3 and 4 kHz, where hearing is keenest, and higher over 10 kHz", () => {
    expect(gain(3000, 4000)).toBeLessThan(-12);
    expect(gain(12_000, 20_000)).toBeGreaterThan(5);
  });

  test("follows 1 - 1.537 z^-1 + 0.8367 z^-2 within 1 dB", () => {
    for (const hertz of [500, 1500, 2500, 6000, 9000, 15_000, 20_000]) {
      const w = (2 * Math.PI * hertz) / RATE;
      const re = 1 - 1.537 * Math.cos(w) + 0.8367 * Math.cos(2 * w);
      const im = 1.537 * Math.sin(w) - 0.8367 * Math.sin(2 * w);
      const wanted = 10 * Math.log10(re * re + im * im);
      expect(Math.abs(gain(hertz - 200, hertz + 200) - wanted)).toBeLessThan(1);
    }
  });

  test("still leaves an error with mean 0", () => {
    const error = errorOf(noise, quantised(noise, { kind: "shaped" }));
    expect(Math.abs(mean(error))).toBeLessThan(0.005);
  });
});

test.each([8, 16, 24])("%i bits: the error is that of its own step", (bits) => {
  const out = quantised(noise, { bits });
  const error = errorOf(noise, out, bits);
  expect(product(error, error)).toBeGreaterThan(0.24);
  expect(product(error, error)).toBeLessThan(0.26);
});
