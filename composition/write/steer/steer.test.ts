import { expect, test } from "vitest";
import { findDecision, type Json, type Plan } from "../../../foundation/plan/index.ts";
import { readMidi, readMusicXml, writeMidi, writeMusicXml } from "../../../foundation/score/index.ts";
import { createRandom } from "../../../foundation/statistics/random.ts";
import { learnSongs } from "../../learn/song/song-model.ts";
import type { SongSketch } from "../../learn/song/song-sketch.ts";
import type { Brief } from "../brief.ts";
import { defaultSongs } from "../default-style/default-songs.ts";
import { placed, readForm } from "../forms.ts";
import { usualLeap } from "../joins.ts";
import { performSong } from "../perform-song.ts";
import { melodyOfPlan } from "../planned-melody.ts";
import { createSongMaker, writeSong } from "../write-song.ts";
import { givenDecisions, givenSections, restingBars, usualContinuation } from "./given-song.ts";
import { lockNamed } from "./locks.ts";
import { putWords } from "./put-words.ts";
import { wordsBySection } from "./read-words.ts";
import { varySection } from "./vary-section.ts";

const songs = defaultSongs();
const maker = createSongMaker(songs, learnSongs(songs));
type Rest = Partial<Parameters<typeof writeSong>[1]>;
const write = (brief: Brief, seed = 1, rest: Rest = {}): Plan =>
  writeSong(maker, { brief, seed, fixed: new Map(), redo: new Map(), version: "test", ...rest }).plan;
const valuesOf = (plan: Plan): Map<string, Json> => new Map(plan.decisions.map(({ id, value }) => [id, value]));
/** What every part plays, bar by bar. */
const barsOf = (plan: Plan, part: string): string[] => {
  const score = performSong(plan);
  const notes = score.parts.find(({ name }) => name === part)?.notes ?? [];
  return score.bars.map(({ tick, duration }) =>
    JSON.stringify(notes.filter((note) => note.tick >= tick && note.tick < tick + duration)),
  );
};

test("bars 9 to 12 written anew: every other bar of every part is the same, and the joins do not leap", () => {
  const leap = usualLeap(songs);
  for (let seed = 1; seed <= 30; seed++) {
    const plan = write({ form: "verse 8, chorus 8, verse 8, chorus 8" }, seed);
    const fixed = valuesOf(plan);
    const infill = new Map([8, 9, 10, 11].map((bar) => [bar, 1]));
    const again = write({ form: "verse 8, chorus 8, verse 8, chorus 8" }, seed, { fixed, infill });
    for (const part of ["Lead", "Bass", "Drums"]) {
      const [before, after] = [barsOf(plan, part), barsOf(again, part)];
      for (const [bar, notes] of before.entries())
        if (part !== "Lead" || bar < 8 || bar > 11) expect(after[bar]).toBe(notes);
      if (part === "Lead") expect(after.slice(8, 12)).not.toEqual(before.slice(8, 12));
    }
    const { melody, barSteps } = melodyOfPlan(again);
    for (const [at, { step, pitch }] of melody.entries()) {
      const previous = melody[at - 1];
      const inside = (s: number): boolean => s >= 8 * barSteps && s < 12 * barSteps;
      if (previous && inside(step) !== inside(previous.step))
        expect(Math.abs(pitch - previous.pitch)).toBeLessThanOrEqual(leap);
    }
  }
}, 60_000);

test("chords under a melody that is given: its notes stay, phrases end on tonic or dominant, most beats fit", () => {
  for (const [at, song] of songs.slice(0, 12).entries()) {
    const sections = givenSections(song);
    const fixed = givenDecisions(song, sections, { after: [], chords: false, openBars: new Set() });
    const plan = write({}, at + 1, { fixed, donor: song });
    expect(melodyOfPlan(plan).melody).toEqual(
      song.melody.filter(({ step, length }) => step + length <= song.bars * 16 || length > 0),
    );
    const score = performSong(plan);
    const last = score.chords.at(-1);
    expect([0, 7, 5]).toContain(((last?.root ?? 0) - song.key.tonic + 12) % 12);
  }
});

