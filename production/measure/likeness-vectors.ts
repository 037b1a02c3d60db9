/** Frames of a song as vectors whose products say how alike two moments are. */
import { COLOURS, FRAMES_PER_SECOND, type HookFrames, PITCH_CLASSES } from "./hook-frames.ts";

export interface LikenessVectors {
  /** `size` a frame, of length 1. */
  readonly vectors: Float32Array;
  readonly size: number;
}

const COLOUR_WEIGHT = 0.35;
/** Of length 1 and in dB: what moves less than this in a whole song is noise of the analysis. */
const LEAST_SPREAD = { chroma: 0.01, colour: 0.3 } as const;
const LEAST_LENGTH = 0.1;
/** Seconds over which frames are smoothed. */
const SMOOTH = 1;

/** Pitch classes and colour of each frame without the song's mean, smoothed. */
export function likenessVectors({ count, chroma, colour }: HookFrames): LikenessVectors {
  const size = PITCH_CLASSES + COLOURS;
  const vectors = new Float32Array(count * size);
  const put = (values: Float32Array, each: number, offset: number, weight: number, least: number): void => {
    for (let k = 0; k < each; k++) {
      let sum = 0;
      let squares = 0;
      for (let at = 0; at < count; at++) {
        const value = values[at * each + k] as number;
        sum += value;
        squares += value * value;
      }
      const mean = sum / count;
      const spread = Math.max(least, Math.sqrt(Math.max(0, squares / count - mean * mean)));
      for (let at = 0; at < count; at++) {
        vectors[at * size + offset + k] = (weight * ((values[at * each + k] as number) - mean)) / spread;
      }
    }
  };
  put(chroma, PITCH_CLASSES, 0, 1, LEAST_SPREAD.chroma);
  put(colour, COLOURS, PITCH_CLASSES, COLOUR_WEIGHT, LEAST_SPREAD.colour);
  const reach = Math.round((SMOOTH * FRAMES_PER_SECOND) / 2);
  const smooth = new Float32Array(vectors.length);
  for (let at = 0; at < count; at++) {
    for (let k = 0; k < size; k++) {
      let sum = 0;
      for (let near = Math.max(0, at - reach); near <= Math.min(count - 1, at + reach); near++)
        sum += vectors[near * size + k] as number;
      smooth[at * size + k] = sum;
    }
  }
  return { vectors: normalised(smooth, size), size };
}

/** Means of `step` frames each, of length 1 again. */
export function thinned({ vectors, size }: LikenessVectors, step: number): LikenessVectors {
  const count = Math.floor(vectors.length / size / step);
  const thin = new Float32Array(count * size);
  for (let at = 0; at < count * step; at++)
    for (let k = 0; k < size; k++) thin[Math.floor(at / step) * size + k]! += vectors[at * size + k] as number;
  return { vectors: normalised(thin, size), size };
}

/** Each frame to length 1, in place; less where next to nothing is in it. */
function normalised(vectors: Float32Array, size: number): Float32Array {
  for (let at = 0; at < vectors.length; at += size) {
    let squares = 0;
    for (let k = 0; k < size; k++) squares += (vectors[at + k] as number) ** 2;
    const length = Math.max(LEAST_LENGTH, Math.sqrt(squares));
    for (let k = 0; k < size; k++) vectors[at + k]! /= length;
  }
  return vectors;
}
