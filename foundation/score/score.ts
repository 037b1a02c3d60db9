/**
 * Notes as plain data: what every reader of notes gives and every writer takes.
 *
 * Times are whole ticks on an exact grid of `division` ticks per quarter note; the reader chooses it so that every
 * rational time of its source is a whole number. Lists are in ascending order of ticks (sort-score.ts), and what is not
 * as said here is refused by validate-score.ts.
 */
import type { ChordQuality } from "./chord-quality.ts";

export interface Score {
  readonly title: string | null;
  readonly composer: string | null;
  /** Ticks per quarter note, 1 to 10,000,000. */
  readonly division: number;
  /** Where the last bar ends: at or after the end of every note. */
  readonly lengthTicks: number;
  readonly parts: readonly Part[];
  /** At least the metre at tick 0, unless the source has none (then 4/4 is meant). */
  readonly metres: readonly MetreChange[];
  readonly keys: readonly KeySignature[];
  /** Before the first, 500,000 microseconds per quarter note (120 a minute) hold. */
  readonly tempi: readonly TempoChange[];
  /** One after the other without gaps, from tick 0 on; the first may be a pickup (shorter than its metre says). */
  readonly bars: readonly Bar[];
  readonly chords: readonly ChordSymbol[];
  /** The form, as a tree: the sections of one level do not overlap, children lie within their parent. */
  readonly sections: readonly Section[];
  readonly phrases: readonly Span[];
  /** What the reader had to leave out or put right, for people. */
  readonly warnings: readonly string[];
}

export interface Part {
  /** Unique within the score: "P1". */
  readonly id: string;
  readonly name: string;
  /** General MIDI program, 0 to 127; null where the source says none. */
  readonly program: number | null;
  /** Pitches are keys of the General MIDI drum map. */
  readonly percussion: boolean;
  /** By tick, then pitch. */
  readonly notes: readonly Note[];
  readonly pedal: readonly PedalChange[];
}

export interface Note {
  readonly tick: number;
  /** Ticks as written, 1 or more; 0 for grace notes only. Tied notes are one note. */
  readonly duration: number;
  /** MIDI key number as it sounds, 0 to 127; 60 is middle C (C4). */
  readonly pitch: number;
  /** The name of the sounding pitch; null where the source has none (spell-pitch.ts finds one). */
  readonly spelling: Spelling | null;
  /** 1 to 127; readers of notation give 80 where nothing is said. */
  readonly velocity: number;
  /** Line within the part, 1 or more. */
  readonly voice: number;
  /** How much later than its tick the note is played, in seconds; 0: as written. */
  readonly shiftSeconds: number;
  /** The syllable sung to it; ends in "-" where the word goes on. */
  readonly lyric: string | null;
  /** Held for as long as the player likes. */
  readonly fermata?: boolean;
  /** An ornament before the note at the same tick that takes no time of the bar. */
  readonly grace?: boolean;
  /** Staff within the part from the top, 1 or more; absent: 1, or not known. */
  readonly staff?: number;
}

export type Step = "C" | "D" | "E" | "F" | "G" | "A" | "B";

/** C4 is middle C; alter 1 is a sharp, -1 a flat (-3 to 3). B#3 sounds as C4 does. */
export interface Spelling {
  readonly step: Step;
  readonly alter: number;
  readonly octave: number;
}

export interface PedalChange {
  readonly tick: number;
  /** Damper pedal, 0 (up) to 127 (down); from 64 on it counts as down. */
  readonly value: number;
}

export interface MetreChange {
  readonly tick: number;
  /** The upper number, 1 to 255. */
  readonly beats: number;
  /** The lower number, a power of two: 4 for quarters. */
  readonly beatUnit: number;
}

export interface KeySignature {
  readonly tick: number;
  /** Sharps (above 0) or flats (below 0), -7 to 7. */
  readonly fifths: number;
  readonly mode: "major" | "minor" | null;
}

export interface TempoChange {
  readonly tick: number;
  /** 1 to 16,777,215 (the range of MIDI); need not be whole. */
  readonly microsecondsPerQuarter: number;
}

export interface ChordSymbol {
  readonly tick: number;
  /** Ticks until the next symbol or the end. */
  readonly duration: number;
  /** Pitch class, 0 (C) to 11; null: no chord ("N"). */
  readonly root: number | null;
  readonly quality: ChordQuality;
  /** Pitch class of the bass where it is not the root; else null. */
  readonly bass: number | null;
  /** As the source wrote it, or as chord-text.ts formats it. */
  readonly text: string;
}

export interface Bar {
  readonly tick: number;
  /** Ticks, 1 or more. */
  readonly duration: number;
  /** As counted by musicians: 1 for the first whole bar, 0 for a pickup. */
  readonly number: number;
}

/** From a tick (included) to another (excluded). */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Section extends Span {
  /** "A", "verse", "chorus 2". */
  readonly label: string;
  readonly children: readonly Section[];
}