test("a song goes on: its beginning is the same note for note and chord for chord, and a section returns", () => {
  const song = songs[3] as SongSketch;
  const sections = givenSections(song);
  const all = placed([...sections, ...readForm(usualContinuation(sections))]);
  const fixed = givenDecisions(song, all.slice(0, sections.length), {
    after: all.slice(sections.length),
    chords: true,
    openBars: new Set(),
  });
  const plan = write({}, 2, { fixed, donor: song });
  const { melody, barSteps } = melodyOfPlan(plan);
  expect(melody.filter(({ step }) => step < song.bars * barSteps)).toEqual(song.melody);
  expect(melody.some(({ step }) => step >= song.bars * barSteps)).toBe(true);
  expect(performSong(plan).bars.length).toBe(all.reduce((sum, { bars }) => sum + bars, 0));
});

test("empty bars between others are found, and chord lines with ? are completed around what they say", () => {
  const song = songs[2] as SongSketch;
  const bar = (song.metre.beats * 16) / song.metre.beatUnit;
  const gap = {
    ...song,
    melody: song.melody.filter(({ step, length }) => step + length <= 2 * bar || step >= 4 * bar),
  };
  expect(restingBars(gap)).toEqual(expect.arrayContaining([2, 3]));
  const plan = write({ form: "verse 8", key: "C", mode: "major", chords: "C | ? | ? | G7 | Am | ? | ? | C" });
  const line = String(findDecision(plan, "harmony.chords@verse")?.value).split(" | ");
  expect([line[0], line[3], line[4], line[7]]).toEqual(["C", "G7", "Am", "C"]);
  expect(line.join(" ")).not.toContain("?");
});

test("a variation keeps chords, strong beats and the line; more of it changes more", () => {
  const changed = [0, 0.3, 0.6, 1].map((amount) => {
    let bars = 0;
    for (let seed = 1; seed <= 10; seed++) {
      const plan = write({ form: "verse 8, chorus 8, chorus 8", metre: "4/4" }, seed);
      const varied = varySection(plan, 3, amount, seed);
      expect(barsOf(varied, "Bass")).toEqual(barsOf(plan, "Bass"));
      const [before, after] = [melodyOfPlan(plan).melody, melodyOfPlan(varied).melody];
      expect(after.filter(({ step }) => step < 256)).toEqual(before.filter(({ step }) => step < 256));
      const sounding = (notes: typeof before, at: number): number | null =>
        notes.find(({ step, length }) => step <= at && step + length > at)?.pitch ?? null;
      for (let at = 256; at < 384; at += 8) {
        const [was, is] = [sounding(before, at), sounding(after, at)];
        if (was !== null && is !== null) expect(Math.abs(was - is)).toBeLessThanOrEqual(12);
      }
      const texts = new Set(valuesOf(plan).values());
      bars += varied.decisions.filter(
        ({ id, value }) => id.startsWith("melody.variation@3.") && !texts.has(value),
      ).length;
    }
    return bars;
  });
  expect(changed[0]).toBe(0);
  expect(changed).toEqual([...changed].sort((a, b) => a - b));
  expect(changed[3]).toBeGreaterThan(40);
});

test("locked parts play the same while the rest is drawn anew; a locked chorus keeps notes and chords", () => {
  const plan = write({ form: "verse 8, chorus 8, verse 8, chorus 8", mood: { energy: 0.3 } }, 5);
  const again = (names: string[]): Plan => {
    const fixed = new Map<string, Json>();
    for (const { id, value, locked } of lockNamed(plan, names).decisions) if (locked) fixed.set(id, value);
    return write({ form: "verse 8, chorus 8, verse 8, chorus 8", mood: { energy: 0.3 } }, 5, { fixed, turn: 1 });
  };
  const other = again(["bass", "drums"]);
  for (const part of ["Bass", "Drums"]) expect(barsOf(other, part)).toEqual(barsOf(plan, part));
  expect(barsOf(other, "Lead")).not.toEqual(barsOf(plan, "Lead"));
  const chorus = again(["chorus"]);
  for (const id of ["harmony.chords@chorus", "melody.bar@chorus.1", "melody.bar@chorus.8", "texture.bass@2"])
    expect(findDecision(chorus, id)?.value).toEqual(findDecision(plan, id)?.value);
  expect(barsOf(chorus, "Lead").slice(0, 8)).not.toEqual(barsOf(plan, "Lead").slice(0, 8));
  expect(() => lockNamed(plan, ["kazoo"])).toThrow("--lock");
  expect(() => lockNamed(plan, ["guitar"])).toThrow("--lock");
});

