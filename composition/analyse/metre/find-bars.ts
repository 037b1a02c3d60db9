/** Bars from beats: which beats carry bar lines, seen from changes of harmony and bass and from long notes. */
import type { BeatChroma } from "../harmony/beat-chroma.ts";
import { findChords } from "../harmony/find-chords.ts";
import type { NoteTable } from "../note-table.ts";
import { onsetWeight } from "./beat-grid.ts";

export interface FoundBars {
  /** Beats in a bar: 3, 4 or 6. */
  readonly beats: number;
  /** Numbers of the beats that begin bars, ascending. */
  readonly downbeats: readonly number[];
  /** How far the strength of bar lines stands out against the next best reading, 0 to 1. */
  readonly margin: number;
}

/** What a bar of an irregular length costs, in mean strengths of a bar line. */
const IRREGULAR = 6;

/** How much a chord that begins on a beat counts, for each of the beats (at most four) that it lasts. */
const HELD = 0.8;

/** Beats (at most 4) that the chord lasts which begins on each beat; 0 where none begins. */
function chordStarts(beats: BeatChroma): Float64Array {
  // Every beat may change the chord as easily as the middle of a bar may.
  const { states } = findChords(beats, new Int16Array(beats.count).fill(1), 2, () => 4095);
  const held = new Float64Array(beats.count);
  for (let b = 0; b < beats.count; ) {
    let next = b + 1;
    while (next < beats.count && states[next] === states[b]) next++;
    held[b] = Math.min(4, next - b);
    b = next;
  }
  return held;
}

/** How strongly each beat sounds like a bar line; mean 0, standard deviation 1 over the piece. */
export function barLineStrength(table: NoteTable, beats: BeatChroma): Float64Array {
  const { count, chroma, bass } = beats;
  const strength = new Float64Array(count);
  const onsets = new Float64Array(count);
  let slot = 0;
  for (let n = 0; n < table.count; n++) {
    const onset = table.onset[n] as number;
    while (slot + 1 < count && (beats.at[slot + 1] as number) <= onset + 0.1) slot++;
    if (Math.abs(onset - (beats.at[slot] as number)) < 0.12) onsets[slot]! += onsetWeight(table, n);
  }
  const held = chordStarts(beats);
  const mean = Math.max(1e-9, onsets.reduce((sum, x) => sum + x, 0) / Math.max(1, count));
  for (let b = 0; b < count; b++) {
    const change = chromaChange(chroma, b, count);
    const moved = b > 0 && bass[b] !== bass[b - 1] && bass[b] !== -1 ? 1 : 0;
    strength[b] =
      2 * change +
      0.6 * moved * (beats.struck[b] as number) +
      HELD * (held[b] as number) +
      0.5 * Math.min(3, (onsets[b] as number) / mean);
  }
  return standardised(strength);
}

/** One minus the cosine between two beats before and two beats from `b` on; 0 where either is silent. */
function chromaChange(chroma: Float64Array, b: number, count: number): number {
  let dot = 0;
  let before = 0;
  let after = 0;
  for (let pc = 0; pc < 12; pc++) {
    const x = (chroma[(b - 1) * 12 + pc] ?? 0) + 0.6 * (chroma[(b - 2) * 12 + pc] ?? 0);
    const y = (chroma[b * 12 + pc] as number) + 0.6 * (b + 1 < count ? (chroma[(b + 1) * 12 + pc] as number) : 0);
    dot += x * y;
    before += x * x;
    after += y * y;
  }
  return before === 0 || after === 0 ? 0 : 1 - dot / Math.sqrt(before * after);
}

function standardised(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, x) => sum + x, 0) / Math.max(1, values.length);
  const variance = values.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / Math.max(1, values.length);
  const scale = variance > 0 ? 1 / Math.sqrt(variance) : 0;
  return values.map((x) => (x - mean) * scale);
}

/** The best reading of the beats as bars. */
export function findBars(strength: Float64Array): FoundBars {
  const readings = [4, 3, 6].map((beats) => {
    const path = bestPath(strength, beats);
    return { beats, ...path, value: path.value / Math.max(1, strength.length / beats) };
  });
  const four = readings[0] as (typeof readings)[number];
  const three = readings[1] as (typeof readings)[number];
  const six = readings[2] as (typeof readings)[number];
  // Bars of six beats must be better than those of three by what longer bars gain by chance.
  const triple = six.value > three.value + 0.35 ? six : three;
  const best = triple.value > four.value + 0.15 ? triple : four;
  const other = best === four ? triple : four;
  const margin = Math.max(0, Math.min(1, (best.value - other.value) / Math.max(0.2, Math.abs(best.value))));
  return { beats: best.beats, downbeats: best.downbeats, margin };
}

/** Beats counted through bars: the count goes on, or starts again early at a cost. */
function bestPath(strength: Float64Array, beats: number): { downbeats: number[]; value: number } {
  const count = strength.length;
  const value = new Float64Array(count * beats).fill(-Infinity);
  const from = new Int8Array(count * beats);
  // The middle of a bar of four is the next strongest place.
  const worth = (position: number): number =>
    position === 0 ? 1 : beats !== 3 && position * 2 === beats ? -0.1 : -0.15;
  for (let b = 0; b < count; b++) {
    for (let position = 0; position < beats; position++) {
      const own = worth(position) * (strength[b] as number);
      if (b === 0) {
        value[position] = own;
        continue;
      }
      let best = value[(b - 1) * beats + ((position + beats - 1) % beats)] as number;
      let source = (position + beats - 1) % beats;
      if (position === 0) {
        for (let other = 0; other < beats - 1; other++) {
          const jump = (value[(b - 1) * beats + other] as number) - IRREGULAR;
          if (jump > best) {
            best = jump;
            source = other;
          }
        }
      }
      value[b * beats + position] = best + own;
      from[b * beats + position] = source;
    }
  }
  let position = 0;
  for (let p = 1; p < beats; p++)
    if ((value[(count - 1) * beats + p] as number) > (value[(count - 1) * beats + position] as number)) position = p;
  const total = count > 0 ? (value[(count - 1) * beats + position] as number) : 0;
  const downbeats: number[] = [];
  for (let b = count - 1; b >= 0; b--) {
    if (position === 0) downbeats.push(b);
    position = from[b * beats + position] as number;
  }
  return { downbeats: downbeats.reverse(), value: total };
}
