import { expect, test } from "vitest";
import { readAbc, transpose, writeAbc } from "../../../foundation/score/index.ts";
import { createRandom, type Random } from "../../../foundation/statistics/random.ts";
import { analyseScore } from "../analyse-score.ts";
import type { HeardRepeat } from "../score-analysis.ts";
import { barTable, type MelodyNote } from "./bar-table.ts";
import { findRepeats } from "./find-repeats.ts";

/** Ticks of a quarter note; a bar is four. */
const DIVISION = 4;
const BAR = 16;

/** Bars of a scale walked up and down in eighths and quarters. */
function madeBars(bars: number, random: Random): MelodyNote[] {
  const scale = [0, 2, 4, 5, 7, 9, 11];
  const notes: MelodyNote[] = [];
  let degree = random.integer(28, 38);
  for (let bar = 0; bar < bars; bar++)
    for (let at = 0; at < BAR; ) {
      const length = random.pick([2, 2, 4]);
      degree = Math.max(24, Math.min(44, degree + random.integer(-3, 3)));
      const tick = bar * BAR + at;
      notes.push({
        tick,
        end: Math.min(tick + length, (bar + 1) * BAR),
        pitch: 12 * Math.floor(degree / 7) + (scale[degree % 7] as number),
      });
      at += length;
    }
  return notes;
}

const moved = (notes: readonly MelodyNote[], bars: number, up: number): MelodyNote[] =>
  notes.map(({ tick, end, pitch }) => ({ tick: tick + bars * BAR, end: end + bars * BAR, pitch: pitch + up }));

function repeatsOf(melody: readonly MelodyNote[]): HeardRepeat[] {
  const bars = Math.ceil((melody.at(-1)?.end ?? 0) / BAR);
  return findRepeats(
    barTable(
      Array.from({ length: bars + 1 }, (_, at) => at * BAR),
      DIVISION,
      melody,
      [],
      melody,
    ),
  );
}

test("of 200 made songs every one has its repeat found, with its transposition", () => {
  for (let seed = 0; seed < 200; seed++) {
    const random = createRandom(seed);
    const length = random.integer(2, 8);
    const between = random.integer(0, 4);
    const up = random.integer(-7, 7);
    const verse = madeBars(length, random);
    const melody = [...verse, ...moved(madeBars(between, random), length, 0), ...moved(verse, length + between, up)];
    expect(repeatsOf(melody)).toContainEqual({
      of: { from: 0, to: length },
      at: { from: length + between, to: 2 * length + between },
      transposition: up,
    });
  }
});

test("songs that do not come again have no repeats of three bars", () => {
  let false3 = 0;
  for (let seed = 0; seed < 100; seed++)
    false3 += repeatsOf(madeBars(32, createRandom(1000 + seed))).filter(({ of }) => of.to - of.from >= 3).length;
  expect(false3).toBe(0);
});

test("one pitch in the same rhythm is no melody that moved", () => {
  const drone = (pitch: number, bar: number): MelodyNote[] =>
    Array.from({ length: 16 }, (_, at) => ({ tick: bar * BAR + 2 * at, end: bar * BAR + 2 * at + 2, pitch }));
  expect(repeatsOf([...drone(60, 0), ...drone(67, 2)]).filter(({ transposition }) => transposition !== 0)).toEqual([]);
});

test("a last chorus a tone higher is heard in a score", () => {
  const tune = "M:4/4\nL:1/4\nK:D\n";
  const phrase = "D F A G|F2 E2|D E F A|B2 A2|";
  const score = readAbc(new TextEncoder().encode(`X:1\nT:Tune\n${tune}${phrase}`))[0];
  if (!score) throw new Error("no tune");
  const body = (abc: string): string => abc.slice(abc.indexOf("\nV:1\n") + 5).replace("|]", "|");
  const [low, high] = [score, transpose(score, 2)].map((each) => body(writeAbc(each)));
  const key = "[K:E]";
  const both = readAbc(new TextEncoder().encode(`X:1\nT:Both\nM:4/4\nL:1/16\nK:D\n${low}${key}${high}`))[0];
  if (!both) throw new Error("no tune");
  expect(analyseScore(both).repeats.value).toContainEqual({
    of: { from: 0, to: 4 },
    at: { from: 4, to: 8 },
    transposition: 2,
  });
});
