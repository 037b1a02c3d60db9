/** Sections of songs whose form is known because it was asked for, heard without markers and chord symbols. */
import { expect, test } from "vitest";
import { readMidi, writeMidi } from "../../../foundation/score/index.ts";
import { learnSongs } from "../../learn/song/song-model.ts";
import { defaultSongs } from "../../write/default-style/default-songs.ts";
import { performSong } from "../../write/perform-song.ts";
import { createSongMaker, writeSong } from "../../write/write-song.ts";
import { analyseScore } from "../analyse-score.ts";

const maker = createSongMaker(defaultSongs(), learnSongs(defaultSongs()));

interface Heard {
  readonly asked: readonly { readonly bar: number; readonly label: string }[];
  readonly found: readonly { readonly bar: number; readonly label: string }[];
}

function heard(form: string, seed: number): Heard {
  const wishes = { brief: { form, metre: "4/4" }, seed, fixed: new Map(), redo: new Map(), version: "test" };
  const score = performSong(writeSong(maker, wishes).plan);
  const starts = score.bars.map(({ tick }) => tick);
  const analysis = analyseScore(readMidi(writeMidi({ ...score, sections: [], chords: [] })));
  const lines = analysis.metre.value.barLines;
  return {
    asked: score.sections.map(({ from, label }) => ({ bar: starts.indexOf(from), label })),
    found: analysis.sections.value.map(({ from, label }) => ({
      bar: starts.findIndex((tick) => tick * analysis.division >= (lines[from] as number) * score.division),
      label,
    })),
  };
}

const FORMS = ["intro 4, verse 8, chorus 8, verse 8, chorus 8, outro 4", "A 8, B 8, A 8, C 8, A 8", "pop"];

test("nine of ten borders are found within a bar, and nine of ten that are found are borders", () => {
  const counts = { asked: 0, hit: 0, found: 0, right: 0 };
  for (let seed = 201; seed <= 212; seed++) {
    const { asked, found } = heard(FORMS[seed % FORMS.length] as string, seed);
    const near = (bar: number, others: Heard["asked"]): boolean =>
      others.some((other) => Math.abs(other.bar - bar) <= 1);
    for (const { bar } of asked.slice(1)) {
      counts.asked++;
      if (near(bar, found.slice(1))) counts.hit++;
    }
    for (const { bar } of found.slice(1)) {
      counts.found++;
      if (near(bar, asked.slice(1))) counts.right++;
    }
  }
  expect(counts.hit / counts.asked).toBeGreaterThan(0.9);
  expect(counts.right / counts.found).toBeGreaterThan(0.9);
});

test("a verse has the letter of the verse before, not that of the chorus", () => {
  let right = 0;
  for (const seed of [301, 302, 303, 304, 305]) {
    const { asked, found } = heard(FORMS[0] as string, seed);
    const letterOf = (label: string): string[] =>
      asked
        .filter((each) => each.label === label)
        .map(({ bar }) => found.findLast((each) => each.bar <= bar + 1)?.label ?? "");
    const [verse, again] = letterOf("verse");
    const [chorus, refrain] = letterOf("chorus");
    if (verse === again && chorus === refrain && verse !== chorus) right++;
  }
  expect(right).toBeGreaterThanOrEqual(4);
});

test("the first section begins with the first bar", () => {
  const { found } = heard("A 8, B 8, A 8, C 8, A 8", 7);
  expect(found[0]?.bar).toBe(0);
});
