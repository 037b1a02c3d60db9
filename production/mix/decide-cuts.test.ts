import { expect, test } from "vitest";
import { type CutStem, decideCutMakeUp, decideCuts } from "./decide-cuts.ts";
import { ERB_BANDS } from "./erb.ts";
import { maskingOf } from "./masking.ts";
import { createMomentCuts, cutAmount, type MomentCut } from "./moment-cuts.ts";
import { stereo, TEST_RATE, type TestStereo, traced } from "./sounds.testing.ts";

/** A low tone with a thread of 2 kHz 14 dB under it, and a quieter tone at 2 kHz that plays in the second half of each 4 s. */
const rich = stereo(
  8,
  (t) => 0.3 * Math.sin(2 * Math.PI * 300 * t) + 0.06 * Math.sin(2 * Math.PI * 2000 * t) * (1 + 0.1 * Math.sin(40 * t)),
);
const quiet = stereo(8, (t) => (t % 4 < 2 ? 0 : 0.033 * Math.sin(2 * Math.PI * 2030 * t)));

const cutStem = (id: string, sound: TestStereo, spared = false): CutStem => ({
  id,
  trace: traced(sound),
  gainsDb: new Float64Array(ERB_BANDS),
  rideDb: null,
  lead: false,
  spared,
});
const cutsOf = (decision: { value: unknown }): MomentCut[] => decision.value as MomentCut[];

test("a stem is cut where it covers another and does not need the band, while the other plays, and nowhere else", () => {
  const [over, under] = decideCuts([cutStem("over", rich), cutStem("under", quiet)], "new");
  const cuts = cutsOf(over!);
  expect(cutsOf(under!)).toEqual([]);
  expect(cuts.length).toBeGreaterThan(0);
  for (const { hz, moments } of cuts) {
    expect(hz).toBeGreaterThan(1400);
    expect(hz).toBeLessThan(2800);
    for (const [from, to] of moments) expect(Math.max(cutAmount(from, to, 1), cutAmount(from, to, 5))).toBe(0);
  }
  const at = (seconds: number): number =>
    Math.max(...cuts.flatMap(({ moments }) => moments.map(([from, to]) => cutAmount(from, to, seconds))));
  for (const seconds of [2.5, 3.5, 6.5, 7.5]) expect(at(seconds)).toBe(1);

  const share = (loud: TestStereo): number =>
    maskingOf([loud, quiet].map((sound) => ({ trace: traced(sound), gainsDb: new Float64Array(ERB_BANDS) }))).share;
  const out = rich.map((samples) => samples.slice()) as TestStereo;
  createMomentCuts(cuts, TEST_RATE)(out, 0);
  expect(share(out)).toBeLessThan(0.8 * share(rich));
});

test("nothing is cut in what is kept, spared or alone", () => {
  expect(decideCuts([cutStem("over", rich), cutStem("under", quiet)], "keep").map(cutsOf)).toEqual([[], []]);
  expect(decideCuts([cutStem("over", rich, true), cutStem("under", quiet)], "new").map(cutsOf)).toEqual([[], []]);
  expect(decideCuts([cutStem("over", rich)], "new").map(cutsOf)).toEqual([[]]);
});

test("make-up is what the cuts take, and nothing without cuts", () => {
  const stem = cutStem("over", rich);
  expect(decideCutMakeUp(stem, []).value).toBe(0);
  const cut: MomentCut = { hz: 300, q: 1, gainDb: -6, moments: [[0, 8]] };
  expect(decideCutMakeUp(stem, [cut]).value).toBeGreaterThan(4);
});
