/** The pitches of a melody, given its rhythm, chords and key: intervals from the note before. */
import type { Choice, ChoiceShape, ChoiceStream } from "../choice.ts";
import { contextKey } from "../context-key.ts";
import { NO_CHORD } from "./chord-code.ts";
import { chordBits, type SongGrid } from "./song-grid.ts";

/** Intervals up to two octaves either way; further ones count as two octaves. */
const SPAN = 24;

export const PITCH: ChoiceShape = {
  contexts: 24,
  symbols: 2 * SPAN + 1,
  groups: 1,
  features: 2 * 12 * 4 + 2 * 4 + 49 * 2 + 12 * 9 + 64,
  featuresEach: 5,
  candidates: 48,
};

export function pitchContexts(grid: SongGrid, at: number, keys: Float64Array): void {
  const { notes, minor: mode } = grid;
  const note = notes[at] as (typeof notes)[number];
  const p = (back: number): number => (at >= back ? (notes[at - back]?.pitch as number) : -1);
  const degree = (pitch: number): number => (pitch < 0 ? 12 : (((pitch - grid.tonic) % 12) + 12) % 12);
  const step = (back: number): number => (p(back) < 0 || p(back + 1) < 0 ? 99 : p(back) - p(back + 1));
  const beatPlace = note.step % grid.barSteps;
  const bar = Math.floor(note.step / grid.barSteps);
  const place = grid.places[bar] ?? { since: 0, left: 4, phrase: 0 };
  const strength =
    beatPlace === 0 ? 3 : beatPlace % (2 * grid.unitSteps) === 0 ? 2 : beatPlace % grid.unitSteps === 0 ? 1 : 0;
  const long = note.length >= 2 * grid.unitSteps ? 2 : note.length >= grid.unitSteps ? 1 : 0;
  const gap = at > 0 ? Math.min(3, Math.floor((note.step - (notes[at - 1]?.step as number)) / grid.unitSteps)) : 4;
  const next = notes[at + 1];
  const lastOfPhrase = place.left === 1 && (!next || Math.floor(next.step / grid.barSteps) > bar) ? 1 : 0;
  const code = grid.slots[Math.floor(note.step / grid.slotSteps)] ?? NO_CHORD;
  const chordPlace = chordRelative(grid, note.step, p(1));
  const same = sameTime(grid, at);
  let k = 0;
  const add = (...values: number[]): void => {
    keys[k] = contextKey(k + 3000, ...values);
    k++;
  };
  add(degree(p(1)), mode);
  add(step(1));
  add(step(1), step(2));
  add(step(1), step(2), step(3));
  add(degree(p(1)), degree(p(2)), mode);
  add(degree(p(1)), degree(p(2)), degree(p(3)), mode);
  add(code, mode, degree(p(1)));
  add(code, mode, degree(p(1)), strength);
  add(code, mode, step(1), degree(p(1)));
  add(chordPlace, strength, step(1));
  add(degree(p(1)), strength, long, mode);
  add(degree(p(1)), beatPlace, mode);
  add(lastOfPhrase, degree(p(1)), code, mode);
  add(place.since, place.left, beatPlace, degree(p(1)));
  add(same.interval, same.before, degree(p(1)));
  add(same.interval, step(1));
  add(step(1), gap, long);
  add(degree(p(1)), gap, strength, mode);
  add(p(1), code);
  add(p(1), p(2));
  add(p(1), p(2), p(3), p(4));
  add(step(1), step(2), step(3), step(4), strength);
  add(chordPlace, lastOfPhrase, long, strength);
  add(Math.round((p(1) - centre(grid, at)) / 3), step(1));
}

