/** How bars that are written between others meet them. */
import type { SketchNote } from "../learn/song/song-sketch.ts";

export interface Joins {
  /** The first pitch after the passage; null where nothing follows soon. */
  readonly next: number | null;
  /** Semitones: the largest leap into the passage and out of it that is no offence. */
  readonly leap: number;
  /** Steps at the beginning in which the note before is still held. */
  readonly tail: number;
  /** The note at the end that is held on by what follows, as it is; null where there is none. */
  readonly held: SketchNote | null;
}

/** The passage with what its neighbours hold into it and out of it in place: a note that begins in the tail is left out. */
export function joined(
  notes: readonly SketchNote[],
  joins: Joins | undefined,
  from: number,
  to: number,
): readonly SketchNote[] {
  if (!joins || (joins.tail === 0 && joins.held === null)) return notes;
  const { tail, held } = joins;
  const end = held ? held.step : to;
  const out = notes.flatMap((note) => {
    const step = Math.max(note.step, from + tail);
    const length = Math.min(note.step + note.length, end) - step;
    return note.step >= from + tail && length > 0 ? [{ ...note, length }] : [];
  });
  return held ? [...out, { step: held.step, length: to - held.step, pitch: held.pitch }] : out;
}

/** How many of the two joins leap further than they should. */
export function roughJoins(notes: readonly SketchNote[], previous: number | null, { next, leap }: Joins): number {
  const first = notes[0];
  const last = notes[notes.length - 1];
  if (!first || !last) return 0;
  const into = previous !== null && Math.abs(first.pitch - previous) > leap ? 1 : 0;
  return into + (next !== null && Math.abs(last.pitch - next) > leap ? 1 : 0);
}

/** Ninety-nine in a hundred intervals of the songs' melodies are no larger; a fifth to an octave. */
export function usualLeap(songs: readonly { readonly melody: readonly SketchNote[] }[]): number {
  const counts = new Array<number>(129).fill(0);
  let all = 0;
  for (const { melody } of songs)
    for (let at = 1; at < melody.length; at++, all++)
      counts[Math.abs((melody[at] as SketchNote).pitch - (melody[at - 1] as SketchNote).pitch)]!++;
  let size = 0;
  for (let seen = counts[0] as number; size < 12 && seen < 0.99 * all; ) seen += counts[++size] as number;
  return Math.max(7, size);
}
