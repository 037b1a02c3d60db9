/** What speaks for a note being sung: its place among the notes that sound with it, and what comes again. */

import { chordIntervals } from "../../../foundation/score/index.ts";
import type { BeatChroma } from "../harmony/beat-chroma.ts";
import { chordOfState } from "../harmony/chord-templates.ts";
import type { NoteTable } from "../note-table.ts";

/** Columns of the cues, one value for each note. */
export interface NoteCues {
  /** Higher notes struck with it and held over it, at most 2 each. */
  readonly struckAbove: Float64Array;
  readonly heldAbove: Float64Array;
  /** Lower notes struck with it, at most 3. */
  readonly struckBelow: Float64Array;
  /** Semitones to the next note struck with it, at most 12; 12 where it is alone. */
  readonly room: Float64Array;
  /** 1 where it is no tone of the chord. */
  readonly foreign: Float64Array;
  /** How often the same pitch comes at the same place of another bar with the same neighbour in the line, log2(1 + n). */
  readonly again: Float64Array;
  /** Its length in quarters, at most 2, and its share of the time to the next onset of any note, at most 2. */
  readonly length: Float64Array;
  readonly fill: Float64Array;
  /** Distance from the grid of sixteenths, in sixteenths, 0 to 0.5. */
  readonly off: Float64Array;
  /** First of the notes struck together with each note, and one behind the last. */
  readonly groupFrom: Int32Array;
  readonly groupTo: Int32Array;
}

/** Onsets closer than this (quarters) are struck together. */
const CLOSE = 0.06;

/** @param states chord of each beat (harmony/chord-templates.ts) */
export function noteCues(table: NoteTable, beats: BeatChroma, states: Int16Array): NoteCues {
  const { count, onset, end, pitch } = table;
  const { groupFrom, groupTo } = groups(table);
  const column = (): Float64Array => new Float64Array(count);
  const cues = {
    struckAbove: column(),
    heldAbove: column(),
    struckBelow: column(),
    room: column(),
    foreign: column(),
    again: column(),
    length: column(),
    fill: column(),
    off: column(),
    groupFrom,
    groupTo,
  };
  const phase = beats.at[0] ?? 0;
  let slot = 0;
  for (let n = 0; n < count; n++) {
    const at = onset[n] as number;
    const own = pitch[n] as number;
    let above = 0;
    let below = 0;
    let room = 12;
    for (let k = groupFrom[n] as number; k < (groupTo[n] as number); k++) {
      if (k === n) continue;
      if ((pitch[k] as number) > own) above++;
      else if ((pitch[k] as number) < own) below++;
      room = Math.min(room, Math.abs((pitch[k] as number) - own));
    }
    let held = 0;
    for (let k = (groupFrom[n] as number) - 1; k >= 0 && at - (onset[k] as number) < 4 && held < 2; k--)
      if ((end[k] as number) > at + 0.1 && (pitch[k] as number) > own) held++;
    const next = (groupTo[n] as number) < count ? (onset[groupTo[n] as number] as number) : at + 4;
    cues.struckAbove[n] = Math.min(2, above);
    cues.heldAbove[n] = held;
    cues.struckBelow[n] = Math.min(3, below);
    cues.room[n] = room;
    cues.length[n] = Math.min(2, (end[n] as number) - at);
    cues.fill[n] = Math.min(2, ((end[n] as number) - at) / Math.max(0.1, next - at));
    const place = (at - phase) * 4;
    cues.off[n] = Math.abs(place - Math.round(place));
    while (slot + 1 < beats.count && (beats.at[slot + 1] as number) <= at + 0.08) slot++;
    const { root, quality } = chordOfState(states[slot] ?? 0);
    if (root !== null && !chordIntervals(quality).includes((own - root + 12) % 12)) cues.foreign[n] = 1;
  }
  countRepeats(table, phase, cues.again);
  return cues;
}

function groups({ count, onset }: NoteTable): { groupFrom: Int32Array; groupTo: Int32Array } {
  const groupFrom = new Int32Array(count);
  const groupTo = new Int32Array(count);
  for (let from = 0; from < count; ) {
    let to = from + 1;
    while (to < count && (onset[to] as number) - (onset[from] as number) < CLOSE) to++;
    groupFrom.fill(from, from, to);
    groupTo.fill(to, from, to);
    from = to;
  }
  return { groupFrom, groupTo };
}

/**
 * Notes that come again with a neighbour within five semitones on either side: pairs of (pitch, pitch of the neighbour,
 * gap) are counted over the piece.
 */
function countRepeats(table: NoteTable, phase: number, into: Float64Array): void {
  const { count, onset, pitch } = table;
  const pairs = new Map<number, number>();
  const keyOf = (a: number, b: number): number => {
    const gap = Math.round(((onset[b] as number) - (onset[a] as number)) * 4);
    const place = ((Math.round(((onset[a] as number) - phase) * 4) % 16) + 16) % 16;
    return (((pitch[a] as number) * 128 + (pitch[b] as number)) * 16 + gap) * 16 + place;
  };
  const visit = (seen: (a: number, b: number, key: number) => void): void => {
    for (let a = 0; a < count; a++)
      for (let b = a + 1; b < count && (onset[b] as number) - (onset[a] as number) < 2.1; b++) {
        const apart = Math.abs((pitch[a] as number) - (pitch[b] as number));
        if (apart > 5 || (onset[b] as number) - (onset[a] as number) < 0.2) continue;
        seen(a, b, keyOf(a, b));
      }
  };
  visit((_, __, key) => pairs.set(key, (pairs.get(key) ?? 0) + 1));
  const best = new Float64Array(count);
  visit((a, b, key) => {
    const n = (pairs.get(key) as number) - 1;
    best[a] = Math.max(best[a] as number, n);
    best[b] = Math.max(best[b] as number, n);
  });
  for (let n = 0; n < count; n++) into[n] = log2OfOneMore(best[n] as number);
}

function log2OfOneMore(n: number): number {
  let bits = 0;
  let left = n + 1;
  while (left >= 2) {
    left /= 2;
    bits++;
  }
  return bits + left - 1;
}
