/** Notes and chords as short texts, as they stand in plans and as people edit them. */
import { InputError } from "../../foundation/plan/index.ts";
import { formatChord, parseChord, pitchOf, type Spelling, spellPitch } from "../../foundation/score/index.ts";
import type { SketchChord, SketchKey, SketchNote } from "../learn/song/song-sketch.ts";

/** Sharps of a key's signature, negative for flats; the enharmonic name with fewer signs. */
export function fifthsOfKey({ tonic, mode }: SketchKey): number {
  const major = mode === "minor" ? (tonic + 3) % 12 : tonic;
  const fifths = (major * 7) % 12;
  return fifths > 6 ? fifths - 12 : fifths;
}

/**
 * A bar of notes as text: "E4:4 r:2 G4:2 ~:8". Names are the field's (C4 is middle C), numbers are sixteenths, "r" rests,
 * "~" goes on holding the note before, also across the bar line.
 */
export function notesText(notes: readonly SketchNote[], from: number, to: number, key: SketchKey): string {
  const fifths = fifthsOfKey(key);
  const words: string[] = [];
  let at = from;
  for (const note of notes) {
    const end = note.step + note.length;
    if (end <= from || note.step >= to) continue;
    const start = Math.max(note.step, from);
    if (start > at) words.push(`r:${start - at}`);
    const length = Math.min(end, to) - start;
    words.push(note.step < from ? `~:${length}` : `${pitchName(note.pitch, fifths)}:${length}`);
    at = start + length;
  }
  if (at < to) words.push(`r:${to - at}`);
  return words.join(" ");
}

function pitchName(pitch: number, fifths: number): string {
  const { step, alter, octave } = spellPitch(pitch, fifths);
  return `${step}${alter > 0 ? "#".repeat(alter) : "b".repeat(-alter)}${octave}`;
}

const NOTE = /^([A-G])(#{0,2}|b{0,2})(-?\d)$/;

/**
 * The notes of a bar's text, from step `from`; "~" at the beginning lengthens the last of `before`, which must be sounding
 * until `from`. Throws InputError with `field` where it cannot be read, or does not fill `steps`.
 */
export function readNotes(
  text: string,
  from: number,
  steps: number,
  before: SketchNote[],
  field: string,
): SketchNote[] {
  const notes: SketchNote[] = [];
  let at = from;
  for (const word of text.trim().split(/\s+/)) {
    const [name, digits] = word.split(":") as [string, string | undefined];
    const length = Number(digits);
    if (!digits || !Number.isInteger(length) || length < 1)
      throw new InputError(field, 'notes with lengths in sixteenths, as "E4:4 r:2 G4:2"', word);
    if (name === "~") {
      const list = notes.length > 0 ? notes : before;
      const last = list[list.length - 1];
      if (!last || last.step + last.length !== at)
        throw new InputError(field, "a note that sounds up to here before ~", word);
      list[list.length - 1] = { ...last, length: last.length + length };
    } else if (name !== "r") {
      const match = NOTE.exec(name);
      if (!match) throw new InputError(field, 'a note as "F#4", "r" for a rest or "~" to hold', word);
      const spelling: Spelling = {
        step: match[1] as Spelling["step"],
        alter: (match[2] as string).startsWith("#") ? (match[2] as string).length : -(match[2] as string).length,
        octave: Number(match[3]),
      };
      const pitch = pitchOf(spelling);
      if (pitch < 21 || pitch > 108) throw new InputError(field, "a note from A0 to C8", word);
      notes.push({ step: at, length, pitch });
    }
    at += length;
  }
  if (at - from !== steps) throw new InputError(field, `${steps} sixteenths in all`, `${at - from}`);
  return notes;
}

/** Chords as text, a bar between two "|": "C | Am7 | F G | C". */
export function chordsText(
  chords: readonly SketchChord[],
  from: number,
  bars: number,
  barSteps: number,
  key: SketchKey,
): string {
  const fifths = fifthsOfKey(key);
  const out: string[] = [];
  for (let bar = 0; bar < bars; bar++) {
    const start = from + bar * barSteps;
    const inBar = chords.filter((chord) => chord.step < start + barSteps && chord.step + chord.length > start);
    const pieces = inBar.map((chord) => ({
      name: chord.root === null ? "N" : formatChord({ root: chord.root, quality: chord.quality, bass: null }, fifths),
      steps: Math.min(start + barSteps, chord.step + chord.length) - Math.max(start, chord.step),
    }));
    const unit = pieces.reduce((common, { steps }) => divisor(common, steps), barSteps);
    out.push(
      pieces.length === 1
        ? (pieces[0]?.name as string)
        : pieces.flatMap(({ name, steps }) => Array.from({ length: steps / unit }, () => name)).join(" "),
    );
  }
  return out.join(" | ");
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

/** Bars whose chords are still to be written: "?" in "C | ? | ? | G". A text shorter than the bars comes round again. */
export function openBars(text: string, bars: number): boolean[] {
  const given = text.replace(/^\s*\||\|\s*$/g, "").split("|");
  return Array.from({ length: bars }, (_, bar) => (given[bar % given.length] as string).trim() === "?");
}

/**
 * Chords of `bars` bars from step `from`; the chords in a bar share it evenly. A text shorter than the bars comes round
 * again. Throws InputError with `field` for what is no chord, or does not divide the bar.
 */
export function readChords(text: string, from: number, bars: number, barSteps: number, field: string): SketchChord[] {
  const given = text
    .replace(/^\s*\||\|\s*$/g, "")
    .split("|")
    .map((bar) => bar.trim().split(/\s+/).filter(Boolean));
  if (given.some((bar) => bar.length === 0))
    throw new InputError(field, 'chords in every bar, as "C | Am | F G | C"', text);
  const chords: SketchChord[] = [];
  for (let bar = 0; bar < bars; bar++) {
    const names = given[bar % given.length] as string[];
    const length = barSteps / names.length;
    if (!Number.isInteger(length))
      throw new InputError(field, `a number of chords that divides ${barSteps} sixteenths`, names.join(" "));
    for (const [at, name] of names.entries()) {
      const chord = name === "N" ? { root: null, quality: "none" as const } : parseChord(name);
      if (!chord) throw new InputError(field, 'a chord as "Am7", "F#dim" or "N"', name);
      const last = chords[chords.length - 1];
      const step = from + bar * barSteps + at * length;
      if (last && last.root === chord.root && last.quality === chord.quality)
        chords[chords.length - 1] = { ...last, length: last.length + length };
      else chords.push({ step, length, root: chord.root, quality: chord.quality });
    }
  }
  return chords;
}
