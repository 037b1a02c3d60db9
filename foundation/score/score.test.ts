import { expect, test } from "vitest";
import { FormatError, InputError } from "../plan/errors.ts";
import { barPosition, barsOfMetres } from "./bars.ts";
import { chordPitchClasses } from "./chord-quality.ts";
import { chordLabel, formatChord, parseChord } from "./chord-text.ts";
import { madeScore } from "./made-scores.testing.ts";
import { quantise } from "./quantise.ts";
import { coarsestDivision, rescale } from "./rescale.ts";
import { readScoreFile, writeScoreFile } from "./score-file.ts";
import { sortScore } from "./sort-score.ts";
import { pitchOf, spellPitch } from "./spell-pitch.ts";
import { createClock } from "./tempo.ts";
import { transpose } from "./transpose.ts";
import { validateScore } from "./validate-score.ts";

const seeds = Array.from({ length: 40 }, (_, seed) => seed);

test("seconds and ticks under a tempo map", () => {
  const clock = createClock({
    division: 480,
    tempi: [{ tick: 960, microsecondsPerQuarter: 1_000_000 }],
  });
  // 120 a minute until something else is said: two quarters are a second.
  expect(clock.secondsAt(960)).toBe(1);
  expect(clock.secondsAt(1440)).toBe(2);
  expect(clock.tickAt(2)).toBe(1440);
  expect(clock.tickAt(0.25)).toBe(240);
});

test("bars and beats", () => {
  const metres = [
    { tick: 0, beats: 3, beatUnit: 4 },
    { tick: 40, beats: 6, beatUnit: 8 },
  ];
  const bars = barsOfMetres(metres, 4, 60, 4);
  expect(bars.map(({ tick, duration, number }) => [tick, duration, number])).toEqual([
    [0, 4, 0],
    [4, 12, 1],
    [16, 12, 2],
    [28, 12, 3],
    [40, 12, 4],
    [52, 12, 5],
  ]);
  const score = { bars, metres, division: 4 };
  expect(barPosition(score, 0)).toEqual({ index: 0, number: 0, beat: 3, offset: 0 });
  expect(barPosition(score, 21)).toEqual({ index: 2, number: 2, beat: 2, offset: 1 });
  expect(barPosition(score, 47)).toEqual({ index: 4, number: 4, beat: 4, offset: 1 });
});

test.each([
  ["Am7/G", 9, "min7", 7],
  ["C", 0, "maj", null],
  ["F#m7b5", 6, "hdim7", null],
  ["Bbmaj7", 10, "maj7", null],
  ["Ebø", 3, "hdim7", null],
  ["G7sus4", 7, "7sus4", null],
  ["CΔ7", 0, "maj7", null],
  ["C6/9", 0, "maj69", null],
  ["C6/E", 0, "maj6", 4],
  ["D/f+", 2, "maj", 6],
  ["Gm/bb", 7, "min", 10],
  ["(E7)", 4, "7", null],
  ["E7b9", 4, "7b9", null],
  ["A:min7/b3", 9, "min7", 0],
  ["Db:sus4(b7)", 1, "7sus4", null],
  ["B:hdim7", 11, "hdim7", null],
  ["C#:maj/5", 1, "maj", 8],
  ["N", null, "none", null],
  ["N.C.", null, "none", null],
  ["C♯ø7", 1, "hdim7", null],
  ["Fdim7", 5, "dim7", null],
  ["Gaug", 7, "aug", null],
  ["Cadd9", 0, "add9", null],
] as const)("%s is understood, and written so that it is again", (text, root, quality, bass) => {
  const chord = { root, quality, bass };
  expect(parseChord(text)).toEqual(chord);
  expect(parseChord(formatChord(chord))).toEqual(chord);
  expect(parseChord(chordLabel(chord))).toEqual(chord);
});

test("what is no chord is none", () => {
  for (const text of ["", "H", "from A.Train's song", "Cxyz", "C/", "C/H"]) expect(parseChord(text), text).toBeNull();
  expect(chordPitchClasses(9, "min7", 7)).toEqual([9, 0, 4, 7]);
});

test("names of pitches follow the key", () => {
  const names = (fifths: number, mode: "major" | "minor" | null): string =>
    Array.from({ length: 12 }, (_, n) => {
      const { step, alter } = spellPitch(60 + n, fifths, mode);
      return step + (alter > 0 ? "#" : "b").repeat(Math.abs(alter));
    }).join(" ");
  expect(names(0, "major")).toBe("C Db D Eb E F F# G Ab A Bb B");
  expect(names(0, "minor")).toBe("C C# D D# E F F# G G# A Bb B");
  expect(names(4, "major")).toBe("B# C# D D# E E# F# G G# A A# B".replace("B#", "C").replace("E#", "F"));
  for (let fifths = -7; fifths <= 7; fifths++) {
    for (let pitch = 0; pitch < 128; pitch++) expect(pitchOf(spellPitch(pitch, fifths, "minor"))).toBe(pitch);
  }
});

test("made scores are valid, and stay so when they are moved, scaled and put on a grid", () => {
  for (const seed of seeds) {
    const score = validateScore(madeScore(seed));
    expect(sortScore(score)).toEqual(score);
    expect(rescale(rescale(score, 480), 12)).toEqual(score);
    expect(rescale(score, coarsestDivision(score)).parts.length).toBe(score.parts.length);
    for (const semitones of [-11, -6, -1, 1, 5, 6, 12]) {
      const moved = validateScore(transpose(score, semitones));
      for (const part of moved.parts) for (const note of part.notes) expect(pitchOf(note.spelling!)).toBe(note.pitch);
    }
    const coarse = validateScore(quantise(score, 4));
    const clock = createClock(coarse);
    const fine = createClock(score);
    const sum = (from: typeof score, by: typeof clock): number =>
      from.parts[0]!.notes.reduce((total, note) => total + by.secondsAt(note.tick) + note.shiftSeconds, 0);
    expect(sum(coarse, clock)).toBeCloseTo(sum(score, fine), 6);
  }
});

test("files keep everything; what is wrong is named by its path", () => {
  for (const seed of seeds) expect(readScoreFile(writeScoreFile(madeScore(seed)))).toEqual(madeScore(seed));
  const text = writeScoreFile(madeScore(1));
  expect(() => readScoreFile(text.slice(0, 50))).toThrow(FormatError);
  expect(() => readScoreFile("{}")).toThrow("at $.schema");
  expect(() => readScoreFile(text.replace("songwright.score/1", "songwright.score/9"))).toThrow(
    "made by another Songwright",
  );
  const broken = JSON.parse(text) as { parts: { notes: { pitch: number; tick: number }[] }[] };
  broken.parts[0]!.notes[1]!.pitch = 200;
  expect(() => readScoreFile(JSON.stringify(broken))).toThrow("$.parts[0].notes[1].pitch");
  broken.parts[0]!.notes[1]!.pitch = 60;
  broken.parts[0]!.notes[1]!.tick = 1e9;
  expect(() => readScoreFile(JSON.stringify(broken))).toThrow("$.parts[0].notes");
  expect(() => validateScore({ ...madeScore(1), division: 0 })).toThrow(InputError);
});
