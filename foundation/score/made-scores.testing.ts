/** Scores from a seed, to try readers and writers on: valid, and with what is awkward to write down. */
import { createRandom } from "../statistics/random.ts";
import { formatChord } from "./chord-text.ts";
import { makeScore } from "./make-score.ts";
import type { Note, Part, Score } from "./score.ts";
import { compareNotes } from "./sort-score.ts";
import { spellPitch } from "./spell-pitch.ts";

/** Some bars in a metre and key, with one to three parts of one or two voices; 12 ticks per quarter note. */
export function madeScore(seed: number): Score {
  const random = createRandom(seed);
  const division = 12;
  const beats = random.integer(2, 7);
  const beatUnit = random.pick([4, 8]);
  const bar = (beats * 4 * division) / beatUnit;
  const length = bar * random.integer(2, 9);
  const fifths = random.integer(-7, 7);
  const mode = random.pick(["major", "minor", null] as const);
  const parts: Part[] = [];
  for (let at = random.integer(1, 3); at > 0; at--) {
    const notes: Note[] = [];
    for (let voice = random.integer(1, 2); voice > 0; voice--) {
      let tick = random.integer(0, bar);
      while (tick < length) {
        const duration = Math.min(random.pick([1, 2, 3, 4, 6, 8, 9, 12, 18, 24, 36, 48, 5, 7]), length - tick);
        const chord = random.pick([1, 1, 1, 2, 3]);
        for (let n = 0; n < chord; n++) {
          const pitch = random.integer(36, 50) + 12 * n + 14 * (2 - voice);
          const lyric = n === chord - 1 && random.uniform() < 0.2 ? random.pick(["la", "hel-", "lo & <more>"]) : null;
          const note = {
            tick,
            duration,
            pitch,
            spelling: spellPitch(pitch, fifths, mode),
            velocity: 80,
            voice,
            shiftSeconds: 0,
            lyric,
          };
          notes.push(random.uniform() < 0.05 ? { ...note, fermata: true } : note);
        }
        tick += duration + (random.uniform() < 0.3 ? random.integer(1, bar) : 0);
      }
    }
    const id = `P${parts.length + 1}`;
    parts.push({
      id,
      name: `Part "${id}" & <co>`,
      program: random.integer(0, 127),
      percussion: false,
      notes: notes.sort(compareNotes),
      pedal: [],
    });
  }
  const chord = {
    root: random.integer(0, 11),
    quality: random.pick(["maj", "min7", "7b9", "sus4"] as const),
    bass: null,
  };
  return makeScore({
    title: `Made of ${seed}`,
    composer: "A & B",
    division,
    lengthTicks: length,
    parts,
    metres: [{ tick: 0, beats, beatUnit }],
    keys: [{ tick: 0, fifths, mode }],
    tempi: [{ tick: 0, microsecondsPerQuarter: 500_000 }],
    chords: [{ tick: 0, duration: length, ...chord, text: formatChord(chord, fifths) }],
    sections: [{ from: 0, to: length, label: "A", children: [] }],
  });
}
