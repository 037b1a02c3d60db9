/**
 * A melody's bars, from the style's models of rhythm and pitch. A passage is drawn many times; the try is kept that a
 * listener would mind least and whose surprise is nearest to that of the style's own songs.
 */
import type { Random } from "../../foundation/statistics/random.ts";
import { type SongGrid, writeUnits } from "../learn/song/song-grid.ts";
import type { SongModel } from "../learn/song/song-model.ts";
import type { SketchNote } from "../learn/song/song-sketch.ts";
import { drawPassage, type Remembered } from "./draw-melody.ts";
import { joined, roughJoins } from "./joins.ts";
import { blame } from "./melody-faults.ts";
import type { MelodyWish, Passage } from "./melody-wish.ts";
import { heldSteps, placePassage } from "./place-melody.ts";
import { weighPassage } from "./weigh-melody.ts";

/**
 * Writes the bars from `fromBar` to `toBar` (excluded) into the grid, whose notes end before; gives what was written.
 * What is not `allowed` is taken only where nothing else comes out.
 */
export function writePassage(
  model: SongModel,
  grid: SongGrid,
  fromBar: number,
  toBar: number,
  wish: MelodyWish,
  random: Random,
  allowed: (notes: readonly SketchNote[]) => boolean = () => true,
): Passage {
  let best: Passage | null = null;
  let proposed: Passage | null = null;
  const before = grid.notes.length;
  const perBar = grid.barSteps / grid.unitSteps;
  /** What is in the grid now, judged; then the grid and the models are as before. */
  const judged = (bits: number, memory: readonly Remembered[]): Passage => {
    const notes = joined(grid.notes.slice(before), wish.joins, fromBar * grid.barSteps, toBar * grid.barSteps);
    const rough = wish.joins ? roughJoins(notes, grid.notes[before - 1]?.pitch ?? null, wish.joins) : 0;
    const score =
      -blame(grid, notes, fromBar, toBar, wish) -
      12 * rough -
      0.6 * Math.abs(bits - wish.bits) -
      (allowed(notes) ? 0 : 100);
    const tail = wish.mayHold ? heldSteps(grid, fromBar * perBar, toBar * perBar) : 0;
    for (const { model: which, keys, symbol } of memory) model[which].remember(keys, symbol, -1);
    grid.notes.length = before;
    return { notes, bitsPerNote: bits, score, tail };
  };
  // Where only what is not allowed comes out, a few more tries are made.
  for (let turn = 0; turn < wish.tries || (turn < 3 * wish.tries && (best?.score ?? 0) < -50); turn++) {
    const memory: Remembered[] = [];
    const passage = judged(drawPassage(model, grid, fromBar, toBar, wish, random.split(`try ${turn}`), memory), memory);
    if (best === null || passage.score > best.score) best = passage;
  }
  for (const notes of wish.proposals ?? []) {
    const memory: Remembered[] = [];
    const passage = judged(weighPassage(model, grid, fromBar, toBar, notes, wish.range, memory), memory);
    if (proposed === null || passage.score > proposed.score) proposed = passage;
  }
  const own = best as Passage;
  const taken = proposed !== null && proposed.score > own.score;
  const passage = taken ? (proposed as Passage) : own;
  const last = grid.notes[before - 1];
  if (passage.tail > 0 && last) grid.notes[before - 1] = { ...last, length: last.length + passage.tail };
  placePassage(model, grid, fromBar, toBar, passage.notes);
  grid.units.length > 0 && writeUnits(grid, passage.notes, fromBar * perBar, toBar * perBar);
  return proposed === null ? passage : { ...passage, proposed: { taken, score: proposed.score, ownScore: own.score } };
}
