import type { ChordSymbol, KeySignature, Spelling } from "../score.ts";
import { type MeasureSigns, noSigns } from "./measure-order.ts";

/** What one part has in one measure, as written there. Times are ticks from the start of the measure. */
export interface MeasureEvents {
  readonly number: string;
  readonly notes: WrittenNote[];
  readonly metres: { at: number; beats: number; beatUnit: number }[];
  readonly keys: { at: number; fifths: number; mode: KeySignature["mode"] }[];
  readonly tempi: { at: number; microsecondsPerQuarter: number }[];
  readonly chords: (Omit<ChordSymbol, "tick" | "duration"> & { at: number })[];
  readonly rehearsals: { at: number; label: string }[];
  readonly pedal: { at: number; value: number }[];
  readonly signs: MeasureSigns;
  /** Where the music of the measure ends. */
  length: number;
}

export interface WrittenNote {
  readonly at: number;
  readonly duration: number;
  readonly pitch: number;
  readonly spelling: Spelling | null;
  readonly velocity: number;
  readonly voice: number;
  readonly staff: number | null;
  /** By verse, from 0. */
  readonly lyrics: readonly (string | null)[];
  readonly fermata: boolean;
  readonly grace: boolean;
  readonly tieStart: boolean;
  readonly tieStop: boolean;
}

export function emptyMeasure(number: string): MeasureEvents {
  const lists = { notes: [], metres: [], keys: [], tempi: [], chords: [], rehearsals: [], pedal: [] };
  return { number, ...lists, signs: noSigns(), length: 0 };
}
