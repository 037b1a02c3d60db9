/** Bars of the melody that somebody else may propose: what is asked, and what comes back. */
import type { SketchChord, SketchKey, SketchNote } from "../../learn/song/song-sketch.ts";
import type { Metre } from "../brief.ts";

/** Bars that are to be written. All steps are sixteenths from the beginning of the song. */
export interface PassageAsked {
  readonly key: SketchKey;
  /** Quarter notes a minute. */
  readonly tempo: number;
  readonly metre: Metre;
  /** Label of the section in which the bars lie. */
  readonly section: string;
  /** The first bar, from 0, and how many. */
  readonly bar: number;
  readonly bars: number;
  /** Lowest and highest pitch that the melody may have. */
  readonly range: readonly [number, number];
  /** The melody before these bars. */
  readonly notes: readonly SketchNote[];
  /** The chords that sound in these bars. */
  readonly chords: readonly SketchChord[];
}

/** A note that was proposed: sixteenths from the first bar asked for, not yet on the grid. */
export interface ProposedNote {
  readonly at: number;
  readonly length: number;
  readonly pitch: number;
}

export interface ProposedLines {
  /** Each a melody of one or more voices; of notes at the same time the highest counts. */
  readonly lines: readonly (readonly ProposedNote[])[];
  /** Proposals that were no notes. */
  readonly unreadable: number;
}

/** Gives proposals for bars; none where there are none. */
export type Propose = (asked: PassageAsked) => ProposedLines;
