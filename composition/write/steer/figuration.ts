/** Figures that fill or thin a melody and leave what it is made of: its notes on the beats. */
import type { Random } from "../../../foundation/statistics/random.ts";
import type { SketchNote } from "../../learn/song/song-sketch.ts";
import { inScale } from "../melody-faults.ts";
import type { Change } from "../vary-bar.ts";

function replaced(notes: readonly SketchNote[], at: number, by: readonly SketchNote[]): SketchNote[] {
  return [...notes.slice(0, at), ...by, ...notes.slice(at + 1)];
}

function picked(notes: readonly SketchNote[], random: Random, test: (note: SketchNote, at: number) => boolean): number {
  const places = notes.flatMap((note, at) => (test(note, at) ? [at] : []));
  return places.length === 0 ? -1 : random.pick(places);
}

/** Between two notes a third to a sixth apart, the second half of the first goes over a note of the scale between them. */
export const pass: Change = (notes, grid, random) => {
  const at = picked(notes, random, ({ step, length, pitch }, k) => {
    const next = notes[k + 1];
    const by = next ? Math.abs(next.pitch - pitch) : 0;
    return length >= 2 && length % 2 === 0 && next?.step === step + length && by >= 3 && by <= 9;
  });
  if (at < 0) return notes;
  const { step, length, pitch } = notes[at] as SketchNote;
  const next = notes[at + 1] as SketchNote;
  const middle = (pitch + next.pitch) / 2;
  const low = Math.min(pitch, next.pitch) + 1;
  const between = Array.from({ length: Math.abs(next.pitch - pitch) - 1 }, (_, k) => low + k)
    .filter((each) => inScale(grid, each))
    .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle) || a - b);
  if (between[0] === undefined) return notes;
  const half = length / 2;
  return replaced(notes, at, [
    { step, length: half, pitch },
    { step: step + half, length: half, pitch: between[0] },
  ]);
};

/** A note of a beat or more goes to its neighbour in the scale and back. */
export const turn: Change = (notes, grid, random) => {
  const at = picked(notes, random, ({ length }) => length >= grid.unitSteps && length % 4 === 0);
  if (at < 0) return notes;
  const { step, length, pitch } = notes[at] as SketchNote;
  const up = random.uniform() < 0.6;
  const near = [1, 2].map((by) => (up ? pitch + by : pitch - by)).find((each) => inScale(grid, each));
  if (near === undefined) return notes;
  return replaced(notes, at, [
    { step, length: length / 2, pitch },
    { step: step + length / 2, length: length / 4, pitch: near },
    { step: step + (3 * length) / 4, length: length / 4, pitch },
  ]);
};

/** A short note off the beat goes into the note before it. */
export const thin: Change = (notes, grid, random) => {
  const at = picked(
    notes,
    random,
    ({ step, length }, k) => k > 0 && k < notes.length - 1 && step % grid.unitSteps !== 0 && length < grid.unitSteps,
  );
  if (at < 0) return notes;
  const gone = notes[at] as SketchNote;
  const before = notes[at - 1] as SketchNote;
  return [
    ...notes.slice(0, at - 1),
    { ...before, length: gone.step + gone.length - before.step },
    ...notes.slice(at + 1),
  ];
};
