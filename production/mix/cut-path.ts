/** When a cut stands: the moments that free most, without coming and going all the time. */
import { FULL_CUT } from "./cut-zones.ts";

/** Frames of a trace that a cut stands at least: a moment shorter than its ways in and out does nothing. */
const LEAST_FRAMES = 5;

/**
 * For each frame how far in the cut is (an index of CUT_STEPS): the sequence of in and out with the largest sum of
 * `worth` over its frames in, less `switchCost` for every time that it comes in (A. J. Viterbi, 1967, two states). The
 * way out lies within the moment.
 */
export function bestMoments(worth: Float64Array, switchCost: number): Uint8Array {
  const frames = worth.length;
  const steps = new Uint8Array(frames);
  // Whether each state is best reached by changing into it.
  const turned = new Uint8Array(2 * frames);
  let out = 0;
  let inside = -Infinity;
  for (let at = 0; at < frames; at++) {
    const enter = out - switchCost;
    if (inside > out) turned[2 * at] = 1;
    if (enter > inside) turned[2 * at + 1] = 1;
    const left = Math.max(out, inside);
    inside = Math.max(inside, enter) + (worth[at] as number);
    out = left;
  }
  let state = inside > out ? 1 : 0;
  let last = frames;
  for (let at = frames - 1; at >= 0; at--) {
    const before = turned[2 * at + state] ? 1 - state : state;
    if (state === 1) {
      if (at === frames - 1 || steps[at + 1] === 0) last = at;
      steps[at] = Math.min(FULL_CUT, last - at + 1);
      if (before === 0 && last - at + 1 < LEAST_FRAMES) steps.fill(0, at, last + 1);
    }
    state = before;
  }
  return steps;
}
