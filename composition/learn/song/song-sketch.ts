/**
 * A song as composing sees it: melody, chords and form on a grid of sixteenths. What is learned from songs, and what is
 * written before it becomes parts, are both sketches.
 */
import type { ChordQuality } from "../../../foundation/score/index.ts";

/** Steps of the grid in a quarter note. */
export const STEPS = 4;

export interface SongSketch {
  readonly name: string;
  /** Quarter notes a minute. */
  readonly tempo: number;
  readonly metre: { readonly beats: number; readonly beatUnit: number };
  readonly key: SketchKey;
  readonly bars: number;
  /** One note at a time, in order, without overlap. */
  readonly melody: readonly SketchNote[];
  /** Without gaps from step 0 to the end. */
  readonly chords: readonly SketchChord[];
  /** Without gaps, in whole bars. */
  readonly sections: readonly SketchSection[];
}

export interface SketchKey {
  /** Pitch class. */
  readonly tonic: number;
  readonly mode: "major" | "minor";
}

export interface SketchNote {
  /** From the first bar. */
  readonly step: number;
  readonly length: number;
  /** MIDI key. */
  readonly pitch: number;
}

export interface SketchChord {
  readonly step: number;
  readonly length: number;
  /** Pitch class; null for no chord. */
  readonly root: number | null;
  readonly quality: ChordQuality;
}

export interface SketchSection {
  /** What sounds alike is named alike: "A", "B"; or by its part in the form: "verse". */
  readonly label: string;
  readonly bar: number;
  readonly bars: number;
}

export function stepsPerBar(metre: SongSketch["metre"]): number {
  return (metre.beats * 4 * STEPS) / metre.beatUnit;
}

/** Steps of a unit of rhythm: a beat, or half a bar in metres of three eighths and their multiples. */
export function stepsPerUnit(metre: SongSketch["metre"]): number {
  return metre.beatUnit === 8 && metre.beats % 3 === 0 ? 6 : stepsPerBar(metre) % STEPS === 0 ? STEPS : 2;
}

/** Steps for which one chord is chosen: half a bar where that is whole beats, else the bar. */
export function stepsPerSlot(metre: SongSketch["metre"]): number {
  const bar = stepsPerBar(metre);
  return bar % (2 * stepsPerUnit(metre)) === 0 ? bar / 2 : bar;
}

/** Where a bar stands in its phrase: bars since it began, and bars until it ends (1: the last bar). */
export interface PhrasePlace {
  readonly since: number;
  readonly left: number;
  /** Number of the phrase in its section. */
  readonly phrase: number;
}

/** Phrases of four bars within sections; what is left over makes the last phrase of a section longer, or is one. */
export function phrasePlaces(sketch: Pick<SongSketch, "bars" | "sections">): PhrasePlace[] {
  const places: PhrasePlace[] = [];
  for (const section of sketch.sections) {
    const lengths = phraseLengths(section.bars);
    for (const [phrase, length] of lengths.entries())
      for (let bar = 0; bar < length; bar++) places.push({ since: bar, left: length - bar, phrase });
  }
  while (places.length < sketch.bars)
    places.push({ since: places.length % 4, left: 4 - (places.length % 4), phrase: 0 });
  return places;
}

/** A section's bars as phrases: fours, the last of two to six. */
export function phraseLengths(bars: number): number[] {
  if (bars <= 5) return [bars];
  const fours = Math.floor(bars / 4);
  const rest = bars % 4;
  const lengths = Array.from({ length: fours }, () => 4);
  if (rest === 1) lengths[fours - 1] = 5;
  else if (rest > 1) lengths.push(rest);
  return lengths;
}
