import { describe, expect, test } from "vitest";
import { seeded } from "../formats/test-sounds.testing.ts";
import { oracleTruePeak } from "../loudness/true-peak-oracle.testing.ts";
import {
  createCurveApplier,
  type LimiterCurve,
  type Limiting,
  limiterCurve,
  limiterDefaults,
  takeLevels,
  walkCurve,
} from "./limiter.ts";
import { createPeakEnvelopeMeter, cutEnvelope, type PeakEnvelope, PIECE_BINS } from "./peak-envelope.ts";

const RATE = 44_100;
const db = (amplitude: number): number => 20 * Math.log10(amplitude);
const amplitude = (decibels: number): number => 10 ** (decibels / 20);

function envelopeOf(channels: readonly Float32Array[], rate = RATE, block = 65_536): PeakEnvelope {
  const meter = createPeakEnvelopeMeter(rate, channels.length, 0);
  for (let n = 0; n < channels[0]!.length; n += block) {
    meter.push(channels.map((samples) => samples.subarray(n, n + block)));
  }
  return meter.finish();
}

function curveOf(channels: readonly Float32Array[], gain: number, ceiling: number, rate = RATE): LimiterCurve {
  return limiterCurve(takeLevels(envelopeOf(channels, rate)), gain, ceiling);
}

/** All of a curve at once. */
function wholeCurve(curve: LimiterCurve): Limiting & { binFrames: number; controls: Float32Array } {
  const controls = new Float32Array(curve.bins);
  return { ...walkCurve(curve, (part, at) => controls.set(part, at)), binFrames: curve.binFrames, controls };
}

function applied(curve: LimiterCurve, channels: readonly Float32Array[], block = 1e9): Float32Array[] {
  const out = channels.map((samples) => samples.slice());
  const applier = createCurveApplier(curve);
  for (let n = 0; n < out[0]!.length; n += block) {
    applier.apply(out.map((samples) => samples.subarray(n, n + block)));
  }
  return out;
}

const samplePeak = (channels: readonly Float32Array[]): number =>
  channels.reduce((most, samples) => samples.reduce((peak, each) => Math.max(peak, Math.abs(each)), most), 0);

/** Partials and noise with hits, nothing over a third of the sample rate. */
function music(frames: number, seed: number): Float32Array {
  const random = seeded(seed);
  let low = 0;
  const out = new Float32Array(frames);
  let hit = 0;
  for (let n = 0; n < frames; n++) {
    if (n % 9000 === 0) hit = 0.4 + random();
    hit *= 0.9994;
    low += 0.25 * (2 * random() - 1 - low);
    out[n] =
      0.2 * Math.sin(n * 0.031 + seed) + 0.15 * Math.sin(n * 0.217) + 0.5 * hit * low + 0.3 * hit * Math.sin(n * 0.011);
  }
  return out;
}

function impulses(frames: number, ...at: readonly number[]): Float32Array {
  const samples = new Float32Array(frames);
  for (const n of at) samples[n] = n % 2 ? -1 : 1;
  return samples;
}

function noiseBurst(frames: number, from: number, to: number, seed: number): Float32Array {
  const random = seeded(seed);
  const white = Float64Array.from({ length: frames }, (_, n) => (2 * random() - 1) * (n >= from && n < to ? 1 : 0.001));
  // Halves at 0.25 of the sample rate, nothing left at half of it.
  return Float32Array.from(
    white,
    (value, n) =>
      0.375 * value +
      0.25 * ((white[n - 1] ?? 0) + (white[n + 1] ?? 0)) +
      0.0625 * ((white[n - 2] ?? 0) + (white[n + 2] ?? 0)),
  );
}

const square = (frames: number, half: number): Float32Array =>
  Float32Array.from({ length: frames }, (_, n) => (Math.floor(n / half) % 2 === 0 ? 1 : -1));

const sounds: readonly (readonly [string, readonly Float32Array[]])[] = [
  ["music, one channel", [music(60_000, 1)]],
  ["music, two channels that differ", [music(60_000, 2), music(60_000, 3)]],
  ["single impulses, the first and the last frame among them", [impulses(30_000, 0, 7000, 7001, 20_000, 29_999)]],
  ["a burst of noise at the very start", [noiseBurst(20_000, 0, 400, 4)]],
  ["a burst of noise at the very end", [noiseBurst(20_000, 19_700, 20_000, 5)]],
  ["a full-scale square", [square(6000, 50)]],
  ["a full-scale square of odd length", [square(6011, 173)]],
  ["constant full scale", [new Float32Array(2000).fill(1)]],
  [
    "inter-sample overs: fs/4 at 45 degrees",
    [Float32Array.from({ length: 3000 }, (_, n) => Math.SQRT2 * Math.sin((Math.PI / 2) * n + Math.PI / 4))],
  ],
  ["inter-sample overs: near fs/3", [Float32Array.from({ length: 3000 }, (_, n) => Math.sin(2.1 * n + 0.4))]],
  ["3 frames", [Float32Array.of(0.9, 1, 0.8)]],
  ["1 frame", [Float32Array.of(1)]],
];

