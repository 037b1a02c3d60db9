/** EBU Tech 3342, table 1: loudness range of tones of 20 s; cases 5 and 6 are authentic programmes. */
import { describe, expect, test } from "vitest";
import { ebuRates, shortTermPowers, tone, weightedPowerOf } from "./ebu-signals.testing.ts";
import { loudnessRange } from "./gating.ts";

describe.each(ebuRates)("at %i Hz", (rate) => {
  test.each([
    ["1", [-20, -30], 10],
    ["2", [-20, -15], 5],
    ["3", [-40, -20], 20],
    ["4", [-50, -35, -20, -35, -50], 15],
  ])("case %s: tones at %j dBFS have a range of %f LU", (_, levels, wanted) => {
    const power = weightedPowerOf(
      rate,
      levels.map((level) => tone(20, level)),
    );
    const found = loudnessRange(shortTermPowers(power)) ?? Number.NaN;
    expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1);
  });
});
