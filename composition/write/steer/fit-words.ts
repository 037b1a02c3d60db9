/** Gives a passage of melody as many notes as there are syllables, with stresses on strong beats. */
import type { SongGrid } from "../../learn/song/song-grid.ts";
import type { SketchNote } from "../../learn/song/song-sketch.ts";
import type { Syllable } from "./syllables.ts";

/** What it costs, in points of a note lost, ... */
const COST = {
  /** to strike a note once more within its length, on an eighth; */
  split: 1,
  /** on a sixteenth; */
  splitFast: 2,
  /** to sing where the melody rests; */
  inRest: 1.6,
  /** to leave a note out: sung on by the one before; */
  drop: 1,
  /** to leave out one that lasts a beat or more; */
  dropLong: 1.6,
  /** to leave out one that repeats the pitch before; */
  dropSame: 0.6,
  /** to sing a stressed syllable on the weakest place; */
  stressOnWeak: 1.1,
  /** to sing an unstressed one on the first beat; */
  lightOnStrong: 0.7,
  /** to sing for one sixteenth only. */
  hurried: 0.9,
  /** to wait for nothing, or twice as long as the others do. */
  uneven: 0.25,
  /** to leave out the first note. */
  late: 1.5,
} as const;

/** Strength of a step in its bar: 1 the first beat, 0 between eighths. */
function strength(step: number, { barSteps, unitSteps }: SongGrid): number {
  const place = step % barSteps;
  if (place === 0) return 1;
  if (place % (2 * unitSteps) === 0) return 0.8;
  if (place % unitSteps === 0) return 0.6;
  return place % 2 === 0 ? 0.25 : 0;
}

/**
 * The notes for the syllables, from the notes that begin between the steps `from` and `to` (excluded): where one of them
 * begins, its pitch stays; notes are struck again or sung on, whichever changes least (dynamic programming over the steps).
 * `busy`: until this step a note from before is held. Null where there are more syllables than steps.
 */
export function fitSyllables(
  notes: readonly SketchNote[],
  syllables: readonly Syllable[],
  [from, to]: readonly [number, number],
  busy: number,
  grid: SongGrid,
): SketchNote[] | null {
  const count = syllables.length;
  const first = Math.max(from, busy);
  const size = to - first;
  if (count === 0) return [...notes];
  if (count > size || notes.length === 0) return null;
  const begins = new Map(notes.map((note) => [note.step, note]));
  const place = new Float64Array(size);
  const lost = new Float64Array(size + 1);
  for (let at = 0; at < size; at++) {
    const step = first + at;
    const note = begins.get(step);
    const sounding = notes.some((each) => each.step < step && step < each.step + each.length);
    place[at] = note ? 0 : (step % 2 === 0 ? COST.split : COST.splitFast) + (sounding ? 0 : COST.inRest - COST.split);
    const before = note ? notes[notes.indexOf(note) - 1] : undefined;
    lost[at + 1] =
      (lost[at] as number) +
      (!note
        ? 0
        : before?.pitch === note.pitch
          ? COST.dropSame
          : note.length >= grid.unitSteps
            ? COST.dropLong
            : COST.drop) *
        (0.5 + strength(step, grid));
  }
  const cost = (syllable: number, at: number): number => {
    const strong = strength(first + at, grid);
    return (
      (place[at] as number) +
      (syllables[syllable]?.stressed ? COST.stressOnWeak * (1 - strong) : COST.lightOnStrong * strong)
    );
  };
  const even = Math.max(1, size / count);
  /** Least cost with syllable i on step p, and where the one before stood. */
  const table = Array.from({ length: count }, () => new Float64Array(size).fill(Number.POSITIVE_INFINITY));
  const back = Array.from({ length: count }, () => new Int16Array(size).fill(-1));
  for (let i = 0; i < count; i++)
    for (let p = i; p <= size - (count - i); p++) {
      const row = table[i] as Float64Array;
      if (i === 0) {
        row[p] = cost(0, p) + (lost[p] as number) + ((lost[p] as number) > 0 ? COST.late : 0);
        continue;
      }
      for (let q = i - 1; q < p; q++) {
        const total =
          (table[i - 1]?.[q] as number) +
          ((lost[p] as number) - (lost[q + 1] as number)) +
          (p - q === 1 ? COST.hurried : 0) +
          (COST.uneven * Math.abs(p - q - even)) / even +
          cost(i, p);
        if (total < (row[p] as number)) {
          row[p] = total;
          (back[i] as Int16Array)[p] = q;
        }
      }
    }
  let last = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let p = count - 1; p < size; p++) {
    const total =
      (table[count - 1]?.[p] as number) +
      ((lost[size] as number) - (lost[p + 1] as number)) +
      (size - p < 2 ? COST.hurried : 0);
    if (total < least) [least, last] = [total, p];
  }
  const steps: number[] = [];
  for (let i = count - 1, p = last; i >= 0; i--) {
    steps.unshift(first + p);
    p = back[i]?.[p] as number;
  }
  return steps.map((step, at) => noteAt(step, steps[at + 1] ?? null, notes, Math.min(grid.unitSteps, to - step)));
}

/** The note that is sung from a step to where the melody rests or the next syllable comes. */
function noteAt(step: number, next: number | null, notes: readonly SketchNote[], usual: number): SketchNote {
  const here = notes.findLast((note) => note.step <= step) ?? (notes[0] as SketchNote);
  const until = notes
    .filter((note) => (next === null || note.step < next) && note.step + note.length > step)
    .reduce(
      (end, note) => Math.max(end, note.step <= step || note.step < (next ?? Infinity) ? note.step + note.length : end),
      0,
    );
  const end = until > step ? until : step + usual;
  return { step, length: Math.max(1, Math.min(end, next ?? end) - step), pitch: here.pitch };
}
