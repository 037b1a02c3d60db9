/** Cuts for moments only: a bell that comes in while others need the band, and goes out before the stem does. */
import { amplitudeFromDecibels } from "../../foundation/numbers/decibels.ts";
import { type Block, createMovingBell, type Hertz } from "../../foundation/sound/index.ts";

/** One bell and the moments in which it stands. */
export interface MomentCut {
  readonly hz: Hertz;
  readonly q: number;
  /** While it stands, dB; less than 0. */
  readonly gainDb: number;
  /** Seconds, in order: from where the gain leaves 0 dB to where it is back. */
  readonly moments: readonly (readonly [from: number, to: number])[];
}

/** Ways in and out lie within a moment and are straight lines of amplitude: as slow as not to be heard as a pump. */
export const CUT_IN_SECONDS = 0.05;
export const CUT_OUT_SECONDS = 0.15;

/** Gains of a cut, as factors, for frames from `frame` on; false where all of them are 1 (`out` is then not written). */
export function cutCurve(cut: MomentCut, frame: number, count: number, sampleRate: Hertz, out: Float32Array): boolean {
  const { moments, gainDb } = cut;
  const [start, end] = [frame / sampleRate, (frame + count) / sampleRate];
  let next = firstEndingAfter(moments, start);
  if (next === moments.length || (moments[next] as readonly [number, number])[0] >= end) return false;
  const depth = 1 - amplitudeFromDecibels(gainDb);
  out.fill(1, 0, count);
  for (; next < moments.length; next++) {
    const [from, to] = moments[next] as readonly [number, number];
    if (from >= end) break;
    const last = Math.min(count, Math.ceil(to * sampleRate) - frame);
    for (let n = Math.max(0, Math.ceil(from * sampleRate) - frame); n < last; n++)
      out[n] = 1 - depth * cutAmount(from, to, (frame + n) / sampleRate);
  }
  return true;
}

/** How far in a cut is at a time within its moment, 0 to 1. */
export function cutAmount(from: number, to: number, seconds: number): number {
  return Math.max(0, Math.min(1, (seconds - from) / CUT_IN_SECONDS, (to - seconds) / CUT_OUT_SECONDS));
}

function firstEndingAfter(moments: MomentCut["moments"], seconds: number): number {
  let [low, high] = [0, moments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle] as readonly [number, number])[1] > seconds) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Performs the cuts, one after the other, on blocks in order. `frame`: of the song, where the block begins. */
export function createMomentCuts(cuts: readonly MomentCut[], sampleRate: Hertz): (block: Block, frame: number) => void {
  const bells = cuts.map((cut) => ({ cut, bell: createMovingBell(cut.hz, cut.q, sampleRate), resting: true }));
  let curve = new Float32Array(0);
  return (block, frame) => {
    const count = block[0]?.length ?? 0;
    if (curve.length < count) curve = new Float32Array(count);
    for (const each of bells) {
      if (cutCurve(each.cut, frame, count, sampleRate, curve)) {
        // A bell that rested begins at a gain of 1: what it does not remember is not heard.
        each.bell.apply(block, 0, count, curve);
        each.resting = false;
      } else if (!each.resting) {
        each.bell.rest();
        each.resting = true;
      }
    }
  };
}
