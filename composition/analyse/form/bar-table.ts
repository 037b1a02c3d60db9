/** What each bar sounds like: the melody's onsets and pitches and the chords, on a grid of sixteenths. */
import type { HeardChord } from "../score-analysis.ts";

export interface BarNote {
  /** Sixteenths from the bar line. */
  readonly step: number;
  readonly pitch: number;
  /** Sixteenths. */
  readonly length: number;
}

export interface BarTable {
  readonly count: number;
  /** The melody's notes that begin in each bar. */
  readonly notes: readonly (readonly BarNote[])[];
  /** Roots of the chords in the halves of each bar, -1 for none: two for each bar. */
  readonly roots: Int8Array;
  /** Pitch class weights of all notes for each bar, 12 each, of length 1. */
  readonly chroma: Float64Array;
}

export interface MelodyNote {
  readonly tick: number;
  readonly end: number;
  readonly pitch: number;
}

/** Place of the bar in which a tick lies; -1 before the first, and the count of bars after the last. */
export function barAt(barLines: readonly number[], tick: number): number {
  let low = 0;
  let high = barLines.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((barLines[middle] as number) <= tick) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export function barTable(
  barLines: readonly number[],
  division: number,
  melody: readonly MelodyNote[],
  chords: readonly HeardChord[],
  all: readonly MelodyNote[],
): BarTable {
  const count = Math.max(0, barLines.length - 1);
  const notes: BarNote[][] = Array.from({ length: count }, () => []);
  const sixteenth = division / 4;
  for (const { tick, end, pitch } of melody) {
    // What begins a little early belongs to the bar that follows.
    const bar = barAt(barLines, tick + sixteenth / 2);
    if (bar < 0 || bar >= count) continue;
    const step = Math.max(0, Math.round((tick - (barLines[bar] as number)) / sixteenth));
    notes[bar]!.push({ step, pitch, length: Math.max(1, Math.round((end - tick) / sixteenth)) });
  }
  const roots = new Int8Array(2 * count).fill(-1);
  let at = 0;
  for (let half = 0; half < 2 * count; half++) {
    const bar = half >> 1;
    const from = barLines[bar] as number;
    const width = (barLines[bar + 1] as number) - from;
    const tick = from + (half % 2 === 0 ? 0.25 : 0.75) * width;
    while (at + 1 < chords.length && (chords[at + 1] as HeardChord).from <= tick) at++;
    roots[half] = chords[at]?.root ?? -1;
  }
  const chroma = new Float64Array(12 * count);
  for (const { tick, end, pitch } of all) {
    for (let bar = Math.max(0, barAt(barLines, tick)); bar < count && (barLines[bar] as number) < end; bar++) {
      const shared = Math.min(end, barLines[bar + 1] as number) - Math.max(tick, barLines[bar] as number);
      if (shared > 0) chroma[12 * bar + (pitch % 12)]! += shared;
    }
  }
  for (let bar = 0; bar < count; bar++) {
    let sum = 0;
    for (let pc = 0; pc < 12; pc++) sum += (chroma[12 * bar + pc] as number) ** 2;
    if (sum > 0) for (let pc = 0; pc < 12; pc++) chroma[12 * bar + pc]! /= Math.sqrt(sum);
  }
  return { count, notes, roots, chroma };
}

/**
 * How alike the melodies of two bars are, 0 to 1: shared (step, pitch) pairs, and in part shared onsets. Two empty bars
 * are 1.
 *
 * @param up semitones that the second bar lies above the first
 */
export function melodyLikeness(table: BarTable, a: number, b: number, up = 0): number {
  const first = table.notes[a] as readonly BarNote[];
  const second = table.notes[b] as readonly BarNote[];
  if (first.length === 0 && second.length === 0) return 1;
  if (first.length === 0 || second.length === 0) return 0;
  let pairs = 0;
  let onsets = 0;
  for (let i = 0, j = 0; i < first.length && j < second.length; ) {
    const x = first[i] as BarNote;
    const y = second[j] as BarNote;
    if (x.step < y.step) i++;
    else if (x.step > y.step) j++;
    else {
      onsets++;
      if (y.pitch - x.pitch === up) pairs++;
      i++;
      j++;
    }
  }
  const most = (first.length + second.length) / 2;
  return (0.7 * pairs + 0.3 * onsets) / most;
}

/** Share of equal roots of two bars' halves, 0 to 1. */
export function harmonyLikeness(table: BarTable, a: number, b: number): number {
  let same = 0;
  for (let half = 0; half < 2; half++) if (table.roots[2 * a + half] === table.roots[2 * b + half]) same++;
  return same / 2;
}
