/** The rhythm of a melody, one beat after the other: which steps begin a note, which hold it, which rest. */
import type { Choice, ChoiceShape, ChoiceStream } from "../choice.ts";
import { contextKey } from "../context-key.ts";
import { HOLD_STEP, onsetsOf, type SongGrid, statesOf } from "./song-grid.ts";

export const RHYTHM: ChoiceShape = {
  contexts: 14,
  symbols: 729,
  groups: 1,
  features: 8 * 8 + 2 * 7 * 16 + 64,
  featuresEach: 3,
  candidates: 56,
};

/** Rhythm codes that can follow: learned ones, less those that would hold what does not sound. */
export function candidateUnits(codes: readonly number[], previous: number | null, unitSteps: number): number[] {
  const sounding = previous !== null && previous % 3 !== 0;
  return codes.filter((code) => sounding || statesOf(code, unitSteps)[0] !== HOLD_STEP);
}

export function rhythmContexts(grid: SongGrid, unit: number, keys: Float64Array): void {
  const perBar = grid.barSteps / grid.unitSteps;
  const bar = Math.floor(unit / perBar);
  const beat = unit % perBar;
  const place = grid.places[bar] ?? { since: 0, left: 4, phrase: 0 };
  const u = (back: number): number => (unit >= back ? (grid.units[unit - back] as number) : -1);
  const shape = perBar * 16 + grid.unitSteps;
  // Metres that are new to a style are understood by the strength of their beats.
  const strength = beat === 0 ? 2 : beat * 2 === perBar ? 1 : 0;
  const last = place.left === 1 ? 1 : 0;
  let at = 0;
  const add = (...values: number[]): void => {
    keys[at] = contextKey(at + 2000, shape, ...values);
    at++;
  };
  const addPlain = (...values: number[]): void => {
    keys[at] = contextKey(at + 2000, grid.unitSteps, ...values);
    at++;
  };
  addPlain(strength);
  addPlain(strength, u(1));
  add(beat, u(1));
  add(beat, u(1), u(2));
  add(beat, u(1), u(2), u(3));
  add(beat, u(perBar));
  add(beat, u(perBar), u(1));
  add(beat, u(2 * perBar), u(1));
  add(beat, u(4 * perBar), u(1));
  add(beat, u(2 * perBar), u(2 * perBar - 1), u(1));
  add(beat, place.since, place.left);
  add(beat, last, u(1), place.phrase & 1);
  add(beat, u(4 * perBar), u(2 * perBar), u(perBar));
  add(beat, sameLabelUnit(grid, unit, perBar), u(1));
}

/** The unit at the same place of the last section that sounded alike; -1 where there is none. */
function sameLabelUnit(grid: SongGrid, unit: number, perBar: number): number {
  const bar = Math.floor(unit / perBar);
  const label = grid.labels[bar];
  let start = bar;
  while (start > 0 && grid.labels[start - 1] === label) start--;
  let other = start - 1;
  while (other >= 0 && grid.labels[other] !== label) other--;
  if (other < 0) return -1;
  let otherStart = other;
  while (otherStart > 0 && grid.labels[otherStart - 1] === label) otherStart--;
  const there = otherStart + (bar - start);
  return there <= other ? (grid.units[there * perBar + (unit % perBar)] as number) : -1;
}

/** Writes the candidates of a unit; `chosen` is the unit's own code if it is among them. */
export function describeRhythm(grid: SongGrid, unit: number, codes: readonly number[], choice: Choice): void {
  const perBar = grid.barSteps / grid.unitSteps;
  const bar = Math.floor(unit / perBar);
  const beat = Math.min(7, unit % perBar);
  const place = grid.places[bar] ?? { since: 0, left: 4, phrase: 0 };
  const candidates = candidateUnits(codes, unit > 0 ? (grid.units[unit - 1] as number) : null, grid.unitSteps);
  choice.group = 0;
  choice.chosen = -1;
  choice.count = Math.min(candidates.length, RHYTHM.candidates);
  const previous = unit > 0 ? onsetsOf(grid.units[unit - 1] as number, grid.unitSteps) : 0;
  for (let c = 0; c < choice.count; c++) {
    const code = candidates[c] as number;
    const onsets = Math.min(7, onsetsOf(code, grid.unitSteps));
    choice.symbols[c] = code;
    choice.features[c * 3] = beat * 8 + onsets;
    choice.features[c * 3 + 1] =
      64 +
      (place.left === 1 ? 7 * 16 : 0) +
      Math.min(6, onsets) * 16 +
      Math.min(15, (unit % perBar) * 2 + (code % 3 > 0 ? 1 : 0));
    choice.features[c * 3 + 2] = 64 + 2 * 7 * 16 + Math.min(7, previous) * 8 + onsets;
    if (code === grid.units[unit]) choice.chosen = c;
  }
}

/** The rhythm of a grid as choices. `codes`: the candidates there are for this size of unit. */
export function rhythmOf(grid: SongGrid, codes: readonly number[]): ChoiceStream {
  return {
    length: grid.notes.length > 0 ? grid.units.length : 0,
    contexts: (at, keys) => rhythmContexts(grid, at, keys),
    describe: (at, choice) => describeRhythm(grid, at, codes, choice),
  };
}
