/**
 * A melody's bars, from the style's models of rhythm and pitch. A passage is drawn many times; the try is kept that a
 * listener would mind least and whose surprise is nearest to that of the style's own songs.
 */
import { log2 } from "../../foundation/numbers/elementary.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import { type Choice, createChoice } from "../learn/choice.ts";
import { describePitch, PITCH, pitchContexts } from "../learn/song/pitch-stream.ts";
import { describeRhythm, onsetsOf, RHYTHM, rhythmContexts } from "../learn/song/rhythm-stream.ts";
import { chordBits, HOLD_STEP, ONSET_STEP, type SongGrid, statesOf, writeUnits } from "../learn/song/song-grid.ts";
import type { SongModel } from "../learn/song/song-model.ts";
import type { SketchNote } from "../learn/song/song-sketch.ts";
import { type Joins, joined, roughJoins } from "./joins.ts";
import { blame, inScale, outOfMode } from "./melody-faults.ts";
import { draw } from "./sample.ts";

export interface MelodyWish {
  /** Lowest and highest pitch. */
  readonly range: readonly [number, number];
  /** -1 to 1: fewer or more notes than the style has. */
  readonly density: number;
  /** Notes of a bar in the song that is the model; null where there is none. */
  readonly notesPerBar: number | null;
  /** The last note of the passage: on the tonic, on a note of its chord, or free. */
  readonly ending: "tonic" | "chord" | "free";
  /** Bits of a note that the passage should come to. */
  readonly bits: number;
  readonly tries: number;
  /** Log of how much likelier than in the style a note outside the scale is. */
  readonly foreign?: number;
  /** Whether the note before may be held into the passage. */
  readonly mayHold?: boolean;
  /** What stands around a passage that is written between others. */
  readonly joins?: Joins;
}

export interface Passage {
  /** Steps at the beginning in which the note before is held on. */
  readonly tail: number;
  readonly notes: readonly SketchNote[];
  readonly bitsPerNote: number;
  readonly score: number;
}

interface Remembered {
  readonly model: "rhythm" | "pitch";
  readonly keys: Float64Array;
  readonly symbol: number;
}

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
  const before = grid.notes.length;
  const perBar = grid.barSteps / grid.unitSteps;
  // Where only what is not allowed comes out, a few more tries are made.
  for (let turn = 0; turn < wish.tries || (turn < 3 * wish.tries && (best?.score ?? 0) < -50); turn++) {
    const memory: Remembered[] = [];
    const bits = drawPassage(model, grid, fromBar, toBar, wish, random.split(`try ${turn}`), memory);
    const notes = joined(grid.notes.slice(before), wish.joins, fromBar * grid.barSteps, toBar * grid.barSteps);
    const rough = wish.joins ? roughJoins(notes, grid.notes[before - 1]?.pitch ?? null, wish.joins) : 0;
    const score =
      -blame(grid, notes, fromBar, toBar, wish) -
      12 * rough -
      0.6 * Math.abs(bits - wish.bits) -
      (allowed(notes) ? 0 : 100);
    if (best === null || score > best.score)
      best = {
        notes,
        bitsPerNote: bits,
        score,
        tail: wish.mayHold ? heldSteps(grid, fromBar * perBar, toBar * perBar) : 0,
      };
    for (const { model: which, keys, symbol } of memory) model[which].remember(keys, symbol, -1);
    grid.notes.length = before;
  }
  const passage = best as Passage;
  const last = grid.notes[before - 1];
  if (passage.tail > 0 && last) grid.notes[before - 1] = { ...last, length: last.length + passage.tail };
  placePassage(model, grid, fromBar, toBar, passage.notes);
  grid.units.length > 0 && writeUnits(grid, passage.notes, fromBar * perBar, toBar * perBar);
  return passage;
}

