import { expect, test } from "vitest";
import { decidePlaces, decideSends, leaningDb } from "./decide-place.ts";
import { decideCompressor, decideHighPass } from "./decide-shape.ts";
import { bass, gained, hats, kick, pad, songOf, stereo, type TestStereo, voice } from "./sounds.testing.ts";
import { levelChange } from "./stem-level.ts";
import { NO_SEND_DB } from "./stem-settings.ts";

const leaning = (sound: TestStereo, db: number): TestStereo => [sound[0], gained(sound, db)[1]];
const placesOf = (stems: Record<string, TestStereo>, mode: "new" | "refine" = "new") => {
  const song = songOf(stems);
  const decisions = decidePlaces(
    song.stems.map((stem) => ({ stem, role: stem.guess.role })),
    mode,
  );
  return (id: string) => decisions.find((decision) => decision.id === id)?.value;
};

test("what leans is set upright, what has one side only becomes mono at its level, where levels are set anew", () => {
  const value = placesOf({ "bass.wav": leaning(bass(), -6), "pad.wav": [pad()[0], new Float32Array(pad()[0].length)] });
  expect(value("repair.channels@bass")).toEqual([expect.closeTo(-3, 1), expect.closeTo(3, 1)]);
  expect(value("place.mono@pad")).toBe(true);
  expect(value("repair.channels@pad")).toEqual([6, -60]);
});

test("as delivered where the levels were meant", () => {
  const value = placesOf({ "bass.wav": leaning(bass(), -6), "hats.wav": hats() }, "refine");
  expect(value("repair.channels@bass")).toEqual([0, 0]);
  expect(value("pan@hats")).toBe(0);
});

test("kick, bass and lead vocal in the middle; high mono stems in pairs, left and right by the same", () => {
  const value = placesOf({
    "kick.wav": kick(),
    "bass.wav": bass(),
    "lead vox.wav": voice(),
    "hats.wav": hats(),
    "shaker.wav": hats(12, 9),
  });
  for (const id of ["kick", "bass", "lead vox"]) expect(value(`pan@${id}`)).toBe(0);
  expect(value("pan@hats")).not.toBe(0);
  expect((value("pan@hats") as number) + (value("pan@shaker") as number)).toBeCloseTo(0, 9);
});

test("a dry voice gets a room, a wet one none", () => {
  const dry = stereo(12, (t) =>
    t % 2 < 1
      ? 0.3 * Math.sin(2 * Math.PI * 300 * t)
      : 0.3 * Math.exp(-40 * ((t % 2) - 1)) * Math.sin(2 * Math.PI * 300 * t),
  );
  const wet = stereo(
    12,
    (t) => (t % 4 < 1 ? 0.3 : 0.3 * Math.exp(-2.3 * ((t % 4) - 1))) * Math.sin(2 * Math.PI * 300 * t),
  );
  const sends = (sound: TestStereo) =>
    decideSends(
      songOf({ "lead vox.wav": sound }).stems.map((stem) => ({ stem, role: "lead-vocal" as const })),
      true,
    )[0]?.value;
  expect(sends(dry)).toBeGreaterThan(NO_SEND_DB);
  expect(sends(wet)).toBe(NO_SEND_DB);
});

test("a high-pass lies where hardly anything is below it, and leaves a bass its lows", () => {
  const { stems } = songOf({ "bass.wav": bass(), "hats.wav": hats() });
  expect(decideHighPass(stems[0]!, "bass").value).toBeLessThanOrEqual(30);
  expect(decideHighPass(stems[1]!, "hats").value).toBeGreaterThanOrEqual(100);
});

test("attack and release follow the crest factor (Giannoulis, Massberg, Reiss 2013); a steady stem gets no compressor", () => {
  const uneven = stereo(12, (t) => 0.25 * (Math.floor(t) % 2 === 0 ? 1 : 0.15) * Math.sin(2 * Math.PI * 400 * t));
  const [stem] = songOf({ "lead vox.wav": uneven }).stems;
  const value = (id: string) =>
    decideCompressor(stem!, "lead-vocal", true).find((each) => each.id.startsWith(`dynamics.${id}`))?.value as number;
  expect(value("ratio")).toBeGreaterThan(1);
  // Crest factor of a sine that is loud half the time: 2 / (1 + 0.15^2) times 2, as powers; 4 is the least that counts.
  expect(value("attack")).toBeCloseTo(40, 0);
  const [steady] = songOf({ "lead vox.wav": pad() }).stems;
  expect(decideCompressor(steady!, "lead-vocal", true)[0]?.value).toBe(1);
});

test("the change of level that is foretold is the one that comes", () => {
  const [stem] = songOf({ "pad.wav": pad() }).stems;
  const plain = { equaliser: [], channelGainsDb: [0, 0] as const, pan: 0 };
  expect(levelChange(stem!.trace, plain)).toBeCloseTo(0, 9);
  expect(levelChange(stem!.trace, { ...plain, pan: 1 })).toBeCloseTo(-3.01, 1);
  expect(levelChange(stem!.trace, { ...plain, channelGainsDb: [6, 6] })).toBeCloseTo(6, 9);
  // All of the chord lies under the corner of this shelf.
  expect(
    levelChange(stem!.trace, { ...plain, equaliser: [{ kind: "low-shelf", hz: 4000, gainDb: -6, q: 0.7 }] }),
  ).toBeCloseTo(-6, 0);
  expect(leaningDb(stem!)).toBeCloseTo(0, 6);
});
