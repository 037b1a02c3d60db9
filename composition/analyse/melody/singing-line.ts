/** The line that sounds most like a voice, among all notes of a piece. */
import { log } from "../../../foundation/numbers/elementary.ts";
import type { NoteTable } from "../note-table.ts";
import type { NoteCues } from "./note-cues.ts";

export interface LineWeights {
  /** Of each note, before all cues. */
  readonly note: number;
  readonly struckAbove: number;
  readonly heldAbove: number;
  readonly alone: number;
  readonly chordal: number;
  readonly room: number;
  readonly foreign: number;
  readonly again: number;
  readonly length: number;
  readonly off: number;
  /** Taken for each semitone away from the register, beyond `registerWidth`. */
  readonly register: number;
  readonly registerWidth: number;
  readonly low: number;
  /** Taken for each semitone of a step beyond two, and for an overlap of an eighth and more. */
  readonly leap: number;
  readonly overlap: number;
  /** Taken for a rest of more than an eighth; added for a note that follows at once. */
  readonly rest: number;
  readonly joined: number;
  /** Taken for a line that begins anew after four quarters. */
  readonly fresh: number;
  /** Taken in the first and last quarters of a piece of 100 quarters and more: songs begin and end without voice. */
  readonly edge: number;
  readonly edgeFrom: number;
  readonly edgeTo: number;
  /** How far the line's mean worth around a note counts: who sings does so for some bars, and so does who does not. */
  readonly pool: number;
  /** How far it counts that the line around a note comes again elsewhere: verses do, fills do not. */
  readonly repeats: number;
  /** How far the song's own habits count in further passes. */
  readonly habit: number;
}

/** Chosen on POP909 001-080. */
export const lineWeights: LineWeights = {
  note: 0.1,
  struckAbove: 0.6,
  heldAbove: 1.5,
  alone: 0.2,
  chordal: 0.5,
  room: 0.02,
  foreign: 1.1,
  again: 0.05,
  length: 0.55,
  off: 2.2,
  register: 0.1,
  registerWidth: 12,
  low: 0.15,
  leap: 0.2,
  overlap: 0.4,
  rest: 1.25,
  joined: 0.65,
  fresh: 1.2,
  edge: 10,
  edgeFrom: 16,
  edgeTo: 16,
  pool: 0.2,
  repeats: 0.9,
  habit: 1.25,
};

/** Passes in which the song's own habits are learned from the line found before. */
const PASSES = 3;

export interface SingingLine {
  /** Rows of the table, ascending. */
  readonly rows: readonly number[];
  /** Mean worth of its notes. */
  readonly clearness: number;
}

export function singingLine(table: NoteTable, cues: NoteCues, weights: LineWeights = lineWeights): SingingLine {
  let worth = noteWorth(table, cues, weights, 67);
  let rows = bestLine(table, worth, weights);
  for (let pass = 0; pass < PASSES && rows.length > 8; pass++) {
    const pitches = rows.map((row) => table.pitch[row] as number).sort((a, b) => a - b);
    worth = noteWorth(table, cues, weights, pitches[pitches.length >> 1] as number);
    const line = rows.map((row) => worth[row] as number);
    addSurroundings(table, rows, line, weights.pool, worth);
    addSurroundings(table, rows, timesAgain(table, rows), weights.repeats, worth);
    addHabits(table, cues, rows, weights.habit, worth);
    rows = bestLine(table, worth, weights);
  }
  const mean = rows.reduce((sum, row) => sum + (worth[row] as number), 0) / Math.max(1, rows.length);
  return { rows, clearness: mean };
}

function noteWorth(table: NoteTable, cues: NoteCues, w: LineWeights, centre: number): Float64Array {
  const worth = new Float64Array(table.count);
  for (let n = 0; n < table.count; n++) {
    const pitch = table.pitch[n] as number;
    const below = cues.struckBelow[n] as number;
    const alone = below === 0 && cues.struckAbove[n] === 0;
    const beyond = Math.max(0, Math.abs(pitch - centre) - w.registerWidth);
    worth[n] =
      w.note -
      w.struckAbove * (cues.struckAbove[n] as number) -
      w.heldAbove * (cues.heldAbove[n] as number) +
      (alone ? w.alone : 0) -
      w.chordal * Math.max(0, below - 1) +
      w.room * Math.min(7, cues.room[n] as number) +
      w.foreign * (cues.foreign[n] as number) +
      w.again * Math.min(3, cues.again[n] as number) +
      w.length * Math.min(1, cues.length[n] as number) -
      w.off * Math.min(0.5, 4 * (cues.off[n] as number)) -
      w.register * beyond -
      w.low * Math.max(0, 60 - pitch);
    if (
      table.length >= 100 &&
      ((table.onset[n] as number) < w.edgeFrom || (table.onset[n] as number) > table.length - w.edgeTo)
    )
      worth[n]! -= w.edge;
  }
  return worth;
}

/** Quarters before and after a note that tell whether there is singing. */
const AROUND = 10;

