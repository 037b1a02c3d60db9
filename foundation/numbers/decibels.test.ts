import { expect, test } from "vitest";
import { amplitudeFromDecibels, decibelsFromAmplitude, decibelsFromPower, powerFromDecibels } from "./decibels.ts";

// IEC 60027-3: 20 dB is a factor 10 in amplitude, 10 dB in power; a factor 2 is 6.0206 dB and 3.0103 dB.
test("levels have the values of the definition", () => {
  expect(decibelsFromAmplitude(1)).toBe(0);
  expect(decibelsFromAmplitude(-0.1)).toBe(-20);
  expect(decibelsFromAmplitude(2)).toBeCloseTo(6.020599913279624, 14);
  expect(decibelsFromPower(2)).toBeCloseTo(3.010299956639812, 14);
  expect(amplitudeFromDecibels(0)).toBe(1);
  expect(amplitudeFromDecibels(-6.020599913279624)).toBeCloseTo(0.5, 15);
  expect(powerFromDecibels(10)).toBeCloseTo(10, 13);
});

test("silence is -Infinity dB and back", () => {
  expect(decibelsFromAmplitude(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(decibelsFromAmplitude(-0)).toBe(Number.NEGATIVE_INFINITY);
  expect(decibelsFromPower(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(amplitudeFromDecibels(Number.NEGATIVE_INFINITY)).toBe(0);
  expect(powerFromDecibels(Number.NEGATIVE_INFINITY)).toBe(0);
  expect(decibelsFromPower(-1)).toBeNaN();
});

test("there and back is the same to 1e-14", () => {
  for (let decibels = -200; decibels <= 200; decibels += 0.37) {
    expect(Math.abs(decibelsFromAmplitude(amplitudeFromDecibels(decibels)) - decibels)).toBeLessThan(1e-12);
    expect(Math.abs(powerFromDecibels(decibels) / 10 ** (decibels / 10) - 1)).toBeLessThan(1e-14);
  }
});
