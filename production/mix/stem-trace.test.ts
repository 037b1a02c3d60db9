import { expect, test } from "vitest";
import { noise, RATE, sound, tone, tracedSound } from "./features.testing.ts";
import { createStemTracer } from "./stem-trace.ts";

test.each([62, 110, 196, 440, 987])("the pitch of a tone of %i Hz, to 12 cents", (hz) => {
  const trace = tracedSound(
    tone(
      1,
      () => hz,
      () => 1,
    ),
  );
  const wanted = 1200 * Math.log2(hz / 55);
  for (let at = 4; at < 16; at++) {
    expect(Math.abs((trace.cents[at] as number) - wanted)).toBeLessThan(12);
    expect(trace.clarity[at]).toBeGreaterThan(128);
  }
});

test("noise has no pitch and little tonality", () => {
  const white = noise(3);
  const trace = tracedSound(sound(2, () => 0.3 * white()));
  const middle = [...trace.clarity.slice(4, 36)].sort((a, b) => a - b)[16] as number;
  expect(middle).toBeLessThan(100);
  // 10 log10 of e to Euler's constant is 2.51 dB for one periodogram; one sound in both channels is one.
  const tonality = trace.tonality.filter((_, at) => at % 2 === 0).slice(4, 36);
  expect(tonality.reduce((sum, each) => sum + each, 0) / tonality.length / 8).toBeCloseTo(2.51, 0);
});

test("powers add up: a sine of amplitude 1 in both channels has 0 dB in its band, and one in one channel no cross power", () => {
  const sine = sound(2, (t) => Math.sin(2 * Math.PI * 1000 * t));
  const both = tracedSound(sine);
  const first = Math.max(...both.excitation) / 2 - 110;
  expect(Math.abs(first)).toBeLessThan(1);
  expect(both.peak).toBeCloseTo(1, 3);
  const left = tracedSound(sine, new Float32Array(sine.length));
  expect(left.crossPower.reduce((sum, each) => sum + Math.abs(each), 0)).toBeLessThan(
    1e-6 * left.leftPower.reduce((sum, each) => sum + each, 0),
  );
});

test("the same trace however the sound comes in blocks", () => {
  const white = noise(7);
  const whole = sound(1.5, (t) => 0.2 * white() * Math.exp(-(t % 0.3) / 0.1));
  const once = tracedSound(whole);
  const tracer = createStemTracer(RATE, 1);
  for (let at = 0; at < whole.length; at += 1000) tracer.push([whole.subarray(at, at + 1000)]);
  const often = tracer.finish();
  expect(often.excitation).toEqual(once.excitation);
  expect(often.cents).toEqual(once.cents);
  expect(often.peak).toBe(once.peak);
});

test("silence is traced as nothing", () => {
  const trace = tracedSound(new Float32Array(RATE));
  expect(trace.cents).toHaveLength(20);
  expect(trace.excitation.every((step) => step === 0)).toBe(true);
  expect(trace.peak).toBe(0);
});
