import { InputError } from "../plan/errors.ts";
import { formatChord } from "./chord-text.ts";
import type { KeySignature, Score } from "./score.ts";
import { fifthsOf, nameAtFifths, spelled } from "./spell-pitch.ts";

/**
 * The music moved by semitones. Names move by the interval with the fewest accidentals; keys stay within six sharps or
 * flats. Percussion stays as it is.
 *
 * @throws InputError where a note would leave 0 to 127
 */
export function transpose(score: Score, semitones: number): Score {
  if (!Number.isInteger(semitones)) throw new InputError("semitones", "a whole number", `${semitones}`);
  if (semitones === 0) return score;
  const move = (fifths: number): number => {
    const moved = (((7 * semitones + fifths + 5) % 12) + 12) % 12;
    return moved - 5;
  };
  const first = score.keys[0]?.fifths ?? 0;
  const interval = move(first) - first;
  const keys: KeySignature[] = score.keys.map((key) => ({ ...key, fifths: move(key.fifths) }));
  const turn = (pitchClass: number): number => (((pitchClass + semitones) % 12) + 12) % 12;
  return {
    ...score,
    keys,
    parts: score.parts.map((part) => {
      if (part.percussion) return part;
      const notes = part.notes.map((note) => {
        const pitch = note.pitch + semitones;
        if (pitch < 0 || pitch > 127) throw new InputError("semitones", "all pitches from 0 to 127", `${semitones}`);
        if (note.spelling === null) return { ...note, pitch };
        let fifths = fifthsOf(note.spelling.step, note.spelling.alter) + interval;
        // Beyond double accidentals nobody reads: take the other name of the pitch.
        if (fifths > 19) fifths -= 12;
        if (fifths < -15) fifths += 12;
        const { step, alter } = nameAtFifths(fifths);
        return { ...note, pitch, spelling: spelled(pitch, step, alter) };
      });
      return { ...part, notes };
    }),
    chords: score.chords.map((chord) => {
      if (chord.root === null) return chord;
      const moved = { ...chord, root: turn(chord.root), bass: chord.bass === null ? null : turn(chord.bass) };
      return { ...moved, text: formatChord(moved, move(first)) };
    }),
  };
}