/** The interval into the note at the same place 2 or 4 bars ago (or 1): what a repetition would do. */
function sameTime(grid: SongGrid, at: number): { interval: number; before: number } {
  const { notes } = grid;
  const step = notes[at]?.step as number;
  for (const bars of [4, 2, 1, 8]) {
    const wanted = step - bars * grid.barSteps;
    if (wanted < 0) continue;
    let low = 0;
    let high = at - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((notes[middle]?.step as number) <= wanted) low = middle;
      else high = middle - 1;
    }
    if (notes[low]?.step !== wanted || low === 0) continue;
    const moved = (notes[low]?.pitch as number) - (notes[low - 1]?.pitch as number);
    return { interval: moved, before: (notes[low - 1]?.pitch as number) - (notes[at - 1]?.pitch ?? 0) };
  }
  return { interval: 77, before: 77 };
}

/** The mean pitch of the last eight notes. */
function centre(grid: SongGrid, at: number): number {
  let sum = 0;
  let count = 0;
  for (let back = 1; back <= 8 && at - back >= 0; back++) {
    sum += grid.notes[at - back]?.pitch as number;
    count++;
  }
  return count > 0 ? sum / count : 66;
}

/** What a pitch is to the chord at a step: semitones above its root, + 12 where it is no tone of it; 24: no chord. */
function chordRelative(grid: SongGrid, step: number, pitch: number): number {
  const code = grid.slots[Math.floor(step / grid.slotSteps)] ?? NO_CHORD;
  if (code === NO_CHORD || pitch < 0) return 24;
  const root = Math.floor(code / 9) + grid.tonic;
  const above = (((pitch - root) % 12) + 12) % 12;
  return (chordBits(grid, step) >> (((pitch % 12) + 12) % 12)) & 1 ? above : above + 12;
}

/** Writes the candidates of a note: the range `low` to `high`, each an interval from the note before (or from 66). */
export function describePitch(grid: SongGrid, at: number, low: number, high: number, choice: Choice): void {
  const { notes, minor: mode } = grid;
  const note = notes[at] as (typeof notes)[number];
  const last = at > 0 ? (notes[at - 1]?.pitch as number) : 66;
  const beatPlace = note.step % grid.barSteps;
  const strength =
    beatPlace === 0 ? 3 : beatPlace % (2 * grid.unitSteps) === 0 ? 2 : beatPlace % grid.unitSteps === 0 ? 1 : 0;
  const long = note.length >= grid.unitSteps ? 1 : 0;
  const bits = chordBits(grid, note.step);
  choice.group = 0;
  choice.chosen = -1;
  let c = 0;
  for (let pitch = low; pitch <= high && c < PITCH.candidates; pitch++) {
    const interval = Math.max(-SPAN, Math.min(SPAN, pitch - last));
    if (interval !== pitch - last && c > 0) continue;
    const pc = pitch % 12;
    const degree = (pc - grid.tonic + 12) % 12;
    const inChord = bits === 0 ? 0 : (bits >> pc) & 1 ? 1 : 2;
    const from = c * 5;
    choice.symbols[c] = interval + SPAN;
    choice.features[from] = (mode * 12 + degree) * 4 + strength;
    choice.features[from + 1] = 96 + (inChord === 2 ? 4 : 0) + strength;
    choice.features[from + 2] = 104 + long * 49 + interval + SPAN;
    choice.features[from + 3] = bits === 0 ? -1 : 202 + chordDegree(grid, note.step, pc);
    choice.features[from + 4] = 310 + Math.max(0, Math.min(63, pitch - 36));
    if (pitch === note.pitch) choice.chosen = c;
    c++;
  }
  choice.count = c;
}

function chordDegree(grid: SongGrid, step: number, pc: number): number {
  const code = grid.slots[Math.floor(step / grid.slotSteps)] as number;
  const above = (pc - Math.floor(code / 9) - grid.tonic + 24) % 12;
  return above * 9 + (code % 9);
}

export function pitchesOfMelody(grid: SongGrid, low: number, high: number): ChoiceStream {
  return {
    length: grid.notes.length,
    contexts: (at, keys) => pitchContexts(grid, at, keys),
    describe: (at, choice) => describePitch(grid, at, low, high, choice),
  };
}
