import { expect, test } from "vitest";
import { impulseResponse } from "./impulse-response.ts";

// As mastering has it at this rate: a third of a second.
const TAPS = 16_384;
const RATE = 44_100;
const hertz = (k: number): number => (k * RATE) / TAPS;

/** Magnitude (dB) of a response at a frequency, by the defining sum. */
function levelAt(response: Float32Array, hz: number): number {
  let re = 0;
  let im = 0;
  for (let n = 0; n < response.length; n++) {
    const angle = (2 * Math.PI * hz * n) / RATE;
    re += response[n]! * Math.cos(angle);
    im += response[n]! * Math.sin(angle);
  }
  return 10 * Math.log10(re * re + im * im);
}

/** Smooth curves, as an equaliser draws them: gains in dB over frequency. */
const curves: readonly (readonly [string, (hz: number) => number])[] = [
  ["flat", () => 0],
  ["a gain of 6 dB", () => 6],
  ["a high shelf of 8 dB", (hz) => 8 / (1 + (3000 / Math.max(1, hz)) ** 2)],
  ["a bell of -9 dB at 400 Hz", (hz) => -9 * Math.exp(-0.5 * (Math.log2(Math.max(1, hz) / 400) / 0.7) ** 2)],
  ["waves of 4 dB, one an octave", (hz) => 4 * Math.sin(2 * Math.PI * Math.log2(Math.max(60, hz) / 60))],
];
const magnitude = (curve: (hz: number) => number): Float64Array =>
  Float64Array.from({ length: TAPS / 2 + 1 }, (_, k) => 10 ** (curve(hertz(k)) / 20));

const frequencies = Array.from({ length: 60 }, (_, i) => 100 * 2 ** (i / 8)).filter((hz) => hz < 20_000);

test.each(curves)("minimum phase, %s: the magnitude within 0.05 dB from 100 Hz to 20 kHz", (_, curve) => {
  const response = impulseResponse(magnitude(curve), TAPS, "minimum");
  for (const hz of frequencies) expect(Math.abs(levelAt(response, hz) - curve(hz))).toBeLessThanOrEqual(0.05);
});

test.each(curves)("linear phase, %s: the magnitude within 0.05 dB from 150 Hz to 20 kHz", (_, curve) => {
  const response = impulseResponse(magnitude(curve), TAPS, "linear");
  for (const hz of frequencies.filter((each) => each > 150)) {
    expect(Math.abs(levelAt(response, hz) - curve(hz))).toBeLessThanOrEqual(0.05);
  }
});

test("linear phase is symmetrical around the middle", () => {
  const response = impulseResponse(magnitude(curves[4]![1]), TAPS, "linear");
  for (let n = 1; n < TAPS / 2; n++) {
    expect(Math.abs(response[TAPS / 2 + n]! - response[TAPS / 2 - n]!)).toBeLessThan(1e-6);
  }
  expect(response.indexOf(Math.max(...response))).toBe(TAPS / 2);
});

// Oppenheim and Schafer, section 5.6.3: no response of that magnitude has more energy in its first n frames.
test("minimum phase gathers its energy at the front, at every length sooner than linear phase", () => {
  for (const [, curve] of curves.slice(2)) {
    const least = impulseResponse(magnitude(curve), TAPS, "minimum");
    const linear = impulseResponse(magnitude(curve), TAPS, "linear");
    let early = 0;
    let symmetrical = 0;
    for (let n = 0; n < TAPS / 2; n++) {
      early += least[n]! ** 2;
      symmetrical += linear[n]! ** 2;
      expect(early).toBeGreaterThanOrEqual(symmetrical - 1e-6);
    }
    const all = least.reduce((sum, each) => sum + each * each, 0);
    const first = least.subarray(0, 64).reduce((sum, each) => sum + each * each, 0);
    expect(first / all).toBeGreaterThan(0.95);
    // Nothing in front of the sound: the cepstrum has not wrapped around.
    expect(Math.max(...least.subarray(TAPS - 64).map(Math.abs))).toBeLessThan(1e-5);
  }
});

test("a flat curve is a single frame", () => {
  const response = impulseResponse(
    magnitude(() => 0),
    TAPS,
    "minimum",
  );
  expect(response[0]).toBeCloseTo(1, 6);
  expect(Math.max(...response.subarray(1).map(Math.abs))).toBeLessThan(1e-6);
});
