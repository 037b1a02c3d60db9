/** Chords as slots of a grid and back. */
import { chordCode, chordOfCode } from "../learn/song/chord-code.ts";
import type { SongGrid } from "../learn/song/song-grid.ts";
import type { SketchChord } from "../learn/song/song-sketch.ts";

/** The chords of slots; in bars that were given, as they were given, not as the slots simplify them. */
export function chordsOfSlots(
  grid: SongGrid,
  from: number,
  to: number,
  tonic: number,
  given: readonly SketchChord[],
  open: readonly boolean[] | null,
): SketchChord[] {
  const chords: SketchChord[] = [];
  const add = (chord: SketchChord): void => {
    const last = chords[chords.length - 1];
    if (last && last.root === chord.root && last.quality === chord.quality)
      chords[chords.length - 1] = { ...last, length: last.length + chord.length };
    else chords.push(chord);
  };
  for (let slot = from; slot < to; slot++) {
    const start = slot * grid.slotSteps;
    const end = start + grid.slotSteps;
    if (open && !open[Math.floor((start - from * grid.slotSteps) / grid.barSteps)]) {
      for (const chord of given) {
        const step = Math.max(start, chord.step);
        const length = Math.min(end, chord.step + chord.length) - step;
        if (length > 0) add({ ...chord, step, length });
      }
      continue;
    }
    add({ step: start, length: grid.slotSteps, ...chordOfCode(grid.slots[slot] as number, tonic) });
  }
  return chords;
}

/** Writes chords into the slots of a grid, each by what stands at its beginning. */
export function writeSlots(
  grid: SongGrid,
  chords: readonly SketchChord[],
  from: number,
  to: number,
  tonic: number,
): void {
  for (let slot = from; slot < to; slot++) {
    const step = slot * grid.slotSteps;
    const chord = chords.find((each) => each.step <= step && each.step + each.length > step);
    grid.slots[slot] = chordCode(chord?.root ?? null, chord?.quality ?? "none", tonic);
  }
}
