/** A bar as it was, with a small change: what singers do when words or mood are others the second time. */
import type { Random } from "../../foundation/statistics/random.ts";
import { chordBits, type SongGrid } from "../learn/song/song-grid.ts";
import type { SketchNote } from "../learn/song/song-sketch.ts";

/** One or two small changes to the notes of a bar (at least one note); the last note's pitch stays. */
export function varyBar(
  notes: readonly SketchNote[],
  grid: SongGrid,
  random: Random,
  changes: readonly Change[] = smallChanges,
): SketchNote[] {
  let out = [...notes];
  const before = JSON.stringify(notes);
  for (let turn = 0; turn < 12 && (turn < 1 || JSON.stringify(out) === before); turn++) {
    const draw = random.split(`${turn}`);
    const change = draw.pick(changes);
    out = change(out, grid, draw.split("change"));
  }
  return out;
}

/** Notes of a bar to notes of a bar; the same notes where it finds no place. */
export type Change = (notes: SketchNote[], grid: SongGrid, random: Random) => SketchNote[];

/** A longer note is struck twice. */
const split: Change = (notes, grid, random) => {
  const long = notes.flatMap(({ length }, at) => (length >= grid.unitSteps && length % 2 === 0 ? [at] : []));
  if (long.length === 0) return notes;
  const at = random.pick(long);
  const { step, length, pitch } = notes[at] as SketchNote;
  const half = length / 2;
  return [
    ...notes.slice(0, at),
    { step, length: half, pitch },
    { step: step + half, length: half, pitch },
    ...notes.slice(at + 1),
  ];
};

/** Two neighbours of one pitch become one. */
const join: Change = (notes, _grid, random) => {
  const pairs = notes.flatMap(({ step, length, pitch }, at) => {
    const next = notes[at + 1];
    return next && next.pitch === pitch && next.step === step + length ? [at] : [];
  });
  if (pairs.length === 0) return notes;
  const at = random.pick(pairs);
  const [first, second] = [notes[at] as SketchNote, notes[at + 1] as SketchNote];
  return [...notes.slice(0, at), { ...first, length: first.length + second.length }, ...notes.slice(at + 2)];
};

/** A note off the strong beats moves by a step of the scale, to a tone of the chord where there is one near. */
const neighbour: Change = (notes, grid, random) => {
  const weak = notes.flatMap(({ step }, at) =>
    at < notes.length - 1 && step % (2 * grid.unitSteps) !== 0 ? [at] : [],
  );
  if (weak.length === 0) return notes;
  const at = random.pick(weak);
  const note = notes[at] as SketchNote;
  const scale = grid.minor ? [0, 2, 3, 5, 7, 8, 10] : [0, 2, 4, 5, 7, 9, 11];
  const chord = chordBits(grid, note.step);
  const near = [-2, -1, 1, 2]
    .map((by) => note.pitch + by)
    .filter((pitch) => scale.includes((pitch - grid.tonic + 120) % 12))
    .sort((a, b) => ((chord >> (b % 12)) & 1) - ((chord >> (a % 12)) & 1) || a - b);
  const pitch = near.length === 0 ? note.pitch : random.pick(near.slice(0, 2));
  return notes.map((each, k) => (k === at ? { ...each, pitch } : each));
};

/** A long note ends earlier: a breath. */
const shorten: Change = (notes, grid, random) => {
  const long = notes.flatMap(({ length }, at) => (length >= grid.unitSteps ? [at] : []));
  if (long.length === 0) return notes;
  const at = random.pick(long);
  return notes.map((note, k) =>
    k === at ? { ...note, length: note.length - Math.max(1, Math.floor(grid.unitSteps / 4)) } : note,
  );
};

/** A note begins a half beat earlier, where there is room before it. */
const anticipate: Change = (notes, grid, random) => {
  const by = Math.floor(grid.unitSteps / 2);
  const free = notes.flatMap((note, at) => {
    const previous = notes[at - 1];
    return previous && previous.step + previous.length === note.step && previous.length > by ? [at] : [];
  });
  if (free.length === 0) return notes;
  const at = random.pick(free);
  return notes.map((note, k) =>
    k === at - 1
      ? { ...note, length: note.length - by }
      : k === at
        ? { ...note, step: note.step - by, length: note.length + by }
        : note,
  );
};

/** What a second time round brings. */
export const smallChanges: readonly Change[] = [split, join, neighbour, shorten, anticipate];