// 0.15 dB is what the limiter may be over by itself: whole files are measured and corrected (see runtime/master).
describe.each([0, 3, 6, 15])("driven by %i dB into -1 dBTP", (gainDb) => {
  test.each(sounds)("%s: never over the ceiling", (_, channels) => {
    const ceiling = amplitude(-1);
    const out = applied(curveOf(channels, amplitude(gainDb), ceiling), channels);
    expect(db(samplePeak(out))).toBeLessThanOrEqual(-1 + 1e-4);
    expect(db(oracleTruePeak(out))).toBeLessThanOrEqual(-1 + 0.15);
  });
});

test.each([8000, 22_050, 48_000, 96_000, 192_000, 384_000])("at %i Hz it keeps the ceiling too", (rate) => {
  const channels = [music(20_000, 6)];
  const out = applied(curveOf(channels, 4, 0.5, rate), channels);
  expect(db(oracleTruePeak(out) / 0.5)).toBeLessThanOrEqual(0.15);
});

test("under the ceiling nothing is limited: the gain is exact", () => {
  const channels = [music(50_000, 7)];
  const gain = 0.9 / oracleTruePeak(channels);
  const limiter = curveOf(channels, gain, 0.95);
  const curve = wholeCurve(limiter);
  expect(curve.mostReductionDb).toBe(0);
  expect(curve.percentile99Db).toBe(0);
  for (const control of curve.controls) expect(control).toBe(Math.fround(gain));
  const out = applied(limiter, channels);
  expect(out[0]!).toEqual(channels[0]!.map((value) => value * Math.fround(gain)));
});

test("a gain of 1 under the ceiling changes no bit", () => {
  const channels = [music(30_000, 8).map((value) => value * 0.3)];
  expect(applied(curveOf(channels, 1, 1), channels)).toEqual(channels);
});

describe("after a single peak", () => {
  const channels = [impulses(RATE * 2, RATE)];
  const curve = wholeCurve(curveOf(channels, amplitude(12), 1));
  const lowest = curve.controls.indexOf(curve.controls.reduce((least, each) => Math.min(least, each), Infinity));
  const binSeconds = curve.binFrames / RATE;

  test("the gain never falls again", () => {
    for (let i = lowest + 1; i < curve.controls.length; i++) {
      expect(curve.controls[i]!).toBeGreaterThanOrEqual(curve.controls[i - 1]! * (1 - 1e-6));
    }
  });

  test("before it, the gain never rises, and moves only within the look-ahead", () => {
    for (let i = 1; i <= lowest; i++)
      expect(curve.controls[i]!).toBeLessThanOrEqual(curve.controls[i - 1]! * (1 + 1e-6));
    const start = curve.controls.findIndex((control) => control < amplitude(12) * 0.9999);
    const ahead = (RATE / curve.binFrames - start) * binSeconds * 1000;
    expect(ahead).toBeGreaterThan(1);
    expect(ahead).toBeLessThan(limiterDefaults.lookAheadMs + 4 * binSeconds * 1000);
  });

  test("most of the way back is done after three time constants", () => {
    const later =
      lowest + Math.round((limiterDefaults.lookAheadMs + 3 * limiterDefaults.releaseMs) / 1000 / binSeconds);
    expect(db(amplitude(12) / curve.controls[later]!)).toBeLessThan(12 * 0.2);
    expect(db(amplitude(12) / curve.controls.at(-1)!)).toBeLessThan(0.5);
  });

  test("the largest reduction is what the peak asked for", () => {
    // 12 dB, and what the impulse rings beyond itself between samples.
    expect(curve.mostReductionDb).toBeGreaterThan(11.9);
    expect(curve.mostReductionDb).toBeLessThan(12.5);
    // The 99th percentile over time: one peak in two seconds is down for a few hundredths.
    expect(curve.percentile99Db).toBeLessThan(12);
  });
});

