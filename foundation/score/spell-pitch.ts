/**
 * Names of pitches. The line of fifths (... Bb F C G D A E B F# ...) has C at 0: sharper names lie higher. A pitch class
 * takes the name that lies nearest to the key's centre on that line, after D. Temperley, "The Cognition of Basic Musical
 * Structures" (MIT Press 2001), chapter 5; the window is the five below to six above the tonic of the major key, which
 * gives the chromatic scale as it is usually written: in C, Db Eb F# Ab Bb.
 */
import type { KeySignature, Score, Spelling, Step } from "./score.ts";

const steps: readonly Step[] = ["F", "C", "G", "D", "A", "E", "B"];
const semitones: Readonly<Record<Step, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

/** Place on the line of fifths: C 0, G 1, F -1, F# 6, Bb -2. */
export function fifthsOf(step: Step, alter: number): number {
  return steps.indexOf(step) - 1 + 7 * alter;
}

/** The name at a place on the line of fifths. */
export function nameAtFifths(fifths: number): { step: Step; alter: number } {
  const alter = Math.floor((fifths + 1) / 7);
  return { step: steps[fifths + 1 - 7 * alter]!, alter };
}

/** MIDI key of a spelled pitch; may lie outside 0 to 127. */
export function pitchOf({ step, alter, octave }: Spelling): number {
  return 12 * (octave + 1) + semitones[step] + alter;
}

/** Pitch class 0 to 11 of a name. */
export function pitchClassOf(step: Step, alter: number): number {
  return (((semitones[step] + alter) % 12) + 12) % 12;
}

/** The octave that makes this name sound at this pitch, which must be of its class. */
export function spelled(pitch: number, step: Step, alter: number): Spelling {
  return { step, alter, octave: Math.floor((pitch - alter - semitones[step]) / 12) - 1 };
}

/**
 * The name of a pitch in a key. In minor, the window lies so that the raised sixth and seventh are sharps: in A minor
 * Bb C# D# F# G#.
 *
 * @param fifths of the key signature, -7 to 7
 */
export function spellPitch(pitch: number, fifths: number, mode: KeySignature["mode"] = null): Spelling {
  const { step, alter } = spellPitchClass(pitch % 12, fifths, mode);
  return spelled(pitch, step, alter);
}

export function spellPitchClass(
  pitchClass: number,
  fifths: number,
  mode: KeySignature["mode"] = null,
): { step: Step; alter: number } {
  const lowest = fifths - (mode === "minor" ? 2 : 5);
  // A fifth is seven semitones, and seven times seven is one (mod 12): the place is 7 * class, moved into the window.
  const place = (7 * pitchClass - lowest) % 12;
  return nameAtFifths(lowest + (place < 0 ? place + 12 : place));
}

/** Names for all notes that have none, by the key that holds (C major where none is said). */
export function spellScore(score: Score): Score {
  return {
    ...score,
    parts: score.parts.map((part) => {
      if (part.percussion) return part;
      let at = -1;
      const notes = part.notes.map((note) => {
        while (at + 1 < score.keys.length && score.keys[at + 1]!.tick <= note.tick) at++;
        if (note.spelling !== null) return note;
        const key = score.keys[at];
        return { ...note, spelling: spellPitch(note.pitch, key?.fifths ?? 0, key?.mode ?? null) };
      });
      return { ...part, notes };
    }),
  };
}
