import { expect, test } from "vitest";
import { createEnergyMeter } from "./energy-meter.ts";
import { loudnessFromPower } from "./gating.ts";
import { kWeighting } from "./k-weighting.ts";

// ITU-R BS.1770-5, Annex 1, tables 1 and 2.
test("at 48 kHz the coefficients are those of BS.1770, to 9 decimals", () => {
  const { shelf, highPass } = kWeighting(48_000);
  const wanted = {
    shelf: {
      b0: 1.53512485958697,
      b1: -2.69169618940638,
      b2: 1.19839281085285,
      a1: -1.69065929318241,
      a2: 0.73248077421585,
    },
    highPass: { b0: 1, b1: -2, b2: 1, a1: -1.99004745483398, a2: 0.99007225036621 },
  };
  for (const [name, value] of Object.entries(wanted.shelf)) {
    expect(shelf[name as keyof typeof shelf]).toBeCloseTo(value, 9);
  }
  for (const [name, value] of Object.entries(wanted.highPass)) {
    expect(highPass[name as keyof typeof highPass]).toBeCloseTo(value, 9);
  }
});

/** Loudness of a full-scale sine in one of two channels, settled. */
function ungated(rate: number, hertz: number): number {
  const left = Float32Array.from({ length: rate * 2 }, (_, n) => Math.sin((2 * Math.PI * hertz * n) / rate));
  const meter = createEnergyMeter(rate, 2);
  meter.push([left, new Float32Array(left.length)]);
  const settled = meter.finish().weightedPower.slice(100);
  return loudnessFromPower(settled.reduce((sum, each) => sum + each, 0) / settled.length);
}

// ITU-R BS.1770-5, Annex 1: "0 dB FS, 1 kHz (997 Hz to be exact) sine on one front channel: -3.01 LKFS"
// at 48 kHz; the bilinear transform shifts other rates by a little. EBU Tech 3341 allows 0.1.
test.each([22_050, 44_100, 48_000, 88_200, 96_000, 192_000, 384_000])(
  "997 Hz at full scale in one channel reads -3.01 LKFS at %i Hz",
  (rate) => {
    expect(Math.abs(ungated(rate, 997) + 3.01)).toBeLessThanOrEqual(rate === 48_000 ? 0.005 : 0.04);
  },
);

/** Gain of both filters in dB, from the coefficients. */
function gainDb(rate: number, hertz: number): number {
  const { shelf, highPass } = kWeighting(rate);
  const w = (2 * Math.PI * hertz) / rate;
  const power = [shelf, highPass].reduce((product, { b0, b1, b2, a1, a2 }) => {
    const top = (b0 + b1 * Math.cos(w) + b2 * Math.cos(2 * w)) ** 2 + (b1 * Math.sin(w) + b2 * Math.sin(2 * w)) ** 2;
    const bottom = (1 + a1 * Math.cos(w) + a2 * Math.cos(2 * w)) ** 2 + (a1 * Math.sin(w) + a2 * Math.sin(2 * w)) ** 2;
    return (product * top) / bottom;
  }, 1);
  return 10 * Math.log10(power);
}

test.each([44_100, 88_200, 96_000, 192_000])(
  "at %i Hz the weighting is that of 48 kHz within 0.1 dB up to 8 kHz",
  (rate) => {
    for (const hertz of [25, 50, 100, 500, 1000, 2000, 4000, 8000]) {
      expect(Math.abs(gainDb(rate, hertz) - gainDb(48_000, hertz))).toBeLessThanOrEqual(0.1);
    }
  },
);

// BS.1770-5, table 3; channels in the order of WAVE files.
test("surrounds weigh 1.41 and the LFE nothing", () => {
  const reading = (channel: number, channels: number): number => {
    const samples = Float32Array.from({ length: 96_000 }, (_, n) => 0.5 * Math.sin((2 * Math.PI * 997 * n) / 48_000));
    const meter = createEnergyMeter(48_000, channels);
    meter.push(Array.from({ length: channels }, (_, c) => (c === channel ? samples : new Float32Array(96_000))));
    return meter.finish().weightedPower.at(-1) as number;
  };
  const front = reading(0, 6);
  expect(reading(3, 6)).toBe(0);
  expect(reading(4, 6) / front).toBeCloseTo(1.41, 6);
  expect(reading(5, 6) / front).toBeCloseTo(1.41, 6);
  expect(reading(2, 6) / front).toBeCloseTo(1, 6);
  expect(reading(3, 5) / front).toBeCloseTo(1.41, 6);
  expect(reading(0, 1) / front).toBeCloseTo(1, 6);
});
