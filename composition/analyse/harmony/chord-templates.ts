/** Chords that are listened for, and how well a slot's pitch classes and bass fit each. */
import { type ChordQuality, chordIntervals } from "../../../foundation/score/index.ts";

/** Kinds listened for, with what a kind that is rarer costs against a major triad. */
const KINDS: readonly { readonly quality: ChordQuality; readonly cost: number }[] = [
  { quality: "maj", cost: 0 },
  { quality: "min", cost: 0.01 },
  { quality: "7", cost: 0.08 },
  { quality: "maj7", cost: 0.1 },
  { quality: "min7", cost: 0.08 },
  { quality: "sus4", cost: 0.14 },
  { quality: "sus2", cost: 0.16 },
  { quality: "dim", cost: 0.12 },
  { quality: "hdim7", cost: 0.16 },
  { quality: "dim7", cost: 0.16 },
  { quality: "aug", cost: 0.2 },
];

export const QUALITIES: readonly ChordQuality[] = KINDS.map((kind) => kind.quality);
export const CHORDS: number = 12 * KINDS.length;
/** The state for no chord. */
export const SILENCE: number = CHORDS;

export interface FitWeights {
  /** What a sounding pitch class outside the chord takes away. */
  readonly foreign: number;
  /** Added where the bass is the root, or the third or fifth; taken where it is foreign. */
  readonly bassRoot: number;
  readonly bassTone: number;
  readonly bassForeign: number;
  /** Taken for a root, third or fifth that does not sound. */
  readonly missing: number;
}

const tones: readonly { readonly root: number; readonly intervals: readonly number[]; readonly cost: number }[] =
  Array.from({ length: CHORDS }, (_, state) => {
    const kind = KINDS[Math.floor(state / 12)] as (typeof KINDS)[number];
    return { root: state % 12, intervals: chordIntervals(kind.quality), cost: kind.cost };
  });

export function chordOfState(state: number): { root: number | null; quality: ChordQuality } {
  if (state === SILENCE) return { root: null, quality: "none" };
  return { root: state % 12, quality: QUALITIES[Math.floor(state / 12)] as ChordQuality };
}

/**
 * Fits of all chords to one slot, about -1 to 2, higher is better; written into `into` from `offset` on.
 *
 * @param chroma weights of the pitch classes from `at` on
 * @param bass pitch class, -1 for none
 */
export function chordFits(
  chroma: Float64Array,
  at: number,
  bass: number,
  weights: FitWeights,
  into: Float64Array,
  offset: number,
): void {
  let total = 0;
  for (let pc = 0; pc < 12; pc++) total += chroma[at + pc] as number;
  if (total < 0.05) {
    for (let state = 0; state < CHORDS; state++) into[offset + state] = -0.3;
    into[offset + SILENCE] = 0;
    return;
  }
  into[offset + SILENCE] = -1;
  for (let state = 0; state < CHORDS; state++) {
    const { root, intervals, cost } = tones[state] as (typeof tones)[number];
    let inside = 0;
    let missing = 0;
    let bassInside = false;
    for (let k = 0; k < intervals.length; k++) {
      const pc = (root + (intervals[k] as number)) % 12;
      const weight = (chroma[at + pc] as number) / total;
      inside += weight;
      // A fifth or seventh may be left out more easily than root and third.
      if (weight < 0.04) missing += k === 2 ? 0.4 : k === 3 ? 1.2 : 1;
      if (pc === bass) bassInside = true;
    }
    let fit = inside - weights.foreign * (1 - inside) - cost - weights.missing * missing;
    if (bass >= 0) fit += bass === root ? weights.bassRoot : bassInside ? weights.bassTone : -weights.bassForeign;
    into[offset + state] = fit;
  }
}
