/** Pitch classes and bass in each slot of a grid of beats. */
import type { NoteTable } from "../note-table.ts";

export interface BeatChroma {
  readonly count: number;
  /** Start of each slot in quarter notes, one more than there are slots. */
  readonly at: Float64Array;
  /** Quarter notes that each pitch class sounds in the slot, 12 for each; doublings count less than once each. */
  readonly chroma: Float64Array;
  /** Pitch class of the lowest note of each slot, -1 where nothing sounds. */
  readonly bass: Int8Array;
  /** MIDI key of it, 0 where nothing sounds. */
  readonly lowest: Uint8Array;
  /** Share of the slot for which the lowest note has only just begun: 1 where it is struck at the slot's start. */
  readonly struck: Float64Array;
}

/** Onsets this little (quarters) before a slot belong to it. */
const EARLY = 0.08;

/** @param at ascending starts of slots, closed by the end of the last */
export function beatChroma(table: NoteTable, at: Float64Array): BeatChroma {
  const count = Math.max(0, at.length - 1);
  const chroma = new Float64Array(12 * count);
  const lowest = new Uint8Array(count);
  const bass = new Int8Array(count).fill(-1);
  const struck = new Float64Array(count);
  const low = new Float64Array(count * 128);
  let first = 0;
  for (let n = 0; n < table.count; n++) {
    const pitch = table.pitch[n] as number;
    const onset = table.onset[n] as number;
    const end = Math.max(table.end[n] as number, onset + 0.1);
    while (first + 1 < count && (at[first + 1] as number) <= onset + EARLY) first++;
    for (let slot = first; slot < count && (at[slot] as number) < end; slot++) {
      const from = Math.max(at[slot] as number, onset);
      const to = Math.min(at[slot + 1] as number, end);
      const shared = to - from;
      if (shared <= 0) continue;
      // What is held from before says less about the chord than what is struck now.
      const begins = onset + EARLY >= (at[slot] as number);
      chroma[slot * 12 + (pitch % 12)]! += shared * (begins ? 1 : 0.7) + (begins ? 0.15 : 0);
      low[slot * 128 + pitch]! += shared + (begins && Math.abs(onset - (at[slot] as number)) < 0.15 ? 0.5 : 0);
    }
  }
  for (let slot = 0; slot < count; slot++) {
    const width = (at[slot + 1] as number) - (at[slot] as number);
    for (let pitch = 0; pitch < 128; pitch++) {
      const held = low[slot * 128 + pitch] as number;
      if (held < 0.2 * width) continue;
      lowest[slot] = pitch;
      bass[slot] = pitch % 12;
      struck[slot] = Math.min(1, held / width);
      break;
    }
  }
  return { count, at, chroma, bass, lowest, struck };
}
