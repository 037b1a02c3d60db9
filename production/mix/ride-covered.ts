/** A lead raised where it is covered, and only there: the fader of a person who listens for every word. */
import { decibelsFromPower, powerFromDecibels } from "../../foundation/numbers/decibels.ts";
import { type Cover, countsFrom, SPEECH_BANDS } from "./cover.ts";
import { ERB_BANDS } from "./erb.ts";
import { MASKED_OVER_DB } from "./masking.ts";

/** Bands of its own that a lead needs, and how far over the edge it is brought, dB. */
const WANTED_FREE = 3;
const SPARE_DB = 0.5;
/** What would have to be raised by more than this is covered for good: cuts and rides will not free it, dB. */
const GIVEN_UP_DB = 15;
/** Frames of a trace before and after: held so long, and as smooth. */
const REACH = 4;

/** Gain of each frame, 0 to `mostDb`. */
export function coveredRide(cover: Cover, s: number, mostDb: number): Float64Array {
  const { frames, power, sum, sounds } = cover;
  const own = power[s] as Float32Array;
  const over = powerFromDecibels(MASKED_OVER_DB);
  const needed = new Float64Array(frames);
  for (let at = 0; at < frames; at++) {
    if (!(sounds[s] as Uint8Array)[at]) continue;
    const least = countsFrom(cover, s, at);
    const excess: number[] = [];
    for (let b = 0; b < ERB_BANDS; b++) {
      const here = own[at * ERB_BANDS + b] as number;
      if (SPEECH_BANDS[b] && here >= least && here > 0)
        excess.push(((sum[at * ERB_BANDS + b] as number) - here) / (here * over));
    }
    excess.sort((a, b) => a - b);
    const ratio = excess[WANTED_FREE - 1] ?? Infinity;
    if (ratio <= 1 || ratio > powerFromDecibels(GIVEN_UP_DB)) continue;
    needed[at] = Math.min(mostDb, decibelsFromPower(ratio) + SPARE_DB);
  }
  const held = around(needed, (part) => part.reduce((most, each) => Math.max(most, each), 0));
  return around(held, (part) => part.reduce((total, each) => total + each, 0) / part.length);
}

function around(values: Float64Array, of: (part: Float64Array) => number): Float64Array {
  return values.map((_, at) => of(values.subarray(Math.max(0, at - REACH), at + REACH + 1)));
}
