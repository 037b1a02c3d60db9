import { expect, test } from "vitest";
import { createRandom } from "../../../foundation/statistics/random.ts";
import { defaultSongs } from "../../write/default-style/default-songs.ts";
import { PITCHES, patternsOf, surpriseOfMelody } from "./melody-surprise.ts";
import { createSongModel, learnSongs } from "./song-model.ts";
import { type SketchNote, type SongSketch, stepsPerBar } from "./song-sketch.ts";

const songs = defaultSongs();
const learned = songs.filter((_, at) => at % 4 !== 0);
const others = songs.filter((_, at) => at % 4 === 0);
const model = createSongModel(learned, learnSongs(learned));

test("distributions cover the alphabets, sum to 1, and hold the bits of what came", () => {
  for (const song of others.slice(0, 5)) {
    const { notes, beats, restBits, pitchBits, rhythmBits } = surpriseOfMelody(model, song, true);
    expect(notes.map(({ note }) => note)).toEqual(song.melody);
    for (const { note, pitchBits: bits, distribution } of notes) {
      const p = distribution as Float64Array;
      expect(p).toHaveLength(PITCHES);
      expect(Math.abs(p.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-9);
      expect(Math.min(...p)).toBeGreaterThan(0);
      expect(bits).toBeCloseTo(-Math.log2(p[note.pitch] as number), 9);
    }
    const unit = (beats[1]?.step ?? 4) as number;
    for (const { pattern, bits, distribution } of beats) {
      const p = distribution as Float64Array;
      expect(Math.abs(p.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-9);
      expect(bits).toBeCloseTo(-Math.log2(p[patternsOf(unit).indexOf(pattern)] as number), 9);
    }
    const shared = notes.reduce((sum, note) => sum + note.rhythmBits, 0) + restBits;
    expect(shared).toBeCloseTo(rhythmBits, 9);
    expect(notes.reduce((sum, note) => sum + note.pitchBits, 0)).toBeCloseTo(pitchBits, 9);
  }
});

test("what comes later changes nothing: other notes after a beat, or more bars, leave all bits before it as they are", () => {
  const random = createRandom(2);
  for (const song of others.slice(0, 6)) {
    const before = surpriseOfMelody(model, song);
    const cut = 4 * random.integer(4, Math.floor((song.bars * stepsPerBar(song.metre)) / 4) - 4);
    const kept = song.melody
      .filter(({ step }) => step < cut)
      .map((note) => ({ ...note, length: Math.min(note.length, cut - note.step) }));
    const later: SketchNote[] = [];
    for (let step = cut + random.integer(0, 3); step < cut + 40; step += random.integer(1, 5))
      later.push({ step, length: 1, pitch: random.integer(50, 84) });
    const other: SongSketch = { ...song, bars: song.bars + 9, melody: [...kept, ...later] };
    const after = surpriseOfMelody(model, other);
    for (const [at, { note, pitchBits }] of before.notes.entries()) {
      if (note.step >= cut) break;
      expect(after.notes[at]?.pitchBits).toBe(pitchBits);
    }
    for (const [at, { step, bits }] of before.beats.entries())
      if (step + 6 <= cut) expect(after.beats[at]?.bits).toBe(bits);
  }
});

test("a tune is foretold better than random notes in its rhythm", () => {
  const random = createRandom(3);
  for (const song of others.slice(0, 5)) {
    const own = surpriseOfMelody(model, song);
    const shuffled = { ...song, melody: song.melody.map((note) => ({ ...note, pitch: random.integer(55, 79) })) };
    expect(own.pitchBits).toBeLessThan(0.7 * surpriseOfMelody(model, shuffled).pitchBits);
  }
});
