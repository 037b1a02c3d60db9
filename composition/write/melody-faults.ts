/** What is wrong with a passage of melody, as a listener hears it. */
import { log2 } from "../../foundation/numbers/elementary.ts";
import { chordBits, type SongGrid } from "../learn/song/song-grid.ts";
import type { SketchNote } from "../learn/song/song-sketch.ts";
import type { MelodyWish } from "./melody-wish.ts";

const SCALES = [
  [0, 2, 4, 5, 7, 9, 11],
  [0, 2, 3, 5, 7, 8, 10],
] as const;

/** Whether a pitch is in the grid's major or natural minor scale. */
export function inScale(grid: SongGrid, pitch: number): boolean {
  return (SCALES[grid.minor] as readonly number[]).includes((pitch - grid.tonic + 120) % 12);
}

/** In minor, the major third, and the raised sixth and seventh, where no chord has them: they belong to the dominant. */
export function outOfMode(grid: SongGrid, pitch: number, chord: number): boolean {
  if (grid.minor === 0 || (chord >> (pitch % 12)) & 1) return false;
  return [4, 9, 11].includes((pitch - grid.tonic + 120) % 12);
}

/** What a listener would mind in a passage, in points. */
export function blame(
  grid: SongGrid,
  notes: readonly SketchNote[],
  fromBar: number,
  toBar: number,
  wish: MelodyWish,
): number {
  const bars = toBar - fromBar;
  if (notes.length === 0) return 40;
  const density = notes.length / bars / (wish.notesPerBar ?? notes.length / bars);
  // A third more notes than usual, or less, is a matter of taste; beyond, it is another song.
  let points = 3 * Math.max(0, Math.abs(log2(density)) - 0.4);
  let leaps = 0;
  let same = 0;
  let clashes = 0;
  let strong = 0;
  for (const [k, note] of notes.entries()) {
    const previous = notes[k - 1];
    if (previous) {
      const interval = Math.abs(note.pitch - previous.pitch);
      if (interval > 12) points += 3;
      if (interval > 7) leaps++;
      same = interval === 0 ? same + 1 : 0;
      if (same > 5) points += 0.5;
      // A leap that goes on in its direction by another leap.
      const next = notes[k + 1];
      if (
        next &&
        interval > 5 &&
        (next.pitch - note.pitch) * (note.pitch - previous.pitch) > 0 &&
        Math.abs(next.pitch - note.pitch) > 4
      )
        points += 0.7;
    }
    const chord = chordBits(grid, note.step);
    const beat = note.step % grid.unitSteps === 0;
    if (beat && outOfMode(grid, note.pitch, chord)) points += 0.8;
    if (chord !== 0 && beat && note.length >= grid.unitSteps / 2) {
      strong++;
      if (!((chord >> (note.pitch % 12)) & 1)) clashes++;
    }
  }
  points += Math.max(0, leaps / notes.length - 0.2) * 10;
  if (strong > 0) points += Math.max(0, clashes / strong - 0.4) * 6;
  const pitches = notes.map((note) => note.pitch);
  const span = Math.max(...pitches) - Math.min(...pitches);
  if (span < 4 && notes.length > 6) points += 2;
  if (span > 17) points += 1;
  const last = notes[notes.length - 1] as SketchNote;
  if (wish.ending === "tonic" && last.pitch % 12 !== grid.tonic) points += 6;
  if (wish.ending !== "free" && last.length < grid.unitSteps / 2) points += 1;
  return points;
}
