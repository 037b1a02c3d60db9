/**
 * The part of a song that people come back for: what is repeated, loud, and sung.
 *
 * Repetition is read from the self-similarity of pitch classes and tone colour along diagonals, as choruses are found
 * (M. Goto, "A chorus section detection method for musical audio signals", IEEE TASLP 14(5), 2006).
 */
import { FLUXES_PER_FRAME, FRAMES_PER_SECOND, type HookFrames } from "./hook-frames.ts";
import { likenessVectors } from "./likeness-vectors.ts";

export interface Hook {
  /** Seconds from the start of the sound. */
  readonly from: number;
  readonly to: number;
  /** Why: each in deviations over what windows of this length have in this song. */
  readonly repetition: number;
  readonly level: number;
  readonly voice: number;
  /** Where it comes again, seconds: the likest window that does not touch it; null where the song is too short for one. */
  readonly again: number | null;
  readonly likeness: number;
}

/** What each counts. */
const WEIGHTS = { repetition: 1, level: 0.8, voice: 0.4 } as const;
/** Seconds within which the start is moved to where something begins. */
const SNAP = 0.75;
/** Windows are compared every so many frames. */
const STEP = 2;

/** Likeness under which a repetition says little, as 1 of the same music. */
const LIKE = 0.5;

/**
 * The best window of the given length; the whole sound where it is shorter. Null for less than two seconds.
 *
 * @param seconds 5 or more
 * @param around seconds that the window must hold: a shorter hook
 */
export function findHook(
  frames: HookFrames,
  seconds: number,
  around: { readonly from: number; readonly to: number } | null = null,
): Hook | null {
  const length = Math.round(seconds * FRAMES_PER_SECOND);
  const { count } = frames;
  if (count < 2 * FRAMES_PER_SECOND) return null;
  if (count <= length) {
    return { from: 0, to: count / FRAMES_PER_SECOND, repetition: 0, level: 0, voice: 0, again: null, likeness: 0 };
  }
  const { vectors, size } = likenessVectors(frames);
  const starts = Array.from({ length: Math.floor((count - length) / STEP) + 1 }, (_, at) => at * STEP);
  const best = new Float64Array(starts.length).fill(-1);
  const twin = new Int32Array(starts.length).fill(-1);
  const diagonal = new Float64Array(count + 1);
  // One diagonal after the other: sums along it give the likeness of all pairs of windows this far apart.
  for (let lag = length; lag <= count - length; lag += STEP) {
    for (let at = 0; at + lag < count; at++) {
      let dot = 0;
      for (let k = 0; k < size; k++)
        dot += (vectors[at * size + k] as number) * (vectors[(at + lag) * size + k] as number);
      diagonal[at + 1] = (diagonal[at] as number) + dot;
    }
    for (let at = 0; at + lag + length <= count; at += STEP) {
      const likeness = ((diagonal[at + length] as number) - (diagonal[at] as number)) / length;
      for (const [own, other] of [
        [at, at + lag],
        [at + lag, at],
      ] as const) {
        const index = Math.floor(own / STEP);
        if (own % STEP === 0 && index < best.length && likeness > (best[index] as number)) {
          best[index] = likeness;
          twin[index] = other;
        }
      }
    }
  }
  const mean = (values: Float32Array, start: number): number => {
    let sum = 0;
    for (let at = start; at < start + length; at++) sum += values[at] as number;
    return sum / length;
  };
  // A window in the middle of a short song can have no other of its length beside it.
  const paired = best.filter((_, at) => (twin[at] as number) >= 0);
  const usual = paired.reduce((sum, value) => sum + value, 0) / Math.max(1, paired.length);
  const known = best.map((value, at) => ((twin[at] as number) >= 0 ? value : usual));
  const repetition = deviations(known).map(
    (value, at) => value * Math.min(1, Math.max(0, (known[at] as number) / LIKE)),
  );
  const level = deviations(Float64Array.from(starts, (start) => mean(frames.level, start)));
  const voice = deviations(Float64Array.from(starts, (start) => mean(frames.middle, start)));
  const holds = (start: number): boolean =>
    around === null || (start <= around.from * FRAMES_PER_SECOND && start + length >= around.to * FRAMES_PER_SECOND);
  let top = -1;
  const score = (at: number): number =>
    WEIGHTS.repetition * (repetition[at] as number) +
    WEIGHTS.level * (level[at] as number) +
    WEIGHTS.voice * (voice[at] as number);
  for (const [at, start] of starts.entries()) if (holds(start) && (top < 0 || score(at) > score(top))) top = at;
  if (top < 0) return findHook(frames, seconds);
  const from = snapped(frames, starts[top] as number, count - length);
  return {
    from,
    to: from + seconds,
    repetition: repetition[top] as number,
    level: level[top] as number,
    voice: voice[top] as number,
    again: (twin[top] as number) < 0 ? null : (twin[top] as number) / FRAMES_PER_SECOND,
    likeness: (twin[top] as number) < 0 ? 0 : Math.max(0, best[top] as number),
  };
}

function deviations(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return values.map((value) => (spread > 1e-9 ? (value - mean) / spread : 0));
}

/** Seconds: the strongest beginning near the frame, a little before it. */
function snapped({ flux }: HookFrames, frame: number, lastStart: number): number {
  const rate = FRAMES_PER_SECOND * FLUXES_PER_FRAME;
  const at = frame * FLUXES_PER_FRAME;
  const reach = Math.round(SNAP * rate);
  let best = at;
  for (let near = Math.max(0, at - reach); near <= Math.min(lastStart * FLUXES_PER_FRAME, at + reach); near++) {
    if ((flux[near] as number) > (flux[best] as number)) best = near;
  }
  return Math.max(0, (best - 1) / rate);
}