/** How values of the line's notes around each note differ from their mean over the whole line is added to its worth. */
function addSurroundings(
  table: NoteTable,
  rows: readonly number[],
  values: readonly number[],
  weight: number,
  worth: Float64Array,
): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / rows.length;
  let from = 0;
  let to = 0;
  let sum = 0;
  for (let n = 0; n < table.count; n++) {
    const at = table.onset[n] as number;
    for (; to < rows.length && (table.onset[rows[to] as number] as number) <= at + AROUND; to++)
      sum += values[to] as number;
    for (; from < to && (table.onset[rows[from] as number] as number) < at - AROUND; from++)
      sum -= values[from] as number;
    // Few notes say little.
    worth[n]! += weight * ((sum + 4 * mean) / (to - from + 4) - mean);
  }
}

/** Notes of a run whose return counts. */
const RUN = 5;

/** For each note of the line, how often the best run of notes that holds it comes elsewhere in the line, at most 3. */
function timesAgain(table: NoteTable, rows: readonly number[]): number[] {
  const keys = rows.slice(0, Math.max(0, rows.length - RUN + 1)).map((_, at) => {
    const first = table.onset[rows[at] as number] as number;
    const run = rows.slice(at, at + RUN);
    return run.map((row) => `${table.pitch[row]}:${Math.round(4 * ((table.onset[row] as number) - first))}`).join(" ");
  });
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const again = new Array<number>(rows.length).fill(0);
  keys.forEach((key, at) => {
    const times = Math.min(3, (counts.get(key) as number) - 1);
    for (let k = at; k < at + RUN; k++) again[k] = Math.max(again[k] as number, times);
  });
  return again;
}

/**
 * What the notes of the line have more often than the others (pitch, distance from the grid, fraction of a sixteenth in
 * their length, share of the time to the next onset), as logarithms of ratios, each at most 1.5 either way.
 */
function addHabits(
  table: NoteTable,
  cues: NoteCues,
  rows: readonly number[],
  weight: number,
  into: Float64Array,
): void {
  const inLine = new Uint8Array(table.count);
  for (const row of rows) inLine[row] = 1;
  const features: ((n: number) => number)[] = [
    (n) => table.pitch[n] as number,
    (n) => Math.min(4, Math.floor((cues.off[n] as number) * 25)),
    (n) => {
      const sixteenths = ((table.end[n] as number) - (table.onset[n] as number)) * 4;
      return Math.abs(sixteenths - Math.round(sixteenths)) < 0.03 ? 1 : 0;
    },
    (n) => Math.min(9, Math.floor((cues.fill[n] as number) * 6)),
  ];
  for (const feature of features) {
    const sung = new Float64Array(128).fill(2);
    const other = new Float64Array(128).fill(2);
    let sungTotal = 0;
    let otherTotal = 0;
    for (let n = 0; n < table.count; n++) {
      // Against its rivals only: what could be taken for the line.
      if (inLine[n] === 0 && ((cues.struckAbove[n] as number) > 0 || (table.pitch[n] as number) < 52)) continue;
      if (inLine[n] === 1) {
        sung[feature(n)]! += 1;
        sungTotal++;
      } else {
        other[feature(n)]! += 1;
        otherTotal++;
      }
    }
    if (sungTotal === 0 || otherTotal === 0) return;
    for (let n = 0; n < table.count; n++) {
      const value = feature(n);
      const ratio = log(((sung[value] as number) / sungTotal) * (otherTotal / (other[value] as number)));
      into[n]! += weight * Math.max(-1.5, Math.min(1.5, ratio));
    }
  }
}

/** The best chain of notes one after the other; overlaps are cut, long silences are free but for `fresh`. */
function bestLine(table: NoteTable, worth: Float64Array, w: LineWeights): number[] {
  const { count, onset, end, pitch } = table;
  const best = new Float64Array(count);
  const from = new Int32Array(count).fill(-1);
  let far = 0;
  let farBest = 0;
  let farRow = -1;
  for (let n = 0; n < count; n++) {
    const at = onset[n] as number;
    while (far < n && (onset[far] as number) < at - 4) {
      if ((best[far] as number) > farBest) {
        farBest = best[far] as number;
        farRow = far;
      }
      far++;
    }
    let value = farBest - w.fresh;
    let source = farRow;
    for (let k = n - 1; k >= far; k--) {
      const gap = at - (onset[k] as number);
      if (gap < 0.1) continue;
      const rest = at - (end[k] as number);
      let candidate =
        (best[k] as number) - w.leap * Math.max(0, Math.abs((pitch[k] as number) - (pitch[n] as number)) - 2);
      if (rest < -0.12) candidate -= rest < -0.6 ? 2 * w.overlap : w.overlap;
      else if (rest > 0.5) candidate -= w.rest;
      else candidate += w.joined;
      if (candidate > value) {
        value = candidate;
        source = k;
      }
    }
    best[n] = value + (worth[n] as number);
    from[n] = source;
  }
  let row = -1;
  for (let n = 0; n < count; n++) if ((best[n] as number) > (row < 0 ? 0 : (best[row] as number))) row = n;
  const rows: number[] = [];
  for (; row >= 0; row = from[row] as number) rows.push(row);
  return rows.reverse();
}
