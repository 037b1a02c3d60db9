/** A sketch unrolled into arrays, as contexts read it; while a song is written, the same arrays fill up. */
import { chordIntervals } from "../../../foundation/score/index.ts";
import { CHORD_CODES, chordCode, chordOfCode, NO_CHORD } from "./chord-code.ts";
import {
  type PhrasePlace,
  phrasePlaces,
  type SketchNote,
  type SongSketch,
  stepsPerBar,
  stepsPerSlot,
  stepsPerUnit,
} from "./song-sketch.ts";

/** States of a step in a unit of rhythm. */
export const REST_STEP = 0;
export const ONSET_STEP = 1;
export const HOLD_STEP = 2;

export interface SongGrid {
  readonly metre: SongSketch["metre"];
  readonly tonic: number;
  readonly minor: 0 | 1;
  readonly barSteps: number;
  readonly unitSteps: number;
  readonly slotSteps: number;
  /** Of each bar. */
  readonly places: readonly PhrasePlace[];
  /** Bars with the same number belong to sections that sound alike; -1 - n for those that are alone. */
  readonly labels: Int16Array;
  /** Chord code of each slot. */
  readonly slots: Int16Array;
  /** Code of each unit: the states of its steps as digits to base 3, the first step highest. */
  readonly units: Int16Array;
  readonly notes: SketchNote[];
}

/** An empty grid for a form; slots are without chord, units at rest. */
export function emptyGrid(sketch: Omit<SongSketch, "melody" | "chords" | "name" | "tempo">): SongGrid {
  const barSteps = stepsPerBar(sketch.metre);
  const unitSteps = stepsPerUnit(sketch.metre);
  const slotSteps = stepsPerSlot(sketch.metre);
  const steps = sketch.bars * barSteps;
  const labels = new Int16Array(sketch.bars);
  const names = [...new Set(sketch.sections.map((section) => section.label))];
  for (const section of sketch.sections)
    labels.fill(names.indexOf(section.label), section.bar, section.bar + section.bars);
  return {
    metre: sketch.metre,
    tonic: sketch.key.tonic,
    minor: sketch.key.mode === "minor" ? 1 : 0,
    barSteps,
    unitSteps,
    slotSteps,
    places: phrasePlaces(sketch),
    labels,
    slots: new Int16Array(steps / slotSteps).fill(NO_CHORD),
    units: new Int16Array(steps / unitSteps),
    notes: [],
  };
}

export function gridOf(sketch: SongSketch): SongGrid {
  const grid = emptyGrid(sketch);
  fillSlots(grid, sketch);
  const end = sketch.bars * grid.barSteps;
  grid.notes.push(...sketch.melody.filter((note) => note.step + note.length <= end));
  writeUnits(grid, grid.notes, 0, grid.units.length);
  return grid;
}

/** A slot gets the chord that lasts longest in it. */
function fillSlots(grid: SongGrid, sketch: SongSketch): void {
  const weights = new Float64Array(CHORD_CODES);
  let from = 0;
  for (let slot = 0; slot < grid.slots.length; slot++) {
    weights.fill(0);
    const start = slot * grid.slotSteps;
    const end = start + grid.slotSteps;
    while (from > 0 && (sketch.chords[from]?.step ?? 0) > start) from--;
    for (let at = from; at < sketch.chords.length; at++) {
      const chord = sketch.chords[at] as (typeof sketch.chords)[number];
      if (chord.step >= end) break;
      from = at;
      const shared = Math.min(end, chord.step + chord.length) - Math.max(start, chord.step);
      if (shared > 0) weights[chordCode(chord.root, chord.quality, grid.tonic)]! += shared;
    }
    let best = NO_CHORD;
    for (let code = 0; code < CHORD_CODES; code++)
      if ((weights[code] as number) > (weights[best] as number)) best = code;
    grid.slots[slot] = best;
  }
}

/** Writes the rhythm of notes into the units from `fromUnit` to `toUnit` (excluded). */
export function writeUnits(grid: SongGrid, notes: readonly SketchNote[], fromUnit: number, toUnit: number): void {
  const first = fromUnit * grid.unitSteps;
  const states = new Uint8Array((toUnit - fromUnit) * grid.unitSteps);
  for (const { step, length } of notes) {
    for (let at = Math.max(step, first); at < step + length && at - first < states.length; at++)
      states[at - first] = at === step ? ONSET_STEP : HOLD_STEP;
  }
  for (let unit = fromUnit; unit < toUnit; unit++) {
    let code = 0;
    for (let k = 0; k < grid.unitSteps; k++)
      code = code * 3 + (states[(unit - fromUnit) * grid.unitSteps + k] as number);
    grid.units[unit] = code;
  }
}

/** The states of a unit's steps; a list that is shared. */
export function statesOf(code: number, unitSteps: number): readonly number[] {
  return unit(code, unitSteps).states;
}

/** How many notes begin in a unit. */
export function onsetsOf(code: number, unitSteps: number): number {
  return unit(code, unitSteps).onsets;
}

interface Unit {
  readonly states: readonly number[];
  readonly onsets: number;
}

/** Every candidate of every choice is asked for these: they are read off once for each code. */
const units: (Unit | undefined)[][] = [];

function unit(code: number, unitSteps: number): Unit {
  units[unitSteps] ??= [];
  const known = units[unitSteps] as (Unit | undefined)[];
  const there = known[code];
  if (there !== undefined) return there;
  const states: number[] = [];
  for (let k = 0, rest = code; k < unitSteps; k++) {
    states.unshift(rest % 3);
    rest = Math.floor(rest / 3);
  }
  const made: Unit = { states, onsets: states.filter((state) => state === ONSET_STEP).length };
  known[code] = made;
  return made;
}

/** Pitch classes of the chord at a step, as 12 bits; 0 where there is none. */
export function chordBits(grid: SongGrid, step: number): number {
  const code = grid.slots[Math.floor(step / grid.slotSteps)] ?? NO_CHORD;
  const cached = bitsOfCode[code];
  return cached === undefined ? 0 : rotate(cached, grid.tonic);
}

const bitsOfCode: readonly number[] = Array.from({ length: CHORD_CODES }, (_, code) => {
  const { root, quality } = chordOfCode(code, 0);
  if (root === null) return 0;
  return chordIntervals(quality).reduce((bits, interval) => bits | (1 << ((root + interval) % 12)), 0);
});

function rotate(bits: number, by: number): number {
  return ((bits << by) | (bits >> (12 - by))) & 4095;
}
