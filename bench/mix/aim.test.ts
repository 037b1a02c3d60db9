import { expect, test } from "vitest";
import { aimOf, mixKnowledge, plainMixBrief, planMix } from "../../production/mix/index.ts";
import { band, gained, songOf, stereo, type TestStereo, traced } from "../../production/mix/sounds.testing.ts";
import type { Stereo } from "./disturb.ts";
import { featuresDistance, mixFeatures } from "./features-distance.ts";
import { performMix, sumOf } from "./perform.ts";

/** Two hats of other seeds, one a side: something to be wide with. */
const wide = (sound: TestStereo, other: TestStereo): TestStereo => [sound[0], other[0]];
const stems = {
  ...band(),
  "hats.wav": wide(
    band()["hats.wav"]!,
    stereo(12, (t) => 0.02 * Math.sin(9000 * t * t)),
  ),
};
const song = songOf(stems);

function distance(reference: Stereo, aimed: boolean): number {
  const aim = aimed ? aimOf([traced(reference as TestStereo)], "a song") : null;
  const decisions = planMix(song, { ...plainMixBrief, balance: "new", aim }, mixKnowledge);
  const { mix } = performMix(
    Object.values(stems),
    song.stems.map(({ id }) => id),
    decisions,
  );
  return featuresDistance(mixFeatures(mix), mixFeatures(reference));
}

const mixed = (gains: Readonly<Record<string, number>>): Stereo =>
  sumOf(Object.entries(stems).map(([name, sound]) => gained(sound, gains[name] ?? 0)));

test.each([
  ["heavy below", { "kick.wav": 8, "bass.wav": 8, "hats.wav": -8 }],
  ["bright", { "hats.wav": 12, "bass.wav": -8 }],
  ["a loud pad", { "pad.wav": 14 }],
])("aimed at a mix that is %s, the mix comes nearer to it", (_, gains) => {
  const reference = mixed(gains);
  expect(distance(reference, true)).toBeLessThan(0.9 * distance(reference, false));
});

test("what is aimed says why, keeps to its limits, and leaves the lead alone", () => {
  const aim = aimOf([traced(mixed({ "kick.wav": 20, "hats.wav": -20 }) as TestStereo)], "a song");
  const plan = (mode: "new" | "refine" | "keep") =>
    planMix(song, { ...plainMixBrief, balance: mode, aim }, mixKnowledge).flatMap(({ id, reasons }) =>
      reasons.filter(({ code }) => code === "fader.aimed").map(({ facts }) => [id, facts.moveDb as number] as const),
    );
  expect(plan("keep")).toEqual([]);
  for (const [mode, most] of [
    ["new", 4],
    ["refine", 1.5],
  ] as const) {
    const moves = plan(mode);
    expect(moves.length).toBeGreaterThan(0);
    for (const [id, moveDb] of moves) {
      expect(Math.abs(moveDb)).toBeLessThanOrEqual(most);
      expect(id).not.toBe("fader@lead vox");
    }
  }
});
