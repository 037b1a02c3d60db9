/** The key of a whole piece: pitch classes against published profiles, and what its chords do in each key. */
import type { ChordQuality } from "../../../foundation/score/index.ts";
import { albrechtShanahan, bellmanBudge, bestKey, profileCorrelations } from "./key-profiles.ts";

/** Chords as the key sees them, one after the other. */
export interface TimedChord {
  readonly root: number | null;
  readonly quality: ChordQuality;
  /** Quarter notes. */
  readonly length: number;
}

/** What each ground adds to a key's value; chosen on POP909 001-080 and every third Nottingham tune. */
const WEIGHTS = {
  albrechtShanahan: 0.95,
  bellmanBudge: 0.28,
  lastChord: 0.13,
  firstChord: 0.13,
  tonicShare: 0.26,
  dominantShare: 0.29,
  diatonicShare: 0.63,
} as const;

const MAJOR_SCALE: readonly number[] = [0, 2, 4, 5, 7, 9, 11];
const MINOR_SCALE: readonly number[] = [0, 2, 3, 5, 7, 8, 10];

/** Scale of a key (its code: tonic, 12 more for minor) as 12 bits; minor with its leading tone too. */
export function scaleBits(code: number): number {
  const scale = code < 12 ? MAJOR_SCALE : [...MINOR_SCALE, 11];
  return scale.reduce((bits, degree) => bits | (1 << ((degree + code) % 12)), 0);
}

/** Whether a quality has a minor third. */
export function isMinorThird(quality: ChordQuality): boolean {
  return quality.startsWith("min") || quality === "dim" || quality === "dim7" || quality === "hdim7";
}

/**
 * Values of the 24 keys (tonic, 12 more for minor); the higher the likelier.
 *
 * @param pitchClasses durations of the pitch classes
 */
export function keyValues(pitchClasses: Float64Array, chords: readonly TimedChord[]): Float64Array {
  const values = new Float64Array(24);
  const first = profileCorrelations(pitchClasses, albrechtShanahan);
  const second = profileCorrelations(pitchClasses, bellmanBudge);
  const sounding = chords.filter((chord) => chord.root !== null);
  const total = Math.max(
    1e-9,
    sounding.reduce((sum, chord) => sum + chord.length, 0),
  );
  for (let code = 0; code < 24; code++) {
    let value = WEIGHTS.albrechtShanahan * (first[code] as number) + WEIGHTS.bellmanBudge * (second[code] as number);
    const isTonic = (chord: TimedChord | undefined): boolean =>
      chord !== undefined && chord.root === code % 12 && isMinorThird(chord.quality) === code >= 12;
    if (isTonic(sounding[sounding.length - 1])) value += WEIGHTS.lastChord;
    if (isTonic(sounding[0])) value += WEIGHTS.firstChord;
    const bits = scaleBits(code);
    let tonic = 0;
    let dominant = 0;
    let diatonic = 0;
    for (const chord of sounding) {
      const minor = isMinorThird(chord.quality);
      if (isTonic(chord)) tonic += chord.length;
      if ((chord.root as number) === (code + 7) % 12 && !minor) dominant += chord.length;
      if ([0, minor ? 3 : 4, 7].every((above) => (bits >> (((chord.root as number) + above) % 12)) & 1))
        diatonic += chord.length;
    }
    value += WEIGHTS.tonicShare * (tonic / total);
    value += WEIGHTS.dominantShare * (dominant / total);
    values[code] = value + WEIGHTS.diatonicShare * (diatonic / total);
  }
  return values;
}

/** The best key and how far it is ahead of the next, about 0 to 1. */
export function bestOfKeys(values: Float64Array): { readonly code: number; readonly lead: number } {
  const code = bestKey(values);
  let next = -Infinity;
  for (let other = 0; other < 24; other++) if (other !== code) next = Math.max(next, values[other] as number);
  return { code, lead: (values[code] as number) - next };
}
