import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { barsOfMetres } from "../bars.ts";
import { leadSheet } from "../lead-sheet.ts";
import { madeScore } from "../made-scores.testing.ts";
import { makeScore } from "../make-score.ts";
import { bytesOf, noProgram } from "../material.testing.ts";
import { readMidi } from "../midi/score-from-midi.ts";
import type { Score } from "../score.ts";
import { validateScore } from "../validate-score.ts";
import { readAbc } from "./read-abc.ts";
import { writeAbc } from "./write-abc.ts";

const read = (text: string): Score => readAbc(new TextEncoder().encode(text))[0]!;

/** Onset, length and pitch of all notes, quarters to 1/5040; and their names and words, where `names` are asked for. */
function notesOf({ parts, division }: Score, names = false, late = 0): string[] {
  const time = (ticks: number): number => Math.round((ticks * 5040) / division);
  return parts
    .flatMap(({ name, percussion, notes }) =>
      notes.map(({ tick, duration, pitch, spelling, lyric }) => {
        const said = names ? ` ${name.replaceAll('"', "'")} ${percussion} ${JSON.stringify(spelling)} ${lyric}` : "";
        return `${String(time(tick - late)).padStart(9)} ${time(duration + late)} ${pitch}${said}`;
      }),
    )
    .sort();
}

test("100 scores keep every note, name, word, chord, key, metre, tempo, bar and section", () => {
  for (let seed = 0; seed < 100; seed++) {
    const score = madeScore(seed);
    const again = validateScore(read(writeAbc(score)));
    expect(notesOf(again, true)).toEqual(notesOf(score, true));
    const scaled = (tick: number, { division }: Score): number => (tick * 5040) / division;
    const frame = (of: Score): unknown => [
      of.title,
      of.composer,
      of.metres,
      of.tempi,
      of.chords.map(({ tick, root, quality, text }) => [scaled(tick, of), root, quality, text]),
      of.sections.map(({ from, to, label }) => [scaled(from, of), scaled(to, of), label]),
      of.bars.map(({ tick, duration }) => [scaled(tick, of), scaled(duration, of)]),
      of.keys.map(({ fifths, mode }) => [fifths, mode ?? "major"]),
    ];
    expect(frame(again)).toEqual(frame(score));
    expect(
      again.parts.map(({ program }) => program).every((program) => score.parts.some((one) => one.program === program)),
    ).toBe(true);
    expect(again.warnings).toEqual([]);
  }
});

test("changes of metre, key and tempo, a pickup and percussion stand where they stood", () => {
  const base = madeScore(3);
  const note = (tick: number, pitch: number) => ({
    ...base.parts[0]!.notes[0]!,
    tick,
    duration: 12,
    pitch,
    spelling: null,
    lyric: null,
    voice: 1,
  });
  const score: Score = validateScore({
    ...base,
    title: '100% "this"',
    lengthTicks: 12 + 48 + 36 + 48,
    parts: [
      { ...base.parts[0]!, notes: [note(0, 61), note(12, 61), note(60, 66), note(72, 65)] },
      {
        ...base.parts[0]!,
        id: "P2",
        name: "Drums",
        percussion: true,
        program: null,
        notes: [note(12, 36), note(24, 42)],
      },
    ],
    metres: [
      { tick: 0, beats: 4, beatUnit: 4 },
      { tick: 60, beats: 3, beatUnit: 4 },
      { tick: 96, beats: 4, beatUnit: 4 },
    ],
    keys: [
      { tick: 0, fifths: 2, mode: "major" },
      { tick: 72, fifths: -3, mode: "minor" },
    ],
    tempi: [
      { tick: 0, microsecondsPerQuarter: 500_000 },
      { tick: 18, microsecondsPerQuarter: 600_000 },
    ],
    bars: [
      { tick: 0, duration: 12, number: 0 },
      { tick: 12, duration: 48, number: 1 },
      { tick: 60, duration: 36, number: 2 },
      { tick: 96, duration: 48, number: 3 },
    ],
    chords: [],
    sections: [],
  });
  const text = writeAbc(score);
  const again = read(text);
  expect(notesOf(again)).toEqual(notesOf(score));
  expect(again.title).toBe(score.title);
  expect(again.parts.map(({ percussion }) => percussion)).toEqual([false, true]);
  const at = ({ division }: Score, items: readonly { readonly tick: number }[]): number[] =>
    items.map(({ tick }) => (12 * tick) / division);
  for (const each of ["metres", "keys", "tempi", "bars"] as const)
    expect(at(again, again[each])).toEqual(at(score, score[each]));
  expect(again.tempi[1]?.microsecondsPerQuarter).toBe(600_000);
});

test("a lead sheet is one line on sixteenths, as a person would write it", () => {
  const base = madeScore(3);
  const note = (tick: number, duration: number, pitch: number) => ({
    ...base.parts[0]!.notes[0]!,
    tick,
    duration,
    pitch,
    spelling: null,
    lyric: null,
    fermata: false,
    voice: 1,
  });
  const score = makeScore({
    ...base,
    title: "A line",
    composer: null,
    lengthTicks: 96,
    keys: [{ tick: 0, fifths: 1, mode: "major" }],
    metres: [{ tick: 0, beats: 4, beatUnit: 4 }],
    parts: [
      {
        ...base.parts[0]!,
        name: "Lead",
        notes: [note(0, 13, 67), note(0, 12, 59), note(12, 42, 66), note(49, 23, 65), note(72, 20, 83)],
      },
    ],
    chords: [
      { tick: 0, duration: 24, root: 7, quality: "maj", bass: null, text: "G" },
      { tick: 24, duration: 72, root: 2, quality: "7", bass: null, text: "D7" },
    ],
    sections: [{ from: 0, to: 96, label: "verse", children: [] }],
    bars: barsOfMetres([], 12, 96),
  });
  const lines = writeAbc(leadSheet(score)).split("\n");
  expect(lines.slice(lines.indexOf("P:verse"))).toEqual(["P:verse", '"G"G4 F4- "D7"F8 | =F8 b4- b3z |]', ""]);
});

const missing = noProgram("abc2midi", "-ver");

// Left to itself, abc2midi spreads chords and lengthens fermatas, and begins every note one tick late.
test("abc2midi plays every note of 100 scores", ({ skip }) => {
  skip(missing !== "", missing);
  const folder = mkdtempSync(join(tmpdir(), "songwright-write-abc-"));
  let same = 0;
  const other: number[] = [];
  for (let seed = 0; seed < 100; seed++) {
    const score = madeScore(seed);
    writeFileSync(
      join(folder, "t.abc"),
      writeAbc(score)
        .replace(/^V:\d+$/gm, "$&\n%%MIDI chordattack 0")
        .replaceAll("!fermata!", ""),
    );
    spawnSync("abc2midi", ["t.abc", "-NGUI", "-silent", "-o", "t.mid"], { cwd: folder, stdio: "ignore" });
    const theirs = notesOf(readMidi(bytesOf(join(folder, "t.mid"))), false, 1);
    if (JSON.stringify(theirs) === JSON.stringify(notesOf(score))) same++;
    else other.push(seed);
  }
  rmSync(folder, { recursive: true });
  expect([same, other]).toEqual([100, []]);
});
