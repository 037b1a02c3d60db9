import { expect, test } from "vitest";
import { createRandom, type Random } from "../../foundation/statistics/random.ts";
import { copiedPassage } from "./copied-passages.ts";
import { isPlain, type Line, type LineNote } from "./line.ts";
import { longestWithAny } from "./longest-with-any.ts";
import { corpusBaseline, originalityOf } from "./originality.ts";
import { longestRuns } from "./shared-runs.ts";

function madeLine(name: string, random: Random, length = 80): Line {
  let pitch = random.integer(60, 72);
  let onset = 0;
  const notes: LineNote[] = [];
  for (let at = 0; at < length; at++) {
    notes.push({ onset, pitch, bar: Math.floor(onset / 4) + 1 });
    pitch = Math.max(52, Math.min(84, pitch + random.pick([-5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 7])));
    onset += random.pick([0.25, 0.5, 0.5, 0.75, 1, 1.5]);
  }
  return { name, notes };
}

const random = createRandom(2);
const corpus = Array.from({ length: 12 }, (_, at) => madeLine(`piece ${at + 1}`, random.split(`${at}`)));

/** Twenty notes of a piece put into a line, changed by `change`. */
function planted(from: Line, into: Line, change: (notes: LineNote[]) => LineNote[]): Line {
  const copied = change(
    from.notes.slice(10, 30).map((note) => ({ ...note, onset: note.onset - (from.notes[10]?.onset ?? 0) })),
  );
  const at = 25;
  const start = into.notes[at]?.onset ?? 0;
  const length = (copied[copied.length - 1]?.onset ?? 0) + 1;
  return {
    name: "planted",
    notes: [
      ...into.notes.slice(0, at),
      ...copied.map((note) => ({ ...note, onset: note.onset + start, bar: Math.floor((note.onset + start) / 4) + 1 })),
      ...into.notes.slice(at).map((note) => ({ ...note, onset: note.onset + length })),
    ],
  };
}

test.each([
  ["as it is", (notes: LineNote[]) => notes],
  ["transposed", (notes: LineNote[]) => notes.map((note) => ({ ...note, pitch: note.pitch + 5 }))],
  ["twice as slow", (notes: LineNote[]) => notes.map((note) => ({ ...note, onset: note.onset * 2 }))],
  ["twice as fast", (notes: LineNote[]) => notes.map((note) => ({ ...note, onset: note.onset / 2 }))],
  [
    "one note in five changed",
    (notes: LineNote[]) => notes.map((note, at) => (at % 5 === 2 ? { ...note, pitch: note.pitch + 2 } : note)),
  ],
])("a copy of twenty notes, %s, is found", (_, change) => {
  const found = copiedPassage(planted(corpus[0] as Line, madeLine("own", createRandom(99)), change), corpus[0] as Line);
  expect(found).not.toBeNull();
  expect(found?.matched).toBeGreaterThanOrEqual(12);
});

test("lines that have nothing to do with each other are not copies", () => {
  for (const a of corpus) for (const b of corpus) if (a !== b) expect(copiedPassage(a, b)).toBeNull();
});

test("the longest run is found where it was put, with its transposition and time scale", () => {
  const line = planted(corpus[3] as Line, madeLine("own", createRandom(7)), (notes) =>
    notes.map((note) => ({ ...note, pitch: note.pitch - 3, onset: note.onset * 2 })),
  );
  const { run } = longestRuns(line, corpus[3] as Line);
  expect(run?.length).toBeGreaterThanOrEqual(19);
  expect(run).toMatchObject({ transposition: -3, scale: 2 });
});

test("scales and repeated notes are plain", () => {
  const notes = (pitches: readonly number[]): LineNote[] => pitches.map((pitch, onset) => ({ onset, pitch, bar: 1 }));
  expect(isPlain(notes([60, 62, 64, 65, 67, 69]))).toBe(true);
  expect(isPlain(notes([60, 60, 60, 60]))).toBe(true);
  expect(isPlain(notes([60, 64, 62, 67]))).toBe(false);
});

test("the corpus at once says what pairs say one by one", () => {
  const all = longestWithAny(corpus);
  for (const [at, line] of corpus.entries()) {
    const most = Math.max(...corpus.map((other) => (other === line ? 0 : (longestRuns(line, other).run?.length ?? 0))));
    expect(all[at]).toBe(most);
  }
});

test("a copy is not original, a line of its own is, and a small corpus cannot say", () => {
  const baseline = corpusBaseline(corpus);
  const copy = planted(corpus[5] as Line, madeLine("own", createRandom(8)), (notes) => notes);
  const report = originalityOf(copy, corpus, baseline);
  expect(report.original).toBe(false);
  expect(report.passages[0]).toMatchObject({ piece: "piece 6" });
  expect(originalityOf(madeLine("own", createRandom(21)), corpus, baseline).passages).toEqual([]);
  expect(originalityOf(copy, corpus.slice(0, 3), corpusBaseline(corpus.slice(0, 3))).original).toBeNull();
});
