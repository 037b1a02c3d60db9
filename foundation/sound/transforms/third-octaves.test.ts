import { expect, test } from "vitest";
import { bandPowers, THIRD_OCTAVES_HZ, thirdOctaves } from "./third-octaves.ts";

// IEC 61260-1:2014: octave ratio G = 10^0.3 (eq. 1), exact mid-bands 1000 G^(x/3) (eq. 2), edges fm G^(-+1/6) (eq. 4, 5).
test("mid-bands and edges are those of IEC 61260-1, base ten", () => {
  const G = 10 ** 0.3;
  expect(thirdOctaves).toHaveLength(30);
  thirdOctaves.forEach(({ nominalHz, centreHz, fromHz, toHz }, b) => {
    const exact = 1000 * G ** ((b - 16) / 3);
    expect(centreHz / exact).toBeCloseTo(1, 12);
    expect(fromHz / (exact * G ** (-1 / 6))).toBeCloseTo(1, 12);
    expect(toHz / (exact * G ** (1 / 6))).toBeCloseTo(1, 12);
    // Nominal frequencies are roundings of the exact ones.
    expect(Math.abs(nominalHz / exact - 1)).toBeLessThan(0.02);
    const next = thirdOctaves[b + 1];
    if (next) expect(next.fromHz / toHz).toBeCloseTo(1, 12);
  });
});

// Exact mid-band frequencies as tabulated in IEC 61260-1:2014, annex E.
test.each([
  [25, 25.119],
  [31.5, 31.623],
  [125, 125.89],
  [1000, 1000],
  [1250, 1258.9],
  [16_000, 15_849],
  [20_000, 19_953],
])("nominal %f Hz stands for %f Hz", (nominal, exact) => {
  const band = thirdOctaves[THIRD_OCTAVES_HZ.indexOf(nominal)];
  expect(Math.abs((band?.centreHz ?? 0) / exact - 1)).toBeLessThan(5e-5);
});

test("bands share out the power of a spectrum, and nothing is lost or counted twice", () => {
  const rate = 48_000;
  const flat = new Float64Array(8193).fill(1);
  const powers = bandPowers(flat, rate);
  const bin = rate / 2 / 8192;
  powers.forEach((power, b) => {
    const { fromHz, toHz } = thirdOctaves[b]!;
    expect((power * bin) / (toHz - fromHz)).toBeCloseTo(1, 9);
  });
});

test("bands over half the sample rate are 0, one that is cut by it holds what there is", () => {
  const powers = bandPowers(new Float64Array(1025).fill(1), 8000);
  for (const [b, { fromHz }] of thirdOctaves.entries()) {
    if (fromHz > 4010) expect(powers[b]).toBe(0);
    else expect(powers[b]).toBeGreaterThan(0);
  }
});
