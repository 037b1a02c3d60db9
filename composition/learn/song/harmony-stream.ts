/** The chords of a song, one slot after the other, as degrees of its key. */
import type { Choice, ChoiceShape, ChoiceStream } from "../choice.ts";
import { contextKey } from "../context-key.ts";
import { CHORD_CODES, NO_CHORD } from "./chord-code.ts";
import type { SongGrid } from "./song-grid.ts";

export const HARMONY: ChoiceShape = {
  contexts: 14,
  symbols: CHORD_CODES,
  groups: 2,
  features: 2 * CHORD_CODES + 4 * CHORD_CODES,
  featuresEach: 2,
  candidates: CHORD_CODES,
};

export function harmonyContexts(grid: SongGrid, slot: number, keys: Float64Array): void {
  const perBar = grid.barSteps / grid.slotSteps;
  const bar = Math.floor(slot / perBar);
  const within = slot % perBar;
  const place = grid.places[bar] ?? { since: 0, left: 4, phrase: 0 };
  const c = (back: number): number => (slot >= back ? (grid.slots[slot - back] as number) : -1);
  // The last different chords, and how long the present one has stood.
  let held = 1;
  while (held < 8 && slot - held - 1 >= 0 && c(held + 1) === c(1)) held++;
  const before = c(held + 1);
  const m = grid.minor;
  let at = 0;
  const add = (...values: number[]): void => {
    keys[at] = contextKey(at + 4000, m, perBar, ...values);
    at++;
  };
  add(within);
  add(c(1), within);
  add(c(1), held, within);
  add(c(1), before, within);
  add(c(1), before, held, within);
  add(c(1), c(2), c(3), c(4), within);
  add(c(1), place.since, place.left, within);
  add(c(4 * perBar), c(1), within);
  add(c(4 * perBar), c(4 * perBar + 1), c(1), within);
  add(c(2 * perBar), c(1), within);
  add(c(8 * perBar), c(1), within);
  add(place.left, within, place.phrase & 1);
  add(c(1), c(perBar), c(2 * perBar), within);
  add(c(4 * perBar), c(8 * perBar), c(1), place.since, within);
}

/** Writes the candidates of a slot: the chords that songs of the style have. */
export function describeHarmony(grid: SongGrid, slot: number, codes: readonly number[], choice: Choice): void {
  const perBar = grid.barSteps / grid.slotSteps;
  const place = grid.places[Math.floor(slot / perBar)] ?? { since: 0, left: 4, phrase: 0 };
  const corner =
    place.since === 0 && slot % perBar === 0 ? 0 : place.left === 1 ? (slot % perBar === perBar - 1 ? 2 : 1) : 3;
  const there = grid.slots[slot] as number;
  choice.group = grid.minor;
  choice.count = codes.length;
  choice.chosen = -1;
  for (const [c, code] of codes.entries()) {
    choice.symbols[c] = code;
    choice.features[c * 2] = grid.minor * CHORD_CODES + code;
    choice.features[c * 2 + 1] = 2 * CHORD_CODES + corner * CHORD_CODES + code;
    if (code === there) choice.chosen = c;
  }
}

export function harmonyOf(grid: SongGrid, codes: readonly number[]): ChoiceStream {
  return {
    length: grid.slots.every((code) => code === NO_CHORD) ? 0 : grid.slots.length,
    contexts: (at, keys) => harmonyContexts(grid, at, keys),
    describe: (at, choice) => describeHarmony(grid, at, codes, choice),
  };
}
