import { expect, test } from "vitest";
import { findDecision, override, type Plan } from "../../foundation/plan/index.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { learnSongs } from "../learn/song/song-model.ts";
import { type Brief, readBrief } from "./brief.ts";
import { defaultSongs } from "./default-style/default-songs.ts";
import { performSong } from "./perform-song.ts";
import { melodyOfPlan } from "./planned-melody.ts";
import { createSongMaker, writeSong } from "./write-song.ts";

const songs = defaultSongs();
const maker = createSongMaker(songs, learnSongs(songs));
const write = (
  brief: Brief,
  seed = 1,
  rest: { fixed?: ReadonlyMap<string, never>; redo?: ReadonlyMap<string, number> } = {},
): Plan =>
  writeSong(maker, { brief, seed, fixed: rest.fixed ?? new Map(), redo: rest.redo ?? new Map(), version: "test" }).plan;
const valuesOf = (plan: Plan): ReadonlyMap<string, never> =>
  new Map(plan.decisions.map(({ id, value }) => [id, value as never]));

test("the same brief and seed give the same plan; another seed another melody", () => {
  const plan = write({ key: "D", form: "verse 8, chorus 8" }, 7);
  expect(write({ key: "D", form: "verse 8, chorus 8" }, 7)).toEqual(plan);
  expect(melodyOfPlan(write({ key: "D", form: "verse 8, chorus 8" }, 8)).melody).not.toEqual(melodyOfPlan(plan).melody);
});

test("one bar written anew leaves every other decision as it was", () => {
  const plan = write({ form: "verse 8, chorus 8, verse 8" }, 3);
  const again = write({ form: "verse 8, chorus 8, verse 8" }, 3, {
    fixed: valuesOf(plan),
    redo: new Map([["verse.3", 1]]),
  });
  const changed = again.decisions.filter(
    ({ id, value }) => JSON.stringify(findDecision(plan, id)?.value) !== JSON.stringify(value),
  );
  expect(changed.map(({ id }) => id)).toEqual(["melody.bar@verse.3"]);
});

test("a person's notes and chords stand, and are what sounds", () => {
  const plan = override(
    override(write({ key: "C", mode: "major", metre: "4/4", form: "verse 4" }), "melody.bar@verse.2", "C5:8 B4:4 A4:4"),
    "harmony.chords@verse",
    "C | F | G7 | C",
  );
  const score = performSong(plan);
  const bar = score.bars[1];
  const lead = score.parts[0]?.notes.filter(
    ({ tick }) => tick >= (bar?.tick ?? 0) && tick < (bar?.tick ?? 0) + (bar?.duration ?? 0),
  );
  expect(lead?.map(({ pitch }) => pitch)).toEqual([72, 71, 69]);
  expect(score.chords.map(({ root }) => root)).toEqual([0, 5, 7, 0]);
});

test("a plan edited into nonsense is refused by the decision's id", () => {
  const plan = write({ form: "verse 4" });
  for (const [id, value] of [
    ["melody.bar@verse.2", "C5:8"],
    ["harmony.chords@verse", "C | what"],
    ["texture.drums@1", "loud"],
    ["song.tempo", -3],
  ] as const)
    expect(() => performSong(override(plan, id, value))).toThrow(id);
});

test("wishes that contradict each other, or that nobody can grant, are refused with the reason", () => {
  expect(() => write({ form: "verse 8, chorus 8", bars: 20 })).toThrow("bars: expected 16");
  expect(() => write({ form: "verse 8", chords: "C | nothing" })).toThrow("chord");
  expect(() => write({ metre: "2/4", motif: "C5:8 D5:8" })).toThrow("at most one bar");
  for (const [brief, message] of [
    [{ tempo: 1000 }, "$.tempo"],
    [{ key: "H" }, "$.key"],
    [{ mood: { valence: 2 } }, "$.mood.valence"],
    [{ instruments: ["kazoo"] }, "$.instruments[0]"],
    [{ colour: "blue" }, "$"],
  ] as const)
    expect(() => readBrief(brief)).toThrow(message);
});

test("any brief gives a song whose parts stay in their bars, in every metre", () => {
  const random = createRandom(11);
  for (let turn = 0; turn < 24; turn++) {
    const metre = random.pick(["4/4", "3/4", "6/8", "7/8", "5/4", "2/2", "9/8", "5/8", "1/4"]);
    const bars = random.integer(1, 24);
    const score = performSong(
      write({ metre, bars, mood: { valence: random.uniform(-1, 1), energy: random.uniform(-1, 1) } }, turn + 1),
    );
    expect(score.bars).toHaveLength(bars);
    for (const part of score.parts)
      for (const note of part.notes) {
        expect(note.tick).toBeGreaterThanOrEqual(0);
        expect(note.tick + note.duration).toBeLessThanOrEqual(score.lengthTicks);
        expect(note.pitch).toBeGreaterThanOrEqual(21);
        expect(note.pitch).toBeLessThanOrEqual(108);
      }
  }
}, 60_000);
