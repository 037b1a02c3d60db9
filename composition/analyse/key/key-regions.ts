/** Keys that hold for a while: the most likely path of keys over the beats (Viterbi). */
import { log } from "../../../foundation/numbers/elementary.ts";
import { albrechtShanahan } from "../../../foundation/score/index.ts";
import type { BeatChroma } from "../harmony/beat-chroma.ts";

export interface RegionWeights {
  /** Cost of a change of key, and what each step on the circle of fifths between the signatures adds. */
  readonly change: number;
  readonly perFifth: number;
  /** Taken on each beat from keys other than that of the whole piece, by their value behind it. */
  readonly home: number;
  /** Taken on each beat from the relative of the whole piece's key: pitch classes alone hardly tell them apart. */
  readonly relative: number;
}

/** Chosen on every third Lied and POP909 001-080. */
export const regionWeights: RegionWeights = { change: 2.5, perFifth: 0.5, home: 0.05, relative: 0.1 };

/** Key code of each beat. `values`: of the whole piece (find-key.ts). */
export function keyPath(beats: BeatChroma, values: Float64Array, weights: RegionWeights = regionWeights): Int8Array {
  const { count, chroma } = beats;
  const logs = Array.from({ length: 24 }, (_, code) => {
    const profile = code < 12 ? albrechtShanahan.major : albrechtShanahan.minor;
    return Float64Array.from({ length: 12 }, (__, pc) => log(12 * (0.01 + (profile[(pc - code + 24) % 12] as number))));
  });
  const top = Math.max(...values);
  const main = values.indexOf(top);
  const relative = main < 12 ? 12 + ((main + 9) % 12) : (main + 3) % 12;
  const costs = changeCosts(weights);
  let value = new Float64Array(24);
  const from = new Int8Array(count * 24);
  for (let b = 0; b < count; b++) {
    const next = new Float64Array(24);
    let total = 0;
    for (let pc = 0; pc < 12; pc++) total += chroma[12 * b + pc] as number;
    for (let code = 0; code < 24; code++) {
      let best = code;
      let most = value[code] as number;
      for (let other = 0; b > 0 && other < 24; other++) {
        const moved = (value[other] as number) - (costs[other * 24 + code] as number);
        if (moved > most) {
          most = moved;
          best = other;
        }
      }
      from[b * 24 + code] = best;
      let fit = 0;
      const line = logs[code] as Float64Array;
      for (let pc = 0; pc < 12; pc++) fit += (chroma[12 * b + pc] as number) * (line[pc] as number);
      // However many notes sound, a beat says as much as one.
      next[code] =
        most +
        (total > 0 ? fit / Math.max(0.5, total) : 0) -
        weights.home * (top - (values[code] as number)) -
        (code === relative ? weights.relative : 0);
    }
    value = next;
  }
  const path = new Int8Array(count);
  let code = 0;
  for (let k = 1; k < 24; k++) if ((value[k] as number) > (value[code] as number)) code = k;
  for (let b = count - 1; b >= 0; b--) {
    path[b] = code;
    code = from[b * 24 + code] as number;
  }
  return path;
}

function changeCosts(weights: RegionWeights): Float64Array {
  const costs = new Float64Array(24 * 24);
  for (let a = 0; a < 24; a++)
    for (let b = 0; b < 24; b++) {
      // Signatures on the circle of fifths; a minor key has that of the major a third above.
      const signature = (code: number): number => ((code < 12 ? code : code + 3) * 7) % 12;
      const apart = Math.abs(signature(a) - signature(b));
      costs[a * 24 + b] = a === b ? 0 : weights.change + weights.perFifth * Math.min(apart, 12 - apart);
    }
  return costs;
}
