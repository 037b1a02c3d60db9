/** The end of a stem that was played by something with an end of its own: faded, and mono where it is. */
import { cos } from "../../foundation/numbers/elementary.ts";
import type { PlayedStem } from "./play-score.ts";

/** Seconds over which what still rings at the end of the file goes out. */
const FADE_SECONDS = 0.5;

/** Takes the channels over. One channel where both are the same; null where a sample is no number. */
export function finishStem(left: Float32Array, right: Float32Array, sampleRate: number): PlayedStem | null {
  let mono = true;
  for (let n = 0; n < left.length; n++) {
    if (!Number.isFinite((left[n] as number) + (right[n] as number))) return null;
    if (left[n] !== right[n]) mono = false;
  }
  const frames = Math.min(left.length, Math.round(FADE_SECONDS * sampleRate));
  const begin = left.length - frames;
  for (let n = 0; n < frames; n++) {
    const gain = 0.5 + 0.5 * cos((Math.PI * (n + 1)) / frames);
    left[begin + n]! *= gain;
    right[begin + n]! *= gain;
  }
  return { sampleRate, channels: mono ? [left] : [left, right] };
}
