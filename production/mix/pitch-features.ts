/** What the pitch of a stem does: whether there is one, where it lies, whether it glides or stands on steps. */
import { cos, log2, sin } from "../../foundation/numbers/elementary.ts";
import type { StemBands } from "./stem-bands.ts";
import { type StemTrace, TRACE_RATE } from "./stem-trace.ts";

export interface PitchFeatures {
  /** Mean height of the pitch peak, and the share of frames in which it is clear. */
  readonly clarity: number;
  readonly voiced: number;
  /** Middle pitch, octaves over 55 Hz; 1 where there is none. */
  readonly pitchOctaves: number;
  /** Shares of the steps between clear frames that are of 8 to 80 cents, and larger. */
  readonly glide: number;
  readonly leaps: number;
  /** Length of the mean vector of the pitches modulo a semitone, 0 to 1: an instrument that is tuned has nearly 1. */
  readonly inTune: number;
  /** Mean time for which a pitch stays within 60 cents from frame to frame, octaves over 1 s. */
  readonly noteOctaves: number;
  /** Standard deviation of the pitches, octaves. */
  readonly pitchSpread: number;
  /** Root mean square of the steps within notes, cents: portamento and vibrato. */
  readonly bendCents: number;
}

/** Frames clearer than this (of 255) have a pitch. */
const CLEAR = 128;

export function pitchFeatures(trace: StemTrace, bands: StemBands): PitchFeatures {
  const frames = bands.sounding;
  let clarity = 0;
  const pitches: number[] = [];
  let glides = 0;
  let leaps = 0;
  let pairs = 0;
  for (const at of frames) {
    const clear = (trace.clarity[at] as number) / 255;
    clarity += clear;
    if ((trace.clarity[at] as number) < CLEAR) continue;
    pitches.push(trace.cents[at] as number);
    if (at === 0 || (trace.clarity[at - 1] as number) < CLEAR) continue;
    const step = Math.abs((trace.cents[at] as number) - (trace.cents[at - 1] as number));
    pairs++;
    if (step > 8 && step < 80) glides++;
    if (step >= 80) leaps++;
  }
  pitches.sort((a, b) => a - b);
  const count = Math.max(1, frames.length);
  return {
    clarity: clarity / count,
    voiced: pitches.length / count,
    pitchOctaves: (pitches[pitches.length >> 1] ?? 1200) / 1200,
    glide: pairs > 0 ? glides / pairs : 0,
    leaps: pairs > 0 ? leaps / pairs : 0,
    ...melody(trace, bands),
  };
}

function melody(
  { cents, clarity }: StemTrace,
  { sounding }: StemBands,
): Pick<PitchFeatures, "inTune" | "noteOctaves" | "pitchSpread" | "bendCents"> {
  let [x, y, weight] = [0, 0, 1e-9];
  let [sum, squares] = [0, 0];
  let [notes, held] = [0, 0];
  let [bends, within] = [0, 1e-9];
  for (const at of sounding) {
    if ((clarity[at] as number) < CLEAR) continue;
    const here = cents[at] as number;
    const angle = (2 * Math.PI * (((here % 100) + 100) % 100)) / 100;
    x += cos(angle);
    y += sin(angle);
    weight++;
    sum += here;
    squares += here * here;
    held++;
    const step = at > 0 && (clarity[at - 1] as number) >= CLEAR ? Math.abs(here - (cents[at - 1] as number)) : Infinity;
    if (step >= 60) notes++;
    else {
      bends += step * step;
      within++;
    }
  }
  const mean = sum / weight;
  // A few clear frames say little: twenty that say 0.7 stand in front of them.
  return {
    inTune: (Math.sqrt(x * x + y * y) + 0.7 * 20) / (weight + 20),
    noteOctaves: log2(Math.max(1, held) / Math.max(1, notes) / TRACE_RATE),
    pitchSpread: Math.sqrt(Math.max(0, squares / weight - mean * mean)) / 1200,
    bendCents: Math.sqrt(bends / within),
  };
}
