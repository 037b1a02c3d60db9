/** Chords for each kind of section, from the style's model, closed with cadences. */
import { log, log2 } from "../../foundation/numbers/elementary.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import { createChoice } from "../learn/choice.ts";
import { KINDS, NO_CHORD } from "../learn/song/chord-code.ts";
import { describeHarmony, HARMONY, harmonyContexts } from "../learn/song/harmony-stream.ts";
import type { SongGrid } from "../learn/song/song-grid.ts";
import type { SongModel } from "../learn/song/song-model.ts";
import { draw } from "./sample.ts";

/** How a section's harmony ends: on the tonic, on the dominant (open), or as it comes. */
export type Cadence = "close" | "half" | "free";

/** What stands around the slots that are written. */
export interface Around {
  /** How well a chord goes with the melody in a slot: the log of a weight, 0 where every note is a tone of it. */
  readonly suits?: (slot: number, code: number) => number;
  /** The chord code that follows; undefined where it is free or nothing does. */
  readonly next?: number;
}

const DEGREE = (code: number): number => Math.floor(code / KINDS.length);
const KIND = (code: number): string => KINDS[code % KINDS.length] as string;

/** Degrees of a key's own chords. */
const OWN: readonly (readonly number[])[] = [
  [0, 2, 4, 5, 7, 9],
  [0, 3, 5, 7, 8, 10],
];

/**
 * Writes the slots from `from` to `to` into the grid. Several are drawn; the one is kept that has neither too little
 * nor too much movement. Gives the mean bits of a slot.
 */
export function writeHarmony(
  model: SongModel,
  grid: SongGrid,
  from: number,
  to: number,
  cadence: Cadence,
  valence: number,
  random: Random,
  around: Around = {},
): { readonly bits: number; readonly tries: number } {
  if (around.suits || around.next !== undefined)
    return { bits: searchSlots(model, grid, from, to, cadence, valence, random, around), tries: BEAM };
  const tries = 6;
  let best: { score: number; slots: Int16Array; bits: number } | null = null;
  for (let turn = 0; turn < tries; turn++) {
    const bits = drawSlots(model, grid, from, to, cadence, valence, random.split(`try ${turn}`));
    const slots = grid.slots.slice(from, to);
    const score = -penalty(slots, grid, to - from) - Math.abs(bits - 1.2);
    if (best === null || score > best.score) best = { score, slots, bits };
  }
  const found = best as { slots: Int16Array; bits: number };
  grid.slots.set(found.slots, from);
  for (let slot = from; slot < to; slot++) rememberSlot(model, grid, slot, 1);
  return { bits: found.bits, tries };
}

/** Chord lines that are gone on with at each slot, and how far chance may speak among them. */
const BEAM = 24;
/** Natural log of 2. */
const LN2: number = log(2);
/** How far the style's habits speak beside the melody; with `AGAINST` of the fit chosen on every twelfth Nottingham tune. */
const HABIT = 0.5;
const CHANCE = 0.6;

/**
 * The line of chords that goes best with what stands around it (a melody above, a chord after), by beam search: log
 * probabilities, leanings and fit are summed, with a little chance. Gives mean bits of a slot.
 */
function searchSlots(
  model: SongModel,
  grid: SongGrid,
  from: number,
  to: number,
  cadence: Cadence,
  valence: number,
  random: Random,
  { suits, next }: Around,
): number {
  const keys = new Float64Array(HARMONY.contexts);
  const choice = createChoice(HARMONY);
  const perBar = grid.barSteps / grid.slotSteps;
  let beam: { readonly slots: readonly number[]; readonly score: number; readonly bits: number }[] = [
    { slots: [], score: 0, bits: 0 },
  ];
  for (let slot = from; slot < to; slot++) {
    const chance = random.split(`slot ${slot - from}`);
    const noise = new Map<number, number>();
    const grown: typeof beam = [];
    for (const { slots, score, bits } of beam) {
      grid.slots.set(slots, from);
      harmonyContexts(grid, slot, keys);
      describeHarmony(grid, slot, model.chords, choice);
      const p = model.harmony.weigh(keys, choice);
      for (let c = 0; c < choice.count; c++) {
        const code = choice.symbols[c] as number;
        const leant = leaning(code, grid, to - slot, perBar, cadence, valence);
        if (leant === -Infinity) continue;
        const surprise = -log2(Math.max(1e-6, p[c] as number));
        if (!noise.has(code)) noise.set(code, CHANCE * chance.normal());
        const fitting = suits ? suits(slot, code) + phraseEnd(grid, slot, code) : 0;
        grown.push({
          slots: [...slots, code],
          score: score - HABIT * surprise * LN2 + leant + fitting + (noise.get(code) as number),
          bits: bits + surprise,
        });
      }
    }
    beam = grown.sort((a, b) => b.score - a.score).slice(0, BEAM);
    if (beam.length === 0) throw new Error("no chord is allowed here");
  }
  const joined = beam.map(({ slots, score, bits }) => {
    grid.slots.set(slots, from);
    return { slots, bits, score: score - (next === undefined ? 0 : bitsOfSlot(model, grid, to, next) * LN2) };
  });
  const best = joined.reduce((a, b) => (b.score > a.score ? b : a));
  grid.slots.set(best.slots, from);
  for (let slot = from; slot < to; slot++) rememberSlot(model, grid, slot, 1);
  return best.bits / Math.max(1, to - from);
}

