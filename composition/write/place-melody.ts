/** Notes of a melody that are decided, put into the grid of a song. */
import { PITCH, pitchContexts } from "../learn/song/pitch-stream.ts";
import { RHYTHM, rhythmContexts } from "../learn/song/rhythm-stream.ts";
import { HOLD_STEP, type SongGrid, statesOf, writeUnits } from "../learn/song/song-grid.ts";
import type { SongModel } from "../learn/song/song-model.ts";
import type { SketchNote } from "../learn/song/song-sketch.ts";

/** Puts notes that are decided into the grid, and tells the models. */
export function placePassage(
  model: SongModel,
  grid: SongGrid,
  fromBar: number,
  toBar: number,
  notes: readonly SketchNote[],
): void {
  const perBar = grid.barSteps / grid.unitSteps;
  writeUnits(grid, notes, fromBar * perBar, toBar * perBar);
  const keys = new Float64Array(Math.max(RHYTHM.contexts, PITCH.contexts));
  for (let unit = fromBar * perBar; unit < toBar * perBar; unit++) {
    rhythmContexts(grid, unit, keys);
    model.rhythm.remember(keys, grid.units[unit] as number, 1);
  }
  for (const note of notes) {
    grid.notes.push(note);
    const at = grid.notes.length - 1;
    pitchContexts(grid, at, keys);
    model.pitch.remember(keys, pitchSymbol(grid, at), 1);
  }
}

/** The symbol of a note of the grid: its interval from the note before, two octaves either way at most. */
export function pitchSymbol(grid: SongGrid, at: number): number {
  const last = at > 0 ? (grid.notes[at - 1]?.pitch as number) : 66;
  return Math.max(-24, Math.min(24, (grid.notes[at]?.pitch as number) - last)) + 24;
}

/** Steps from a unit on that hold the note before; 0 where none sounds up to there. */
export function heldSteps(grid: SongGrid, fromUnit: number, toUnit: number): number {
  const from = fromUnit * grid.unitSteps;
  const last = grid.notes.findLast(({ step }) => step < from);
  if (!last || last.step + last.length !== from) return 0;
  let steps = 0;
  for (let unit = fromUnit; unit < toUnit; unit++)
    for (const state of statesOf(grid.units[unit] as number, grid.unitSteps)) {
      if (state !== HOLD_STEP) return steps;
      steps++;
    }
  return steps;
}