const WORDS = `[verse]
In the twi-light of the mor-ning
I was wait-ing for the train
[chorus]
Car-ry me home, o-ver the ri-ver and car-ry me home`;

test("words get a note for each syllable, in both files that are written, and stresses fall on strong beats", () => {
  let strong = 0;
  let stressed = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const plan = write({ form: "verse 8, chorus 8", metre: "4/4" }, seed);
    const { sections, instruments } = melodyOfPlan(plan);
    const { plan: sung, syllables } = putWords(plan, wordsBySection(WORDS, sections, instruments));
    const score = performSong(sung);
    const lyrics = score.parts[0]?.notes.map(({ lyric }) => lyric) ?? [];
    expect(lyrics.filter(Boolean)).toHaveLength(syllables);
    expect(syllables).toBe(8 + 7 + 14);
    expect(lyrics.slice(0, 5)).toEqual(["In", "the", "twi-", "light", "of"]);
    for (const read of [readMidi(writeMidi(score)), readMusicXml(new TextEncoder().encode(writeMusicXml(score)))])
      expect(read.parts[0]?.notes.flatMap(({ lyric }) => (lyric ? [lyric] : []))).toEqual(lyrics.filter(Boolean));
    for (const note of score.parts[0]?.notes ?? []) {
      if (!note.lyric || !/^(twi-|mor-|wait-|Car-|ri-|home)/.test(note.lyric)) continue;
      stressed++;
      if (note.tick % 480 === 0) strong++;
    }
    const kept = melodyOfPlan(sung).melody.filter(({ step, pitch }) =>
      melodyOfPlan(plan).melody.some(
        (note) => note.pitch === pitch && note.step <= step && note.step + note.length > step,
      ),
    );
    expect(kept.length).toBeGreaterThan(0.7 * syllables);
  }
  expect(strong / stressed).toBeGreaterThan(0.8);
});

test("words that cannot be sung are refused by their line", () => {
  const plan = write({ form: "verse 2, chorus 4", metre: "2/4" }, 1);
  const { sections, instruments } = melodyOfPlan(plan);
  for (const [text, message] of [
    ["", "lines to sing"],
    ["[refrain]\nla la", "line 1"],
    ["la\n\nla\n\nla", "line 5"],
    ["[verse]\nla\nla\nla", "at most 2 lines"],
    [`[verse]\n${"la ".repeat(40)}`, "line 2"],
    ["12", "line 1"],
  ] as const)
    expect(() => putWords(plan, wordsBySection(text, sections, instruments))).toThrow(message);
});

test("putting any words under any song gives a plan that can be performed", () => {
  const random = createRandom(4);
  for (let turn = 0; turn < 30; turn++) {
    const plan = write({ bars: random.integer(4, 24), metre: random.pick(["4/4", "3/4", "6/8", "7/8"]) }, turn + 1);
    const { sections, instruments } = melodyOfPlan(plan);
    const line = (): string =>
      Array.from({ length: random.integer(1, 5) }, () => random.pick(["la", "ever", "mo-ther", "strength"])).join(" ");
    const text = Array.from({ length: random.integer(1, 4) }, line).join("\n");
    const { plan: sung, syllables } = putWords(plan, wordsBySection(text, sections, instruments));
    const notes = performSong(sung).parts.find(({ name }) => name === "Lead")?.notes ?? [];
    expect(notes.filter(({ lyric }) => lyric !== null)).toHaveLength(syllables);
  }
});