test("the 99th percentile is that of the controls", () => {
  const channels = [music(200_000, 9)];
  const gain = amplitude(6);
  const { controls, percentile99Db, mostReductionDb } = wholeCurve(curveOf(channels, gain, 0.7));
  const reductions = Array.from(controls, (control) => db(gain / control)).sort((a, b) => a - b);
  expect(Math.abs(percentile99Db - reductions[Math.floor(reductions.length * 0.99)]!)).toBeLessThan(0.03);
  expect(mostReductionDb).toBeCloseTo(reductions.at(-1)!, 3);
});

test("more gain, never less reduction", () => {
  const channels = [music(100_000, 10)];
  const reductions = [0, 2, 4, 8, 12].map(
    (gainDb) => wholeCurve(curveOf(channels, amplitude(gainDb), 0.8)).percentile99Db,
  );
  for (let i = 1; i < reductions.length; i++) expect(reductions[i]!).toBeGreaterThanOrEqual(reductions[i - 1]!);
});

test("any partition into blocks gives the very same envelope and samples", () => {
  const channels = [music(50_000, 11), music(50_000, 12)];
  const envelope = envelopeOf(channels);
  for (const block of [1000, 8192, 8193, 33]) expect(envelopeOf(channels, RATE, block)).toEqual(envelope);
  const curve = limiterCurve(takeLevels(envelope), 3, 0.8);
  const whole = applied(curve, channels);
  for (const block of [1, 7, 16, 1000, 16_384, 20_000]) expect(applied(curve, channels, block)).toEqual(whole);
});

test("an envelope of several pieces: the gains go on over the seams, and a cut is what it would be by itself", () => {
  const rate = 8000; // bins of 4 frames
  const channels = [music(4 * (2 * PIECE_BINS + 100), 15)];
  const envelope = envelopeOf(channels, rate);
  expect(envelope.pieces.map(({ length }) => length)).toEqual([PIECE_BINS, PIECE_BINS, 100]);
  const flat = Float32Array.from(envelope.pieces.flatMap((piece) => [...piece]));
  for (const [from, to] of [
    [0, 10],
    [PIECE_BINS - 3, PIECE_BINS + 3],
    [50, 2 * PIECE_BINS + 60],
    [2 * PIECE_BINS + 90, 2 * PIECE_BINS + 200],
  ] as const) {
    const cut = cutEnvelope(envelope, from, to);
    expect(cut.bins).toBe(Math.min(to, flat.length) - from);
    expect(Float32Array.from(cut.pieces.flatMap((piece) => [...piece]))).toEqual(flat.slice(from, to));
  }
  const out = applied(limiterCurve(takeLevels(envelope), 3, 0.8), channels);
  expect(db(samplePeak(out) / 0.8)).toBeLessThanOrEqual(1e-4);
  // The same sound 100 bins later: the seams lie elsewhere in it, and every sample is the same, but for the first two
  // bins: in front of the first gain it goes on as it is.
  const later = channels.map((samples) => {
    const shifted = new Float32Array(samples.length + 400);
    shifted.set(samples, 400);
    return shifted;
  });
  expect(applied(curveOf(later, 3, 0.8, rate), later)[0]!.slice(408)).toEqual(out[0]!.slice(8));
});

test("both channels get one gain", () => {
  const channels = [music(40_000, 13), music(40_000, 14)];
  const [left, right] = applied(curveOf(channels, 4, 0.8), channels) as [Float32Array, Float32Array];
  for (let n = 0; n < 40_000; n += 13) {
    const [l, r] = [channels[0]![n]!, channels[1]![n]!];
    if (Math.abs(l) > 0.01 && Math.abs(r) > 0.01) expect(left[n]! / l / (right[n]! / r)).toBeCloseTo(1, 5);
  }
});

// Three boxes of a third of the look-ahead each: a step comes through with at most 3/4 of its height per box length.
test("the curve is smooth: a jump of 15 dB is taken in steps", () => {
  const channels = [square(30_000, 3000).map((value, n) => (n > 15_000 ? value : value * 0.01))];
  const { controls, binFrames } = wholeCurve(curveOf(channels, amplitude(15), 1));
  const boxBins = ((limiterDefaults.lookAheadMs / 1000) * RATE) / binFrames / 3;
  const steepest = (0.75 * 15.5) / (boxBins - 1);
  for (let i = 1; i < controls.length; i++) {
    expect(Math.abs(db(controls[i]! / controls[i - 1]!))).toBeLessThan(steepest);
  }
});
