/** Sources of sound, one sample at a time. All state is in the closure; nothing is allocated while running. */
import { exp, sin, tan } from "../../numbers/elementary.ts";

const PI = Math.PI;
const LN2_BY_12 = 0.057762265046662105;

/** Hertz of a MIDI note number, A4 = 69 = 440 Hz; fractions are between the notes. */
export function frequencyOf(pitch: number): number {
  return 440 * exp((pitch - 69) * LN2_BY_12);
}

const POINTS = 8192;
const SINE: Float64Array = Float64Array.from({ length: POINTS + 2 }, (_, point) => sin((2 * PI * point) / POINTS));

/** sin(2 pi turns) from a table, to 1e-7: enough for sound, and several times as fast. */
export function sineOfTurns(turns: number): number {
  const place = (turns - Math.floor(turns)) * POINTS;
  const point = Math.floor(place);
  const before = SINE[point] as number;
  return before + (place - point) * ((SINE[point + 1] as number) - before);
}

/**
 * A saw tooth from -1 to 1 whose step is rounded off over two samples, so that little folds back from above half the
 * sample rate (polynomial BLEP; V. Valimaki, A. Huovilainen, "Antialiasing Oscillators in Subtractive Synthesis", 2007).
 */
export function createSaw(sampleRate: number, phase = 0): (frequency: number) => number {
  return (frequency) => {
    const step = frequency / sampleRate;
    phase += step;
    if (phase >= 1) phase -= 1;
    let value = 2 * phase - 1;
    if (phase < step) {
      const t = phase / step;
      value -= t + t - t * t - 1;
    } else if (phase > 1 - step) {
      const t = (phase - 1) / step;
      value -= t * t + t + t + 1;
    }
    return value;
  };
}

export interface StateVariable {
  /** Sets corner (Hz, below half the sample rate) and damping 1/Q; cheap enough for every few samples. */
  tune(corner: number, damping: number): void;
  /** Takes the next sample in; the three outputs follow. */
  next(x: number): void;
  low: number;
  /** Gain 1 at the corner. */
  band: number;
  high: number;
}

/** A two-pole filter that stays itself while it is moved (V. Zavalishin, The Art of VA Filter Design, 2018, ch. 4). */
export function createStateVariable(sampleRate: number): StateVariable {
  let g = 0;
  let k = 1;
  let scale = 1;
  let first = 0;
  let second = 0;
  const filter: StateVariable = {
    low: 0,
    band: 0,
    high: 0,
    tune(corner, damping) {
      g = tan((PI * Math.min(corner, 0.49 * sampleRate)) / sampleRate);
      k = damping;
      scale = 1 / (1 + g * (g + k));
    },
    next(x) {
      const high = (x - (g + k) * first - second) * scale;
      const band = g * high + first;
      const low = g * band + second;
      first = g * high + band;
      second = g * band + low;
      filter.low = low;
      filter.band = k * band;
      filter.high = high;
    },
  };
  return filter;
}

/** What is left after each sample of something that falls to 1/e in `seconds`. */
export function decayFactor(seconds: number, sampleRate: number): number {
  return exp(-1 / (seconds * sampleRate));
}

/** A smooth way from 0 (x <= 0) to 1 (x >= 1), level at both ends: no corner, no click. */
export function ramp(x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return x * x * (3 - 2 * x);
}
