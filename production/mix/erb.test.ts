import { expect, test } from "vitest";
import { ERB_BANDS, ERB_CENTRES_HZ, erbFrequency, erbRate, erbWeights, erbWidth, excitation } from "./erb.ts";

test("widths and rates of Glasberg and Moore 1990: 132.6 Hz and 15.6 ERBs at 1 kHz, 36.3 ERBs at 10.6 kHz", () => {
  expect(erbWidth(1000)).toBeCloseTo(132.6, 1);
  expect(erbWidth(100)).toBeCloseTo(35.5, 1);
  expect(erbRate(1000)).toBeCloseTo(15.6, 1);
  expect(erbFrequency(erbRate(4321))).toBeCloseTo(4321, 6);
  expect(ERB_CENTRES_HZ).toHaveLength(ERB_BANDS);
});

test("a filter takes in its equivalent rectangular bandwidth of flat noise", () => {
  const size = 65_536;
  const { from, weights } = erbWeights(44_100, size);
  for (const band of [5, 14, 25, 34]) {
    const hertz = (weights[band]!.reduce((sum, weight) => sum + weight, 0) * 44_100) / size;
    expect(hertz / erbWidth(ERB_CENTRES_HZ[band]!)).toBeCloseTo(1, 1);
    expect(from[band]).toBeGreaterThan(0);
  }
});

test("a tone excites the band around it most, and the slope of the pattern is that of rounded exponentials", () => {
  const size = 16_384;
  const weights = erbWeights(44_100, size);
  const power = new Float64Array(size / 2);
  const at = 14; // ERB-rate 16
  power[Math.round((ERB_CENTRES_HZ[at]! * size) / 44_100)] = 1;
  const out = new Float64Array(ERB_BANDS);
  excitation(weights, power, out);
  expect(out.indexOf(Math.max(...out))).toBe(at);
  // One ERB above: p g = 4 (f - fc) / ERB, with (1 + pg) exp(-pg).
  const centre = ERB_CENTRES_HZ[at + 1]!;
  const pg = (4 * (centre - ERB_CENTRES_HZ[at]!)) / erbWidth(centre);
  expect(out[at + 1]!).toBeCloseTo((1 + pg) * Math.exp(-pg), 1);
});
