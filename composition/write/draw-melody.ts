/** One try at a passage of melody: its rhythm, then its pitches, each choice drawn from the style's models. */
import { log2 } from "../../foundation/numbers/elementary.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import { type Choice, createChoice } from "../learn/choice.ts";
import { describePitch, PITCH, pitchContexts } from "../learn/song/pitch-stream.ts";
import { describeRhythm, RHYTHM, rhythmContexts } from "../learn/song/rhythm-stream.ts";
import { chordBits, HOLD_STEP, ONSET_STEP, onsetsOf, type SongGrid, statesOf } from "../learn/song/song-grid.ts";
import type { SongModel } from "../learn/song/song-model.ts";
import type { SketchNote } from "../learn/song/song-sketch.ts";
import { inScale, outOfMode } from "./melody-faults.ts";
import type { MelodyWish } from "./melody-wish.ts";
import { draw } from "./sample.ts";

/** What a try told the models, so that it can be taken back. */
export interface Remembered {
  readonly model: "rhythm" | "pitch";
  readonly keys: Float64Array;
  readonly symbol: number;
}

/** Leaning away from a leap into the passage or out of it: taken only where there is nothing else. */
const TOO_FAR = -30;

const rhythmChoice: Choice = createChoice(RHYTHM);
const pitchChoice: Choice = createChoice(PITCH);

/** One try: the rhythm of all bars, then the pitches. Gives bits per note. */
export function drawPassage(
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

/** Tells a model what was decided, and notes it down. */
export function remember(
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
