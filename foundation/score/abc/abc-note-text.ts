/** Notes as ABC has them (standard 2.1, sections 4.1 to 4.3): pitch, accidental, length. */
import { type Fraction, fraction } from "../fraction.ts";
import type { Spelling } from "../score.ts";

const ACCIDENTALS: Readonly<Record<number, string>> = { [-2]: "__", [-1]: "_", 0: "=", 1: "^", 2: "^^" };
const SHARPS = "FCGDAEB";

/** "F'", "c,,": letters go down below the octave of middle C, and up in small ones above. */
export function pitchText({ step, octave }: Spelling): string {
  const marks = octave >= 5 ? "'".repeat(octave - 5) : ",".repeat(4 - octave);
  return (octave >= 5 ? step.toLowerCase() : step) + marks;
}

/** What accidentals a reader still remembers in a bar: by name in every octave, and by name in one. */
export type HeldAccidentals = Map<string, number>;

/**
 * The accidental of a note, "" where it needs none. Programs differ in whether one holds in other octaves: it is written
 * wherever either would read another note.
 */
export function accidentalText({ step, alter, octave }: Spelling, fifths: number, held: HeldAccidentals): string {
  const order = SHARPS.indexOf(step);
  const ofKey = fifths > 0 ? (order < fifths ? 1 : 0) : 6 - order < -fifths ? -1 : 0;
  const here = `${step}${octave}`;
  const needed = (held.get(step) ?? ofKey) !== alter || (held.get(here) ?? ofKey) !== alter;
  if (needed) {
    held.set(step, alter);
    held.set(here, alter);
  }
  return needed ? (ACCIDENTALS[alter] ?? "") : "";
}

/** "", "2", "3/2", "/4": a share of a whole note, in units of a sixteenth. */
export function lengthText(share: Fraction): string {
  const { n, d } = fraction(16 * share.n, share.d);
  return `${n === 1 ? "" : n}${d === 1 ? "" : `/${d}`}`;
}

const MODES: Readonly<Record<string, string>> = { major: "", minor: "m" };
const TONICS = ["Cb", "Gb", "Db", "Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E", "B", "F#", "C#", "G#", "D#", "A#"];

/** "Bb", "F#m"; a key without a mode is written as the major key of its signature. */
export function keyText(fifths: number, mode: "major" | "minor" | null): string {
  return `${TONICS[fifths + 7 + (mode === "minor" ? 3 : 0)]}${MODES[mode ?? "major"]}`;
}
