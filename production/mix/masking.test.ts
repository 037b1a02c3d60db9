import { describe, expect, test } from "vitest";
import { ERB_BANDS } from "./erb.ts";
import { createMaskingMeter, maskingOf } from "./masking.ts";
import { gained, hats, kick, stereo, traced } from "./sounds.testing.ts";

const flat = (db = 0): Float64Array => new Float64Array(ERB_BANDS).fill(db);
const tone = (hz: number, db: number) => stereo(3, (t) => 10 ** (db / 20) * Math.sin(2 * Math.PI * hz * t));

describe("masking between stems", () => {
  test("alone, nothing is masked", () => {
    const { share, masked, audible, sounding } = maskingOf([{ trace: traced(kick(4)), gainsDb: flat() }]);
    expect(share).toBe(0);
    expect(masked).toEqual([0]);
    expect(audible[0]).toBeLessThanOrEqual(sounding[0]!);
  });

  test("the same sound twice: masked from 4 dB of difference on, and only the quieter one", () => {
    const trace = traced(hats(4));
    const at = (db: number) =>
      maskingOf([
        { trace, gainsDb: flat() },
        { trace, gainsDb: flat(db) },
      ]);
    expect(at(-3.5).share).toBe(0);
    const { masked, counted } = at(-4.5);
    expect(masked[0]).toBe(0);
    expect(masked[1]! / counted[1]!).toBe(1);
  });

  test("sounds far apart in frequency do not mask each other, near ones do", () => {
    const low = traced(tone(200, -20));
    const far = traced(tone(4000, -40));
    const near = traced(tone(225, -40));
    const strongest = (masking: ReturnType<typeof maskingOf>): number => masking.masked[1]! / masking.counted[1]!;
    expect(
      strongest(
        maskingOf([
          { trace: low, gainsDb: flat() },
          { trace: far, gainsDb: flat() },
        ]),
      ),
    ).toBeLessThan(0.05);
    expect(
      strongest(
        maskingOf([
          { trace: low, gainsDb: flat() },
          { trace: near, gainsDb: flat() },
        ]),
      ),
    ).toBeGreaterThan(0.9);
  });

  test("a gain over everything changes nothing; an equaliser in the masker frees the other", () => {
    const stems = [traced(kick(4)), traced(gained(hats(4), 10))];
    const meter = createMaskingMeter(stems);
    // Bands that lie on a threshold may fall to either side of it.
    const [quiet, loud] = [meter.measure([flat(-20), flat(-20)]), meter.measure([flat(), flat()])];
    expect(quiet.share).toBeCloseTo(loud.share, 2);
    const before = meter.measure([flat(-12), flat()]);
    const cut = flat().map((gain, b) => (b < 20 ? gain - 24 : gain));
    expect(meter.measure([flat(-12), cut]).masked[0]!).toBeLessThan(before.masked[0]! + 1);
  });
});
