import { expect, test } from "vitest";
import { seeded } from "../formats/test-sounds.testing.ts";
import { createMidSideFilter } from "./mid-side-filter.ts";
import { join } from "./processor.ts";

const TAPS = 256;
const random = seeded(11);
const noise = (frames: number): Float32Array => Float32Array.from({ length: frames }, () => random() - 0.5);
const identity = (at = 0): Float32Array => {
  const response = new Float32Array(TAPS);
  response[at] = 1;
  return response;
};

type Responses = readonly [mid: Float32Array, side: Float32Array, delay: number];

function filtered([mid, side, delay]: Responses, left: Float32Array, right: Float32Array, block = left.length) {
  const filter = createMidSideFilter(mid, side, delay);
  const parts = [];
  for (let n = 0; n < left.length; n += block) {
    parts.push(filter.push([left.subarray(n, n + block), right.subarray(n, n + block)]));
  }
  parts.push(filter.flush());
  return join(parts);
}

/** y[n] = sum h[k] x[n + delay - k], in 64-bit floats. */
function convolved(x: Float64Array, h: Float32Array, delay: number): Float64Array {
  return x.map((_, n) => {
    let sum = 0;
    for (let k = 0; k < h.length; k++) sum += h[k]! * (x[n + delay - k] ?? 0);
    return sum;
  });
}

test("an identity response lets everything pass, as long as it was", () => {
  for (const frames of [1, 255, 256, 257, 5000]) {
    const [left, right] = [noise(frames), noise(frames)];
    const out = filtered([identity(), identity(), 0], left, right);
    expect(out.map(({ length }) => length)).toEqual([frames, frames]);
    for (let n = 0; n < frames; n++) {
      expect(Math.abs(out[0]![n]! - left[n]!)).toBeLessThan(1e-6);
      expect(Math.abs(out[1]![n]! - right[n]!)).toBeLessThan(1e-6);
    }
  }
});

test("the delay of a linear-phase response is taken off", () => {
  const [left, right] = [noise(3000), noise(3000)];
  const out = filtered([identity(TAPS / 2), identity(TAPS / 2), TAPS / 2], left, right);
  expect(out[0]).toHaveLength(3000);
  for (let n = 0; n < 3000; n++) expect(Math.abs(out[0]![n]! - left[n]!)).toBeLessThan(1e-6);
});

test.each([0, TAPS / 2])("equals direct convolution of mid and side (delay %i) to -120 dB", (delay) => {
  const [mid, side] = [noise(TAPS), noise(TAPS)];
  const [left, right] = [noise(2500), noise(2500)];
  const out = filtered([mid, side, delay], left, right);
  const m = convolved(
    Float64Array.from(left, (l, n) => (l + right[n]!) / 2),
    mid,
    delay,
  );
  const s = convolved(
    Float64Array.from(left, (l, n) => (l - right[n]!) / 2),
    side,
    delay,
  );
  let error = 0;
  let energy = 0;
  for (let n = 0; n < 2500; n++) {
    error += (out[0]![n]! - (m[n]! + s[n]!)) ** 2 + (out[1]![n]! - (m[n]! - s[n]!)) ** 2;
    energy += (m[n]! + s[n]!) ** 2 + (m[n]! - s[n]!) ** 2;
  }
  expect(10 * Math.log10(error / energy)).toBeLessThan(-120);
});

test("mid and side do not leak: a mono sound stays mono, an opposite one opposite", () => {
  const responses: Responses = [noise(TAPS), noise(TAPS), 0];
  const sound = noise(2000);
  const mono = filtered(responses, sound, sound);
  const opposite = filtered(
    responses,
    sound,
    sound.map((value) => -value),
  );
  for (let n = 0; n < 2000; n++) {
    expect(Math.abs(mono[0]![n]! - mono[1]![n]!)).toBeLessThan(2e-6);
    expect(Math.abs(opposite[0]![n]! + opposite[1]![n]!)).toBeLessThan(2e-6);
  }
});

test("any partition into blocks gives the very same samples", () => {
  const responses: Responses = [noise(TAPS), noise(TAPS), TAPS / 2];
  const [left, right] = [noise(4000), noise(4000)];
  const whole = filtered(responses, left, right);
  for (const block of [1, 13, 256, 1000]) expect(filtered(responses, left, right, block)).toEqual(whole);
});

test("no frames in, no frames out", () => {
  expect(createMidSideFilter(identity(), identity(), 0).flush()[0]).toHaveLength(0);
});
