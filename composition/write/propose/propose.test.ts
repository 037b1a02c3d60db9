import { expect, test } from "vitest";
import { findDecision, type Plan } from "../../../foundation/plan/index.ts";
import { createRandom } from "../../../foundation/statistics/random.ts";
import { emptyGrid, type SongGrid } from "../../learn/song/song-grid.ts";
import { learnSongs } from "../../learn/song/song-model.ts";
import { type SongSketch, stepsPerBar } from "../../learn/song/song-sketch.ts";
import { type Brief, readBrief } from "../brief.ts";
import { defaultSongs } from "../default-style/default-songs.ts";
import { drawPassage, type Remembered } from "../draw-melody.ts";
import type { MelodyWish } from "../melody-wish.ts";
import { readChords } from "../music-text.ts";
import { melodyOfPlan } from "../planned-melody.ts";
import { weighPassage } from "../weigh-melody.ts";
import { createSongMaker, writeSong } from "../write-song.ts";
import { constrain } from "./constrain-proposal.ts";
import type { PassageAsked, Propose } from "./proposal.ts";

const songs = defaultSongs();
const maker = createSongMaker(songs, learnSongs(songs));
const grid = (mode: "major" | "minor" = "major"): SongGrid =>
  emptyGrid({
    metre: { beats: 4, beatUnit: 4 },
    key: { tonic: 0, mode },
    bars: 4,
    sections: [{ label: "verse", bar: 0, bars: 4 }],
  });
const brief = readBrief(
  { key: "C", mode: "major", metre: "4/4", chords: "C | F | G7 | C", form: "verse 8, chorus 8" },
  "brief",
);
const write = (propose?: Propose, seed = 1, asked: Brief = brief) =>
  writeSong(propose ? { ...maker, propose } : maker, {
    brief: asked,
    seed,
    fixed: new Map(),
    redo: new Map(),
    version: "test",
  });
const codesOf = (plan: Plan): string[] => plan.decisions.flatMap(({ reasons }) => reasons.map(({ code }) => code));

test("drawing and weighing count the same bits", () => {
  const wish: MelodyWish = { range: [57, 76], density: 0, notesPerBar: null, ending: "free", bits: 4, tries: 1 };
  for (let seed = 0; seed < 20; seed++) {
    for (const kind of ["rhythm", "pitch"] as const) maker.model[kind].begin();
    const here = grid();
    const memory: Remembered[] = [];
    const drawn = drawPassage(maker.model, here, 0, 2, wish, createRandom(seed), memory);
    const notes = here.notes.splice(0);
    for (const { model, keys, symbol } of memory) maker.model[model].remember(keys, symbol, -1);
    expect(weighPassage(maker.model, here, 0, 2, notes, wish.range, [])).toBeCloseTo(drawn, 9);
  }
});

test("a proposal is taken to the grid and cut to its bars, the highest of several notes counts", () => {
  const asked = { bar: 1, bars: 1, range: [57, 76] as const };
  const line = [
    { at: -4, length: 4, pitch: 40 },
    { at: 0.1, length: 9, pitch: 60 },
    { at: 0, length: 2, pitch: 48 },
    { at: 3.9, length: 20, pitch: 64 },
    { at: 17, length: 4, pitch: 99 },
  ];
  expect(constrain(line, asked, grid())).toEqual([
    { step: 16, length: 4, pitch: 60 },
    { step: 20, length: 12, pitch: 64 },
  ]);
});

test.each([
  ["empty", []],
  ["offGrid", [{ at: 1.334, length: 1, pitch: 60 }]],
  [
    "outOfRange",
    [
      { at: 0, length: 1, pitch: 48 },
      { at: 4, length: 1, pitch: 79 },
    ],
  ],
  ["outOfKey", [{ at: 0, length: 1, pitch: 61 }]],
] as const)("%s is refused", (refusal, line) => {
  expect(constrain(line, { bar: 0, bars: 1, range: [57, 76] }, grid())).toBe(refusal);
});

