/** The key of a whole piece: pitch classes against published profiles, and what its chords do in each key. */
import type { ChordQuality } from "../../../foundation/score/index.ts";
import { albrechtShanahan, bellmanBudge, bestKey, profileCorrelations } from "../../../foundation/score/index.ts";

/** Chords as the key sees them, one after the other. */
export interface TimedChord {
  readonly root: number | null;
  readonly quality: ChordQuality;
  /** Quarter notes. */
  readonly length: number;
}

/** What each ground adds to a key's value; chosen on POP909 001-080 and every third Nottingham tune. */
const WEIGHTS = {
  albrechtShanahan: 1.15,
  bellmanBudge: 0.1,
  lastChord: 0.1,
  firstChord: 0.2,
  dominantShare: 0.2,
  subdominantShare: 0.1,
  diatonicChords: 0.25,
  diatonicTime: 1.2,
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
    let dominant = 0;
    let subdominant = 0;
    let diatonic = 0;
    for (const chord of sounding) {
      const minor = isMinorThird(chord.quality);
      if ((chord.root as number) === (code + 7) % 12 && !minor) dominant += chord.length;
      if ([0, minor ? 3 : 4, 7].every((above) => (bits >> (((chord.root as number) + above) % 12)) & 1))
        diatonic += chord.length;
      if ((chord.root as number) === (code + 5) % 12 && minor === code >= 12) subdominant += chord.length;
    }
    value += (WEIGHTS.dominantShare * dominant + WEIGHTS.subdominantShare * subdominant) / total;
    value += WEIGHTS.diatonicChords * (diatonic / total);
    values[code] = value + WEIGHTS.diatonicTime * shareInScale(pitchClasses, code);
  }
  return values;
}

/** Share of the durations that lies in the scale, in minor the natural one. */
function shareInScale(pitchClasses: Float64Array, code: number): number {
  let inside = 0;
  let all = 0;
  for (let degree = 0; degree < 12; degree++) {
    const length = pitchClasses[(code + degree) % 12] as number;
    all += length;
    if ((code < 12 ? MAJOR_SCALE : MINOR_SCALE).includes(degree)) inside += length;
  }
  return all === 0 ? 0 : inside / all;
}

/** The best key and how far it is ahead of the next, about 0 to 1. */
export function bestOfKeys(values: Float64Array): { readonly code: number; readonly lead: number } {
  const code = bestKey(values);
  let next = -Infinity;
  for (let other = 0; other < 24; other++) if (other !== code) next = Math.max(next, values[other] as number);
  return { code, lead: (values[code] as number) - next };
}
