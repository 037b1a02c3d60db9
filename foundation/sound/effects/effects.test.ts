import { describe, expect, test } from "vitest";
import { createEcho } from "./echo.ts";
import { createReverb } from "./reverb.ts";

const RATE = 48_000;

function response(seconds: number, decaySeconds: number, dampingHz: number, size = 1): Float32Array[] {
  const block = [new Float32Array(seconds * RATE), new Float32Array(seconds * RATE)];
  block[0]![0] = 1;
  block[1]![0] = 1;
  const reverb = createReverb(RATE, { decaySeconds, dampingHz, preDelayMs: 20, size });
  for (let at = 0; at < block[0]!.length; at += 5000) reverb.apply(block.map((x) => x.subarray(at, at + 5000)));
  return block;
}

/** Time to fall by 60 dB, from -5 to -35 dB of M. R. Schroeder's backward integral (ISO 3382-1). */
function decayTime(x: Float32Array): number {
  const energy = new Float64Array(x.length + 1);
  for (let n = x.length - 1; n >= 0; n--) energy[n] = energy[n + 1]! + x[n]! ** 2;
  const at = (db: number): number => energy.findIndex((value) => value < energy[0]! * 10 ** (db / 10));
  return (2 * (at(-35) - at(-5))) / RATE;
}

describe("the reverb", () => {
  test.each([0.8, 1.5, 3])("falls by 60 dB in the %d s asked for, where nothing damps it", (decay) => {
    const [left] = response(decay * 1.5, decay, RATE);
    expect(decayTime(left!) / decay).toBeGreaterThan(0.95);
    expect(decayTime(left!) / decay).toBeLessThan(1.05);
  });

  test("falls twice as fast at the damping frequency", () => {
    const [left] = response(2, 1.6, 4000);
    const band = (hz: number): Float32Array => {
      // A resonator of constant peak gain; its own ring is over in milliseconds.
      const r = 0.99;
      const c = 2 * r * Math.cos((2 * Math.PI * hz) / RATE);
      let [y1, y2] = [0, 0];
      return left!.map((x) => {
        const y = x + c * y1 - r * r * y2;
        [y2, y1] = [y1, y];
        return y;
      });
    };
    expect(decayTime(band(4000)) / 0.8).toBeGreaterThan(0.85);
    expect(decayTime(band(4000)) / 0.8).toBeLessThan(1.15);
    expect(decayTime(band(150)) / 1.6).toBeGreaterThan(0.9);
  });

  test("is silent for its pre-delay and shortest line, and dense within 150 ms (J. S. Abel, P. Huang, AES 2006)", () => {
    const [left] = response(1, 1.5, RATE);
    expect(left!.subarray(0, Math.round(0.049 * RATE)).every((sample) => sample === 0)).toBe(true);
    // Share of samples over the deviation of their window, over that of Gaussian noise.
    const from = Math.round(0.15 * RATE);
    const window = left!.subarray(from, from + Math.round(0.03 * RATE));
    const deviation = Math.sqrt(window.reduce((sum, x) => sum + x * x, 0) / window.length);
    const outside = window.filter((x) => Math.abs(x) > deviation).length / window.length;
    expect(outside / 0.3173).toBeGreaterThan(0.75);
  });

  test("gives each ear its own, and nothing of nothing", () => {
    const [left, right] = response(1, 1.2, 6000) as [Float32Array, Float32Array];
    let [lr, ll, rr] = [0, 0, 0];
    left.forEach((l, n) => {
      lr += l * right[n]!;
      ll += l * l;
      rr += right[n]! * right[n]!;
    });
    expect(Math.abs(lr / Math.sqrt(ll * rr))).toBeLessThan(0.3);
    const silence = [new Float32Array(9000), new Float32Array(9000)];
    createReverb(RATE, { decaySeconds: 1, dampingHz: 5000, preDelayMs: 0, size: 0.5 }).apply(silence);
    expect(silence.every((x) => x.every((sample) => sample === 0))).toBe(true);
  });
});

test("the echo comes back at its time, from the other side, by its feedback", () => {
  const block = [new Float32Array(RATE), new Float32Array(RATE)];
  block[0]![0] = 1;
  createEcho(RATE, { seconds: 0.25, feedback: 0.5, dampingHz: 1e9 }).apply(block);
  expect(block[0]![12_000]).toBe(1);
  expect(block[1]![24_000]).toBeCloseTo(0.5, 6);
  expect(block[0]![36_000]).toBeCloseTo(0.25, 6);
  expect(block[0]![24_000]).toBe(0);
});