test("a line that fits the voice in another octave is sung there", () => {
  const line = [{ at: 0, length: 4, pitch: 84 }];
  expect(constrain(line, { bar: 0, bars: 1, range: [57, 76] }, grid())).toEqual([{ step: 0, length: 4, pitch: 72 }]);
});

test("the leading note of minor is in the key", () => {
  expect(
    constrain([{ at: 0, length: 1, pitch: 71 }], { bar: 0, bars: 1, range: [57, 76] }, grid("minor")),
  ).toHaveLength(1);
});

test("where every proposal is refused, the song is the one without a server, and says why", () => {
  const own = write().plan;
  const { plan } = write(() => ({ lines: [[{ at: 0, length: 4, pitch: 2 }]], unreadable: 2 }));
  expect(plan.decisions.map(({ id, value }) => [id, value])).toEqual(own.decisions.map(({ id, value }) => [id, value]));
  const told = findDecision(plan, "melody.bar@verse.1")?.reasons.at(-1);
  expect(told).toMatchObject({
    code: "melody.proposals-refused",
    facts: { proposals: 3, weighed: 0, unreadable: 2, outOfRange: 1 },
  });
});

/** What other seeds write in the same bars: as good as our own, and there are more of them. */
function fromOtherSeeds(seeds: number): { readonly propose: Propose; readonly asked: PassageAsked[] } {
  const asked: PassageAsked[] = [];
  const others = Array.from({ length: seeds }, (_, at) => melodyOfPlan(write(undefined, 100 + at).plan).melody);
  const propose: Propose = (passage) => {
    asked.push(passage);
    const start = passage.bar * stepsPerBar(passage.metre);
    return {
      lines: others.map((melody) => melody.map(({ step, length, pitch }) => ({ at: step - start, length, pitch }))),
      unreadable: 0,
    };
  };
  return { propose, asked };
}

test("better proposals are taken, and what is asked holds what was written before", () => {
  const { propose, asked } = fromOtherSeeds(12);
  const { plan, originality } = write(propose);
  const taken = plan.decisions.filter(({ reasons }) => reasons.some(({ code }) => code === "melody.proposed"));
  expect(taken.length).toBeGreaterThan(0);
  for (const { reasons } of taken) {
    const facts = reasons.find(({ code }) => code === "melody.proposed")?.facts ?? {};
    expect(facts.score).toBeGreaterThan(facts.ownScore as number);
  }
  expect(originality.original).not.toBe(false);
  const { melody, barSteps } = melodyOfPlan(plan);
  const last = asked.at(-1);
  const from = (last?.bar ?? 0) * barSteps;
  expect(last?.notes.map(({ step, pitch }) => [step, pitch])).toEqual(
    melody.filter(({ step }) => step < from).map(({ step, pitch }) => [step, pitch]),
  );
});

test("proposals that are a song of the style are written again by ourselves", () => {
  const { plan: other } = write(undefined, 50);
  const { melody, sections, key } = melodyOfPlan(other);
  const song: SongSketch = {
    name: "somebody else's",
    tempo: 100,
    metre: { beats: 4, beatUnit: 4 },
    key,
    bars: 16,
    sections,
    chords: readChords("C | F | G7 | C", 0, 16, 16, "chords"),
    melody,
  };
  const near = createSongMaker([...songs, song], learnSongs(songs));
  const propose: Propose = ({ bar }) => ({
    lines: [melody.map(({ step, length, pitch }) => ({ at: step - 16 * bar, length, pitch }))],
    unreadable: 0,
  });
  let again = 0;
  for (const seed of [1, 2, 3, 4]) {
    const written = writeSong(
      { ...near, propose },
      { brief, seed, fixed: new Map(), redo: new Map(), version: "test" },
    );
    expect(written.originality.original).toBe(true);
    again += written.rewritten.length;
    for (const name of written.rewritten)
      expect(findDecision(written.plan, `melody.bar@${name}`)?.reasons.map(({ code }) => code)).not.toContain(
        "melody.proposed",
      );
    // What was kept of the first round still says what it was decided for.
    expect(codesOf(written.plan)).not.toContain("song.kept");
  }
  expect(again).toBeGreaterThan(0);
});
