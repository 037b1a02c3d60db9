/** The most likely chords over a grid of beats (Viterbi). */
import type { BeatChroma } from "./beat-chroma.ts";
import { CHORDS, chordFits, type FitWeights, SILENCE } from "./chord-templates.ts";

export interface ChordWeights extends FitWeights {
  /** Cost of a change of chord on a bar line, in the middle of a bar, and elsewhere. */
  readonly changeBar: number;
  readonly changeHalf: number;
  readonly changeBeat: number;
  /** Taken from chords with tones outside the key that holds, for each such tone. */
  readonly outside: number;
}

/** Chosen on 80 songs (docs/figures.md). */
export const chordWeights: ChordWeights = {
  foreign: 0.6,
  bassRoot: 0.25,
  bassTone: 0.05,
  bassForeign: 0.2,
  missing: 0.15,
  changeBar: 0.25,
  changeHalf: 0.35,
  changeBeat: 0.75,
  outside: 0.06,
};

/**
 * Chord state of each beat (chord-templates.ts).
 *
 * @param place of each beat in its bar
 * @param halves whether half a bar is a whole number of beats
 * @param scale for each beat, the pitch classes of its key as 12 bits
 */
export function findChords(
  beats: BeatChroma,
  place: Int16Array,
  beatsPerBar: number,
  scale: (beat: number) => number,
  weights: ChordWeights = chordWeights,
): { states: Int16Array; meanFit: number } {
  const { count, chroma, bass } = beats;
  const width = CHORDS + 1;
  const fits = new Float64Array(count * width);
  for (let b = 0; b < count; b++) {
    chordFits(chroma, 12 * b, bass[b] as number, weights, fits, b * width);
    const bits = scale(b);
    for (let state = 0; state < CHORDS; state++) {
      const outside = outsideTones(state, bits);
      if (outside > 0) fits[b * width + state]! -= outside * weights.outside;
    }
  }
  const states = viterbi(fits, count, width, (b) => changeCost(place[b] as number, beatsPerBar, weights));
  let sum = 0;
  for (let b = 0; b < count; b++) sum += fits[b * width + (states[b] as number)] as number;
  return { states, meanFit: sum / Math.max(1, count) };
}

function changeCost(place: number, beatsPerBar: number, weights: ChordWeights): number {
  if (place <= 0) return weights.changeBar;
  return place * 2 === beatsPerBar ? weights.changeHalf : weights.changeBeat;
}

const outsideCache = new Map<number, Uint8Array>();
const TRIADS: readonly (readonly number[])[] = [
  [0, 4, 7],
  [0, 3, 7],
  [0, 4, 7, 10],
  [0, 4, 7, 11],
  [0, 3, 7, 10],
  [0, 5, 7],
  [0, 2, 7],
  [0, 3, 6],
  [0, 3, 6, 10],
  [0, 3, 6, 9],
  [0, 4, 8],
];

function outsideTones(state: number, scale: number): number {
  let known = outsideCache.get(scale);
  if (known === undefined) {
    known = Uint8Array.from({ length: CHORDS }, (_, s) =>
      (TRIADS[Math.floor(s / 12)] as readonly number[]).reduce(
        (n, interval) => n + ((scale >> ((s + interval) % 12)) & 1 ? 0 : 1),
        0,
      ),
    );
    outsideCache.set(scale, known);
  }
  return known[state] as number;
}

/** A change from any state to any other costs the same, so one best predecessor is enough. */
function viterbi(fits: Float64Array, count: number, width: number, cost: (beat: number) => number): Int16Array {
  const value = new Float64Array(width);
  const from = new Int16Array(count * width);
  for (let b = 0; b < count; b++) {
    let best = 0;
    for (let s = 1; s < width; s++) if ((value[s] as number) > (value[best] as number)) best = s;
    const jump = (value[best] as number) - (b === 0 ? 0 : cost(b));
    for (let s = 0; s < width; s++) {
      const stays = value[s] as number;
      const moves = b > 0 && jump > stays;
      from[b * width + s] = moves ? best : s;
      value[s] = (moves ? jump : stays) + (fits[b * width + s] as number);
    }
  }
  const states = new Int16Array(count);
  let state = 0;
  for (let s = 1; s < width; s++) if ((value[s] as number) > (value[state] as number)) state = s;
  if (count === 0) return states;
  for (let b = count - 1; b >= 0; b--) {
    states[b] = state;
    state = from[b * width + state] as number;
  }
  return states;
}

export { SILENCE };
