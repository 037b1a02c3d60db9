import { describe, expect, test } from "vitest";
import { bandPowers, THIRD_OCTAVES_HZ, thirdOctaves } from "../../foundation/sound/index.ts";
import { shapeDifference } from "./decide-tone.ts";
import { LEAST_BAND_LEVEL_DB, MOST_BAND_GAIN_DB, matchTone, toneControls, toneCurve } from "./tone-match.ts";

const RATE = 44_100;
const BINS = 8193;
const hertz = (k: number): number => (k * RATE) / (2 * (BINS - 1));

/** A power spectrum of a slope (dB an octave), with a bell of some dB. */
function coloured(slopeDb: number, bell: { db: number; hz: number } | null = null, offsetDb = 0): Float64Array {
  return Float64Array.from({ length: BINS }, (_, k) => {
    const octaves = Math.log2(Math.max(10, hertz(k)) / 1000);
    const bump = bell ? bell.db * Math.exp(-0.5 * (Math.log2(Math.max(10, hertz(k)) / bell.hz) / 0.8) ** 2) : 0;
    return 10 ** ((slopeDb * octaves + bump + offsetDb - 60) / 10);
  });
}

/** What is left between the shapes once the decided curve has been applied: RMS over thirds of an octave, dB. */
function leftAfter(have: Float64Array, wanted: Float64Array): { rms: number; most: number } {
  const gains = matchTone(have, bandPowers(wanted, RATE), RATE);
  const curve = toneCurve(toneControls(gains, have, RATE), BINS, RATE);
  const moved = have.map((power, k) => power * 10 ** (curve[k]! / 10));
  return {
    rms: shapeDifference(bandPowers(moved, RATE), bandPowers(wanted, RATE), gains.decided),
    most: Math.max(...gains.bandGainsDb.map(Math.abs)),
  };
}

describe("a match hits the wanted thirds of an octave", () => {
  test.each([
    ["pink to darker", coloured(-3), coloured(-5), 0.15],
    ["brown to brighter", coloured(-6), coloured(-4), 0.15],
    ["a bell taken off", coloured(-4, { db: 8, hz: 300 }), coloured(-4), 0.1],
    ["a bell put on, at another level", coloured(-4), coloured(-4, { db: 6, hz: 4000 }, -23), 0.1],
  ])("%s", (_, have, wanted, limit) => {
    const { rms } = leftAfter(have, wanted);
    expect(rms).toBeLessThan(limit);
  });

  test("level alone is no difference: nothing moves", () => {
    const { most } = leftAfter(coloured(-4), coloured(-4, null, -17));
    expect(most).toBeLessThan(1e-9);
  });
});

test("no band moves by more than 12 dB from the broadband gain", () => {
  const { bandGainsDb } = matchTone(coloured(-12), bandPowers(coloured(3), RATE), RATE);
  for (const gain of bandGainsDb) expect(Math.abs(gain)).toBeLessThanOrEqual(MOST_BAND_GAIN_DB + 1e-9);
  expect(Math.max(...bandGainsDb)).toBeCloseTo(12, 6);
  expect(Math.min(...bandGainsDb)).toBeCloseTo(-12, 6);
});

test("bands without energy in either sound are not decided, and take the line between their neighbours", () => {
  const have = coloured(-3).map((power, k) => (hertz(k) > 9000 ? power * 1e-12 : power));
  const wanted = bandPowers(
    coloured(-5).map((power, k) => (hertz(k) < 40 ? power * 1e-12 : power)),
    RATE,
  );
  const { bandGainsDb, decided } = matchTone(have, wanted, RATE);
  thirdOctaves.forEach(({ fromHz, toHz }, b) => {
    if (fromHz > 9000 || toHz < 40) expect(decided[b]).toBe(false);
    if (fromHz > 50 && toHz < 8900) expect(decided[b]).toBe(true);
  });
  const last = decided.lastIndexOf(true);
  for (const gain of bandGainsDb.slice(last)) expect(gain).toBe(bandGainsDb[last]);
  expect(LEAST_BAND_LEVEL_DB).toBe(-80);
});

test("silence decides nothing", () => {
  const { bandGainsDb, decided } = matchTone(new Float64Array(BINS), bandPowers(coloured(-3), RATE), RATE);
  expect(decided.some(Boolean)).toBe(false);
  expect(bandGainsDb.every((gain) => gain === 0)).toBe(true);
});

describe("the curve between the thirds", () => {
  // Fritsch and Butland 1984: a monotone interpolant has no overshoot.
  test("goes through its controls and never over their ends", () => {
    const controls = THIRD_OCTAVES_HZ.map((_, b) => (b < 10 ? 0 : b < 20 ? 6 : -3));
    const bins = 262_145;
    const curve = toneCurve(controls, bins, RATE);
    thirdOctaves.forEach(({ centreHz }, b) => {
      const k = Math.round((centreHz * 2 * (bins - 1)) / RATE);
      expect(Math.abs(curve[k]! - controls[b]!)).toBeLessThan(0.15);
    });
    for (const value of curve) {
      if (value > 6 + 1e-9 || value < -3 - 1e-9) throw new Error(`the curve overshoots to ${value} dB`);
    }
  });

  test("is level beyond the ends, and a constant where all controls are one", () => {
    const curve = toneCurve(
      THIRD_OCTAVES_HZ.map((_, b) => b / 10),
      BINS,
      RATE,
    );
    expect(curve[0]).toBe(0);
    expect(curve[BINS - 1]).toBeCloseTo(2.9, 9);
    for (const value of toneCurve(
      THIRD_OCTAVES_HZ.map(() => 1.5),
      BINS,
      RATE,
    ))
      expect(value).toBeCloseTo(1.5, 12);
  });
});