/** Steps from a unit on that hold the note before; 0 where none sounds up to there. */
function heldSteps(grid: SongGrid, fromUnit: number, toUnit: number): number {
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

function pitchSymbol(grid: SongGrid, at: number): number {
  const last = at > 0 ? (grid.notes[at - 1]?.pitch as number) : 66;
  return Math.max(-24, Math.min(24, (grid.notes[at]?.pitch as number) - last)) + 24;
}

/** Leaning away from a leap into the passage or out of it: taken only where there is nothing else. */
const TOO_FAR = -30;

const rhythmChoice: Choice = createChoice(RHYTHM);
const pitchChoice: Choice = createChoice(PITCH);

/** One try: the rhythm of all bars, then the pitches. Gives bits per note. */
function drawPassage(
  model: SongModel,
  grid: SongGrid,
  fromBar: number,
  toBar: number,
  wish: MelodyWish,
  random: Random,
  memory: Remembered[],
): number {
  const perBar = grid.barSteps / grid.unitSteps;
  const codes = model.codes.get(grid.unitSteps) ?? [];
  const keys = new Float64Array(Math.max(RHYTHM.contexts, PITCH.contexts));
  let bits = 0;
  const rhythmDraw = random.split("rhythm");
  let silent = 0;
  for (let unit = fromBar * perBar; unit < toBar * perBar; unit++) {
    rhythmContexts(grid, unit, keys);
    describeRhythm(grid, unit, codes, rhythmChoice);
    const p = model.rhythm.weigh(keys, rhythmChoice);
    const lastUnit = unit === toBar * perBar - 1;
    const c = draw(p, rhythmChoice.count, rhythmDraw, {
      temperature: 0.87,
      mass: 0.97,
      lean: (candidate) => {
        const code = rhythmChoice.symbols[candidate] as number;
        // Nothing begins in the last moment of a phrase.
        if (unit === fromBar * perBar && !wish.mayHold && statesOf(code, grid.unitSteps)[0] === HOLD_STEP) return -6;
        if (lastUnit && wish.ending !== "free" && code % 3 === ONSET_STEP) return -3;
        // A melody that has rested for a bar begins again.
        if (silent >= perBar && onsetsOf(code, grid.unitSteps) === 0) return -4;
        // A breath is a beat or two.
        if (code === 0 && silent > 0) return wish.density * -0.45 - 0.6;
        return wish.density * 0.45 * (onsetsOf(code, grid.unitSteps) - 1);
      },
    });
    bits -= log2(Math.max(1e-6, p[c] as number));
    const code = rhythmChoice.symbols[c] as number;
    grid.units[unit] = code;
    silent = onsetsOf(code, grid.unitSteps) > 0 ? 0 : silent + 1;
    remember(model, memory, "rhythm", keys, code);
  }
  const notes = notesOfUnits(grid, fromBar * perBar, toBar * perBar);
  const first = grid.notes.length;
  grid.notes.push(...notes);
  const [low, high] = wish.range;
  const pitchDraw = random.split("pitch");
  for (let k = 0; k < notes.length; k++) {
    const at = first + k;
    const last = k === notes.length - 1;
    pitchContexts(grid, at, keys);
    describePitch(grid, at, low, high, pitchChoice);
    const p = model.pitch.weigh(keys, pitchChoice);
    const note = grid.notes[at] as SketchNote;
    const chord = chordBits(grid, note.step);
    const previous = at > 0 ? (grid.notes[at - 1]?.pitch as number) : 66;
    const pitchOf = (candidate: number): number => previous + (pitchChoice.symbols[candidate] as number) - 24;
    const c = draw(p, pitchChoice.count, pitchDraw, {
      temperature: 1,
      mass: 0.998,
      lean: (candidate) => {
        const pitch = pitchOf(candidate);
        if (pitch < low || pitch > high) return -Infinity;
        if (wish.joins) {
          const { next, leap } = wish.joins;
          if (k === 0 && at > 0 && Math.abs(pitch - previous) > leap) return TOO_FAR;
          if (last && next !== null && Math.abs(pitch - next) > leap) return TOO_FAR;
          // The last notes are already on their way to what follows.
          if (k === notes.length - 2 && next !== null && Math.abs(pitch - next) > 2 * leap) return TOO_FAR;
        }
        const foreign = wish.foreign ?? 0;
        const away = inScale(grid, pitch) ? 0 : outOfMode(grid, pitch, chord) ? Math.min(foreign, 0) : foreign;
        if (!last || wish.ending === "free") return away;
        if (wish.ending === "tonic") return pitch % 12 === grid.tonic ? 4 : -4;
        return away + (chord === 0 || (chord >> (pitch % 12)) & 1 ? 1.5 : -1.5);
      },
    });
    const chosen = c < 0 ? 0 : c;
    bits -= log2(Math.max(1e-6, p[chosen] as number));
    grid.notes[at] = { ...note, pitch: pitchOf(chosen) };
    remember(model, memory, "pitch", keys, pitchChoice.symbols[chosen] as number);
  }
  return bits / Math.max(1, notes.length);
}

function remember(
  model: SongModel,
  memory: Remembered[],
  which: Remembered["model"],
  keys: Float64Array,
  symbol: number,
): void {
  model[which].remember(keys, symbol, 1);
  memory.push({ model: which, keys: keys.slice(), symbol });
}

/** The notes of a rhythm, without pitch yet (66). A hold at the beginning lengthens nothing: it is a rest here. */
function notesOfUnits(grid: SongGrid, fromUnit: number, toUnit: number): SketchNote[] {
  const notes: { step: number; length: number; pitch: number }[] = [];
  let open = false;
  for (let unit = fromUnit; unit < toUnit; unit++)
    for (const [k, state] of statesOf(grid.units[unit] as number, grid.unitSteps).entries()) {
      const step = unit * grid.unitSteps + k;
      if (state === ONSET_STEP) {
        notes.push({ step, length: 1, pitch: 66 });
        open = true;
      } else if (state === HOLD_STEP && open) (notes[notes.length - 1] as { length: number }).length++;
      else open = false;
    }
  return notes;
}
