import { describe, expect, test } from "vitest";
import { createRandom } from "../../statistics/random.ts";
import { createEqualiser, type EqualiserBand, equaliserBiquad, equaliserPower } from "./equaliser.ts";

const RATE = 48_000;
const decibelsAt = (band: EqualiserBand, hz: number): number =>
  10 * Math.log10(equaliserPower([equaliserBiquad(band, RATE)], hz, RATE));

describe("bands do what their names say (R. Bristow-Johnson's cookbook)", () => {
  test("a bell has its gain at its centre and half of it, in dB, at the edges that its Q gives", () => {
    const band = { kind: "bell", hz: 1000, gainDb: 6, q: 1 } as const;
    expect(decibelsAt(band, 1000)).toBeCloseTo(6, 9);
    // Q = sqrt(2^N) / (2^N - 1) for N octaves between the half-gain points: Q 1 is 1.388 octaves.
    expect(decibelsAt(band, 1000 * 2 ** (1.388 / 2))).toBeCloseTo(3, 1);
    expect(decibelsAt(band, 20)).toBeCloseTo(0, 1);
  });

  test.each(["low-shelf", "high-shelf"] as const)("a %s has its gain at its end, half at its corner", (kind) => {
    const band = { kind, hz: 1000, gainDb: -9, q: Math.SQRT1_2 };
    const [near, far] = kind === "low-shelf" ? [20, 20_000] : [20_000, 20];
    expect(decibelsAt(band, near)).toBeCloseTo(-9, 1);
    expect(decibelsAt(band, far)).toBeCloseTo(0, 1);
    expect(decibelsAt(band, 1000)).toBeCloseTo(-4.5, 6);
  });

  test.each(["high-pass", "low-pass"] as const)(
    "a Butterworth %s is 3.01 dB down at its corner, 12 dB an octave",
    (kind) => {
      const band = { kind, hz: 500, gainDb: 0, q: Math.SQRT1_2 };
      const octaves = kind === "high-pass" ? -1 : 1;
      expect(decibelsAt(band, 500)).toBeCloseTo(-3.01, 2);
      expect(decibelsAt(band, 500 * 2 ** (2 * octaves))).toBeCloseTo(-24.1, 0);
    },
  );
});

test("the kernel: transposed direct form II in 64 bits, for any number of filters, blocks of any length", () => {
  const random = createRandom(5);
  const bands: EqualiserBand[] = [
    { kind: "high-pass", hz: 80, gainDb: 0, q: 0.7 },
    { kind: "bell", hz: 900, gainDb: -5, q: 2 },
    { kind: "high-shelf", hz: 6000, gainDb: 4, q: 0.7 },
  ];
  for (const count of [0, 1, 2, 3]) {
    const filters = bands.slice(0, count).map((band) => equaliserBiquad(band, RATE));
    const x = [0, 1].map(() => Float32Array.from({ length: 40_000 }, () => random.uniform(-1, 1)));
    const wanted = x.map((samples) => {
      let now = Float64Array.from(samples, (sample) => sample * 10 ** (-3 / 20));
      for (const { b0, b1, b2, a1, a2 } of filters) {
        let [s1, s2] = [0, 0];
        now = now.map((value) => {
          const y = b0 * value + s1;
          s1 = b1 * value - a1 * y + s2;
          s2 = b2 * value - a2 * y;
          return y;
        });
      }
      return now;
    });
    const equaliser = createEqualiser(filters, 2, -3);
    for (let at = 0, step = 1; at < 40_000; at += step, step = random.integer(1, 9000))
      equaliser.apply(x.map((samples) => samples.subarray(at, Math.min(40_000, at + step))));
    for (const c of [0, 1])
      for (let n = 0; n < 40_000; n += 7) expect(Math.abs(x[c]![n]! - wanted[c]![n]!)).toBeLessThan(2e-6);
  }
});

test("mono goes through as well, and three channels do not", () => {
  const filter = equaliserBiquad({ kind: "bell", hz: 1000, gainDb: 6, q: 1 }, RATE);
  const x = new Float32Array(100).fill(0.5);
  const y = [x.slice(), x.slice()];
  const mono = x.slice();
  createEqualiser([filter], 1).apply([mono]);
  createEqualiser([filter], 2).apply(y);
  expect(mono).toEqual(y[0]);
  expect(() => createEqualiser([filter], 3)).toThrow(RangeError);
});
