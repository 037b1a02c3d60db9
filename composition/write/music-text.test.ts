import { expect, test } from "vitest";
import { chordsText, fifthsOfKey, notesText, readChords, readNotes } from "./music-text.ts";

const C = { tonic: 0, mode: "major" } as const;

test("signatures are those of the circle of fifths", () => {
  // Pitch classes of the major tonics and the sharps of their signatures; relative minors have the same.
  const sharps = [0, -5, 2, -3, 4, -1, 6, 1, -4, 3, -2, 5];
  for (const [tonic, fifths] of sharps.entries()) {
    expect(fifthsOfKey({ tonic, mode: "major" })).toBe(fifths);
    expect(fifthsOfKey({ tonic: (tonic + 9) % 12, mode: "minor" })).toBe(fifths);
  }
});

test("a bar of notes reads back as it was written, also across bar lines", () => {
  const notes = [
    { step: 2, length: 4, pitch: 64 },
    { step: 12, length: 8, pitch: 66 },
    { step: 24, length: 8, pitch: 59 },
  ];
  const first = notesText(notes, 0, 16, C);
  const second = notesText(notes, 16, 32, C);
  expect(first).toBe("r:2 E4:4 r:6 F#4:4");
  expect(second).toBe("~:4 r:4 B3:8");
  const read = readNotes(first, 0, 16, [], "bar 1");
  read.push(...readNotes(second, 16, 16, read, "bar 2"));
  expect(read).toEqual(notes);
});

test("what is wrong in a bar is named", () => {
  for (const [text, message] of [
    ["E4:4", "16 sixteenths"],
    ["E4:4 H4:12", 'a note as "F#4"'],
    ["E4 r:12", "notes with lengths"],
    ["~:16", "before ~"],
    ["C9:16", "C8"],
    ["E4:0 r:16", "notes with lengths"],
  ] as const)
    expect(() => readNotes(text, 0, 16, [], "melody.bar@verse.1")).toThrow(message);
});

test("chords share a bar evenly and come round again", () => {
  const chords = readChords("C | Am F | G7", 0, 4, 16, "chords");
  expect(chords.map(({ step, length, root, quality }) => [step, length, root, quality])).toEqual([
    [0, 16, 0, "maj"],
    [16, 8, 9, "min"],
    [24, 8, 5, "maj"],
    [32, 16, 7, "7"],
    [48, 16, 0, "maj"],
  ]);
  expect(chordsText(chords, 0, 4, 16, C)).toBe("C | Am F | G7 | C");
  expect(() => readChords("C | X", 0, 2, 16, "chords")).toThrow('a chord as "Am7"');
  expect(() => readChords("C | | F", 0, 2, 16, "chords")).toThrow("every bar");
  expect(() => readChords("C F G C F", 0, 1, 16, "chords")).toThrow("divides 16");
});
