/**
 * The nine contours of phrases after D. Huron, "The melodic arch in Western folksongs", Computing in Musicology 10
 * (1996): the first note, the mean of those between and the last note, each lower than, equal to or higher than the
 * next.
 */
import type { MelodyNote } from "../form/bar-table.ts";

export type Contour =
  | "arch"
  | "bowl"
  | "ascending"
  | "descending"
  | "level"
  | "level-ascending"
  | "ascending-level"
  | "level-descending"
  | "descending-level";

/** Pitches less than this many semitones apart count as equal: the mean of the middle is hardly ever a whole number. */
const EQUAL = 0.5;

/** Null for fewer than three notes. */
export function contourOf(notes: readonly MelodyNote[]): Contour | null {
  if (notes.length < 3) return null;
  const first = (notes[0] as MelodyNote).pitch;
  const last = (notes[notes.length - 1] as MelodyNote).pitch;
  const inner = notes.slice(1, -1);
  const middle = inner.reduce((sum, note) => sum + note.pitch, 0) / inner.length;
  const rise = direction(middle - first);
  const then = direction(last - middle);
  if (rise > 0) return then < 0 ? "arch" : then > 0 ? "ascending" : "ascending-level";
  if (rise < 0) return then > 0 ? "bowl" : then < 0 ? "descending" : "descending-level";
  return then > 0 ? "level-ascending" : then < 0 ? "level-descending" : "level";
}

function direction(semitones: number): number {
  return Math.abs(semitones) < EQUAL ? 0 : semitones;
}
