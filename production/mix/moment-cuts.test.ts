import { describe, expect, test } from "vitest";
import { cutLoss } from "./cut-loss.ts";
import { ERB_BANDS } from "./erb.ts";
import { createMomentCuts, type MomentCut } from "./moment-cuts.ts";
import { stereo, TEST_RATE, type TestStereo, traced } from "./sounds.testing.ts";

const cut: MomentCut = { hz: 1000, q: 3, gainDb: -6, moments: [[1, 2]] };

function performed(sound: TestStereo, cuts: readonly MomentCut[], step: number): TestStereo {
  const out = sound.map((samples) => samples.slice()) as TestStereo;
  const perform = createMomentCuts(cuts, TEST_RATE);
  for (let at = 0; at < out[0].length; at += step)
    perform(
      out.map((samples) => samples.subarray(at, at + step)),
      at,
    );
  return out;
}

/** Level between two times against what went in, dB. */
function change(sound: TestStereo, out: TestStereo, from: number, to: number): number {
  const power = ([left]: TestStereo): number =>
    left.subarray(from * TEST_RATE, to * TEST_RATE).reduce((sum, x) => sum + x * x, 0);
  return 10 * Math.log10(power(out) / power(sound));
}

describe("a cut for a moment", () => {
  const tone = stereo(3, (t) => 0.5 * Math.sin(2 * Math.PI * 1000 * t));
  const out = performed(tone, [cut], 4096);

  test("takes what it says in the middle of its band, and little two octaves away", () => {
    expect(change(tone, out, 1.1, 1.8)).toBeCloseTo(-6, 1);
    const high = stereo(3, (t) => 0.5 * Math.sin(2 * Math.PI * 4000 * t));
    expect(change(high, performed(high, [cut], 4096), 1.1, 1.8)).toBeGreaterThan(-0.1);
  });

  test("before and after it every bit is as it was", () => {
    const [left] = out;
    const [was] = tone;
    expect(left.subarray(0, TEST_RATE)).toEqual(was.subarray(0, TEST_RATE));
    expect(left.subarray(2 * TEST_RATE)).toEqual(was.subarray(2 * TEST_RATE));
  });

  test("comes in within 50 ms and goes out within 150 ms, without a step", () => {
    expect(change(tone, out, 1, 1.01)).toBeGreaterThan(-1);
    expect(change(tone, out, 1.05, 1.06)).toBeLessThan(-5.5);
    expect(change(tone, out, 1.84, 1.85)).toBeLessThan(-5.8);
    expect(change(tone, out, 1.985, 2)).toBeGreaterThan(-0.5);
    const [left] = out;
    const steepest = 0.5 * (2 * Math.PI * 1000) * (1 / TEST_RATE);
    for (let n = 1; n < left.length; n++) expect(Math.abs(left[n]! - left[n - 1]!)).toBeLessThan(1.05 * steepest);
  });

  test("blocks of any length give the same but for what a bell forgets at rest", () => {
    const other = performed(tone, [cut], 16_384);
    for (let n = 0; n < out[0].length; n += 7) expect(Math.abs(other[0][n]! - out[0][n]!)).toBeLessThan(2e-3);
  });

  test("what it takes of the loudness is told from the trace", () => {
    const rich = stereo(3, (t) => {
      let sum = 0;
      for (let k = 1; k < 30; k++) sum += Math.sin(2 * Math.PI * 220 * k * t) / k;
      return 0.2 * sum;
    });
    const loss = cutLoss(traced(rich), new Float64Array(ERB_BANDS), [{ ...cut, hz: 660, q: 1.5, gainDb: -9 }]);
    const whole = traced(performed(rich, [{ ...cut, hz: 660, q: 1.5, gainDb: -9 }], 4096));
    const sum = (of: Float64Array): number => of.reduce((total, each) => total + each, 0);
    const measured = 10 * Math.log10(sum(whole.weightedPower) / sum(traced(rich).weightedPower));
    expect(loss).toBeLessThan(-0.1);
    expect(Math.abs(loss - measured)).toBeLessThan(0.15);
  });
});
