/** What is heard in a score. Times are ticks of the score; bars are counted from 0 along `metre.value.barLines`. */
import type { Finding } from "../../foundation/plan/finding.ts";
import type { ChordQuality } from "../../foundation/score/index.ts";

/** A finding with the share of like cases in which it is expected to be right, 0 to 1. */
export interface HeardFinding<T> extends Finding<T> {
  readonly confidence: number;
}

export type Mode = "major" | "minor";

export interface Key {
  /** Pitch class, 0 (C) to 11. */
  readonly tonic: number;
  readonly mode: Mode;
}

/** A stretch in one key, in ticks. */
export interface KeyRegion extends Key {
  readonly from: number;
  readonly to: number;
}

export interface HeardKey extends Key {
  /** "F# minor". */
  readonly name: string;
  /** Without gaps from tick 0 to the end. */
  readonly regions: readonly KeyRegion[];
}

export interface HeardMetre {
  readonly beats: number;
  readonly beatUnit: number;
  /** Tick of the first bar line at or after 0. */
  readonly firstBarTick: number;
  /** Bar lines in ticks, ascending; the last closes the last bar. What lies before the first is a pickup. */
  readonly barLines: readonly number[];
  /** "written": the score's own bars were kept; "heard": they were found from the notes. */
  readonly source: "written" | "heard";
}

export interface HeardChord {
  readonly from: number;
  readonly to: number;
  /** Pitch class; null for no chord. */
  readonly root: number | null;
  readonly quality: ChordQuality;
  /** Pitch class of the bass where it is not the root. */
  readonly bass: number | null;
  /** As on lead sheets: "Am7/G". */
  readonly text: string;
  /** In the key that holds: "ii7", "V/3" for a third in the bass; null for no chord. */
  readonly roman: string | null;
}

/** A note by part id and place in the part's list. */
export interface NoteReference {
  readonly part: string;
  readonly index: number;
}

/** Bars from (included) to (excluded). */
export interface BarSpan {
  readonly from: number;
  readonly to: number;
}

export interface HeardSection extends BarSpan {
  /** What sounds alike has the same letter: "A", "B"; "i" before the melody begins, "o" after it ends, "x" between. */
  readonly label: string;
}

export interface HeardPhrase extends BarSpan {
  /** As of a section. */
  readonly label: string;
  /** Ticks of the first onset and the last end of the melody in it; of the bar lines where it rests. */
  readonly fromTick: number;
  readonly toTick: number;
}

/** Bars that come again. */
export interface HeardRepeat {
  readonly of: BarSpan;
  readonly at: BarSpan;
  /** Semitones up from the first to the second; 0 for the same pitches. */
  readonly transposition: number;
}

/** A short turn of the melody that comes several times. */
export interface HeardMotif {
  /** Semitones from note to note. */
  readonly intervals: readonly number[];
  /** Sixteenths from onset to onset. */
  readonly steps: readonly number[];
  /** Ticks of the first onset of each occurrence. */
  readonly at: readonly number[];
}

export interface PitchRange {
  readonly lowest: number;
  readonly highest: number;
  readonly median: number;
}

export interface HeardRanges {
  readonly all: PitchRange | null;
  readonly melody: PitchRange | null;
  readonly bass: PitchRange | null;
}

export interface HeardRhythm {
  /** Melody onsets for each bar of the melody. */
  readonly melodyOnsetsPerBar: number | null;
  /** Onsets of all notes in a second; equal times counted once. */
  readonly onsetsPerSecond: number;
  /** Share of the melody's notes that begin off the beat and are held over the next stronger position. */
  readonly syncopation: number | null;
  /** Shares of the commonest gaps between the melody's onsets, in sixteenths. */
  readonly gaps: readonly { readonly sixteenths: number; readonly share: number }[];
}

/** Figures to compare songs and corpora by; null where the piece gives none. */
export interface Descriptors {
  /** Bits, of the pitch classes' distribution by count; 0 to 3.585. */
  readonly pitchClassEntropy: number | null;
  /** Largest share of notes that lies in one of the 24 scales (major, natural minor). */
  readonly scaleConsistency: number | null;
  /** Mean agreement of onset patterns of neighbouring melody bars, 0 to 1. */
  readonly grooveConsistency: number | null;
  /** Share of the melody's bars that repeat an earlier one exactly. */
  readonly exactBarRepeatShare: number | null;
  /** Share of the melody's bars within a repeat of at least four bars. */
  readonly fourBarRepeatShare: number | null;
  /** Mean size of the melody's intervals, semitones. */
  readonly meanInterval: number | null;
  /** Share of the melody's intervals of one or two semitones. */
  readonly stepShare: number | null;
  /** Chords for each bar. */
  readonly chordsPerBar: number | null;
  /** Share of time with triads and sevenths of the key's own scale. */
  readonly diatonicShare: number | null;
  /** Mean number of notes sounding at once while any sounds. */
  readonly polyphony: number | null;
}

export interface ScoreAnalysis {
  readonly title: string | null;
  /** Ticks per quarter note, of all ticks here. */
  readonly division: number;
  readonly seconds: number;
  readonly key: HeardFinding<HeardKey>;
  /** Quarter notes a minute, averaged by time. */
  readonly tempo: HeardFinding<number>;
  readonly metre: HeardFinding<HeardMetre>;
  readonly chords: HeardFinding<readonly HeardChord[]>;
  readonly melody: HeardFinding<readonly NoteReference[]>;
  readonly bass: HeardFinding<readonly NoteReference[]>;
  readonly sections: HeardFinding<readonly HeardSection[]>;
  readonly phrases: HeardFinding<readonly HeardPhrase[]>;
  readonly motifs: HeardFinding<readonly HeardMotif[]>;
  readonly repeats: HeardFinding<readonly HeardRepeat[]>;
  readonly ranges: HeardFinding<HeardRanges>;
  readonly rhythm: HeardFinding<HeardRhythm>;
  readonly descriptors: HeardFinding<Descriptors>;
}
