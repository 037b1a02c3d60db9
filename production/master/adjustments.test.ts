import { expect, test } from "vitest";
import { InputError } from "../../foundation/plan/errors.ts";
import { THIRD_OCTAVES_HZ } from "../../foundation/sound/index.ts";
import { adjustmentControls, parseAdjustments, toneWords } from "./adjustments.ts";

test.each([
  ["air +1, low -0.5, width -10 %", { air: 1, low: -0.5, width: -10 }],
  ["Air +1 dB; LOW -0.5dB", { air: 1, low: -0.5 }],
  ["loudness +0.5 LU", { loudness: 0.5 }],
  ["bass \u22122", { bass: -2 }],
  ["bright 1.5", { bright: 1.5 }],
  ["air +1, air +1", { air: 2 }],
  ["", {}],
  [" , ", {}],
])("%j is understood", (text, wanted) => {
  expect(parseAdjustments(text)).toEqual(wanted);
});

test.each([
  "sparkle +1",
  "air",
  "+1 air",
  "air +",
  "air one",
  "air +1 %%",
  "air +1 low +1",
  "width 200 %",
  "air +7",
  "low -6.5",
])("%j is refused with what would be right", (text) => {
  expect(() => parseAdjustments(text)).toThrow(InputError);
  expect(() => parseAdjustments(text)).toThrow(/--adjust/);
});

test("every word moves its own part of the spectrum, by what was asked and no more", () => {
  const at = (hz: number): number => THIRD_OCTAVES_HZ.indexOf(hz);
  const peaks: Readonly<Record<string, number>> = {
    bass: 100,
    warm: 200,
    mud: 315,
    mid: 1000,
    presence: 4000,
    sub: 25,
    low: 25,
    air: 20_000,
    high: 20_000,
    bright: 20_000,
  };
  for (const word of Object.keys(toneWords)) {
    const controls = adjustmentControls({ [word]: 2 });
    const most = Math.max(...controls);
    expect(most).toBeLessThanOrEqual(2);
    expect(most).toBeGreaterThan(1.6);
    expect(controls.indexOf(most)).toBe(at(peaks[word]!));
  }
});

test("words add up, and width or loudness are no tone", () => {
  const sum = adjustmentControls({ air: 1, mud: -2, width: 30, loudness: 1 });
  const parts = [adjustmentControls({ air: 1 }), adjustmentControls({ mud: -2 })] as const;
  sum.forEach((gain, b) => {
    expect(gain).toBeCloseTo(parts[0][b]! + parts[1][b]!, 12);
  });
  expect(adjustmentControls({ width: 30, loudness: 2 }).every((gain) => gain === 0)).toBe(true);
});
