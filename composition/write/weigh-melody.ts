/** How surprising a passage of melody is to the style's models, when it is there already. */
import { log2 } from "../../foundation/numbers/elementary.ts";
import { createChoice } from "../learn/choice.ts";
import { describePitch, PITCH, pitchContexts } from "../learn/song/pitch-stream.ts";
import { describeRhythm, RHYTHM, rhythmContexts } from "../learn/song/rhythm-stream.ts";
import { type SongGrid, writeUnits } from "../learn/song/song-grid.ts";
import type { SongModel } from "../learn/song/song-model.ts";
import type { SketchNote } from "../learn/song/song-sketch.ts";
import { type Remembered, remember } from "./draw-melody.ts";
import { pitchSymbol } from "./place-melody.ts";

/** Probability of what the style has no candidate for: as much as drawing counts at least. */
const UNKNOWN = 1e-6;

const rhythmChoice = createChoice(RHYTHM);
const pitchChoice = createChoice(PITCH);

/**
 * Bits a note of notes from `fromBar` to `toBar` (excluded), rhythm and pitches, as `drawPassage` counts them of its own.
 * Leaves the notes in the grid and in the short memory of the models; `memory` gets what takes them out again.
 */
export function weighPassage(
  model: SongModel,
  grid: SongGrid,
  fromBar: number,
  toBar: number,
  notes: readonly SketchNote[],
  [low, high]: readonly [number, number],
  memory: Remembered[],
): number {
  const perBar = grid.barSteps / grid.unitSteps;
  const codes = model.codes.get(grid.unitSteps) ?? [];
  const keys = new Float64Array(Math.max(RHYTHM.contexts, PITCH.contexts));
  const bitsOf = (p: Float64Array, chosen: number): number =>
    -log2(Math.max(UNKNOWN, chosen < 0 ? 0 : (p[chosen] as number)));
  let bits = 0;
  writeUnits(grid, notes, fromBar * perBar, toBar * perBar);
  for (let unit = fromBar * perBar; unit < toBar * perBar; unit++) {
    rhythmContexts(grid, unit, keys);
    describeRhythm(grid, unit, codes, rhythmChoice);
    bits += bitsOf(model.rhythm.weigh(keys, rhythmChoice), rhythmChoice.chosen);
    remember(model, memory, "rhythm", keys, grid.units[unit] as number);
  }
  const first = grid.notes.length;
  grid.notes.push(...notes);
  for (let at = first; at < grid.notes.length; at++) {
    pitchContexts(grid, at, keys);
    describePitch(grid, at, low, high, pitchChoice);
    bits += bitsOf(model.pitch.weigh(keys, pitchChoice), pitchChoice.chosen);
    remember(model, memory, "pitch", keys, pitchSymbol(grid, at));
  }
  return bits / Math.max(1, notes.length);
}