/** Bits of a chord that stands, after what has been written before it. */
function bitsOfSlot(model: SongModel, grid: SongGrid, slot: number, code: number): number {
  const keys = new Float64Array(HARMONY.contexts);
  const choice = createChoice(HARMONY);
  harmonyContexts(grid, slot, keys);
  describeHarmony(grid, slot, model.chords, choice);
  const p = model.harmony.weigh(keys, choice);
  const at = choice.symbols.subarray(0, choice.count).indexOf(code);
  return at < 0 ? 10 : -log2(Math.max(1e-3, p[at] as number));
}

/** Tells the model of a slot that is decided (or, with -1, no longer). */
export function rememberSlot(model: SongModel, grid: SongGrid, slot: number, times: number): void {
  const keys = new Float64Array(HARMONY.contexts);
  harmonyContexts(grid, slot, keys);
  model.harmony.remember(keys, grid.slots[slot] as number, times);
}

function drawSlots(
  model: SongModel,
  grid: SongGrid,
  from: number,
  to: number,
  cadence: Cadence,
  valence: number,
  random: Random,
): number {
  const keys = new Float64Array(HARMONY.contexts);
  const choice = createChoice(HARMONY);
  let bits = 0;
  const undo: { keys: Float64Array; symbol: number }[] = [];
  const perBar = grid.barSteps / grid.slotSteps;
  for (let slot = from; slot < to; slot++) {
    harmonyContexts(grid, slot, keys);
    describeHarmony(grid, slot, model.chords, choice);
    const p = model.harmony.weigh(keys, choice);
    const left = to - slot;
    const candidate = draw(p, choice.count, random, {
      temperature: 0.9,
      mass: 0.95,
      lean: (each) => leaning(choice.symbols[each] as number, grid, left, perBar, cadence, valence),
    });
    if (candidate < 0) throw new Error("no chord is allowed here");
    bits -= log2(Math.max(1e-6, p[candidate] as number));
    const code = choice.symbols[candidate] as number;
    grid.slots[slot] = code;
    model.harmony.remember(keys, code, 1);
    undo.push({ keys: keys.slice(), symbol: code });
  }
  for (const { keys: which, symbol } of undo) model.harmony.remember(which, symbol, -1);
  return bits / Math.max(1, to - from);
}

/** Under a melody that is given, phrases end on the tonic or the dominant rather than elsewhere. */
function phraseEnd(grid: SongGrid, slot: number, code: number): number {
  const perBar = grid.barSteps / grid.slotSteps;
  if (grid.places[Math.floor(slot / perBar)]?.left !== 1) return 0;
  return DEGREE(code) === 0 ? 1.2 : DEGREE(code) === 7 ? 1 : 0;
}

/** Log of how much more or less a chord is wanted here than the model says; -Infinity where it is not allowed. */
function leaning(
  code: number,
  grid: SongGrid,
  left: number,
  perBar: number,
  cadence: Cadence,
  valence: number,
): number {
  if (code === NO_CHORD) return -Infinity;
  const degree = DEGREE(code);
  const kind = KIND(code);
  const minor = grid.minor === 1;
  // The last bar holds the cadence's chord, the slot before it leads there.
  if (cadence === "close" && left <= perBar) return degree === 0 && kind === (minor ? "min" : "maj") ? 0 : -Infinity;
  if (cadence === "close" && left === perBar + 1)
    return degree === 7 && (kind === "maj" || kind === "7") ? 0 : degree === 5 && kind !== "dim" ? -3 : -Infinity;
  if (cadence === "half" && left <= perBar) {
    if (degree === 7 && (kind === "maj" || kind === "7" || kind === "sus4")) return 0;
    return degree === 5 || degree === 10 ? -2 : -Infinity;
  }
  const foreign = OWN[grid.minor]?.includes(degree) ? 0 : -0.5;
  const bright = kind === "maj" || kind === "7" || kind === "maj7" || kind === "aug" ? 1 : kind === "sus4" ? 0 : -1;
  return foreign + 1.8 * valence * bright;
}

/** What a listener would mind: one chord all the time, or two that only swing to and fro for long. */
function penalty(slots: Int16Array, grid: SongGrid, count: number): number {
  const kinds = new Set(slots).size;
  const bars = (count * grid.slotSteps) / grid.barSteps;
  const wanted = bars >= 8 ? 4 : bars >= 4 ? 3 : 1;
  return kinds < wanted ? 2 * (wanted - kinds) : 0;
}
