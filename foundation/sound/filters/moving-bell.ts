/** A bell whose gain moves: what an equaliser does for moments only. */
import { cos, sin } from "../../numbers/elementary.ts";
import type { Block, Hertz } from "../audio.ts";

/** Changes blocks of one or two channels in place. */
export interface MovingBell {
  /** `gain`: a factor for each of `count` frames from `from` on; 0 to 1 cuts. */
  apply(block: Block, from: number, count: number, gain: Float32Array): void;
  /** Forgets what it heard: for a stretch that begins with a gain of 1. */
  rest(): void;
}

/**
 * y = x + (gain - 1) bandpass(x), the band-pass of 0 dB at `hz` (R. Bristow-Johnson's cookbook). With a gain that stands
 * still this is the bell (s^2 + gain s/Q + 1) / (s^2 + s/Q + 1): at `hz` the gain itself, at the ends of the band
 * (`hz` / `q` wide) half of the band-pass's power. Where the gain is 1, every sample is what it was, bit by bit.
 */
export function createMovingBell(hz: Hertz, q: number, sampleRate: Hertz): MovingBell {
  const w = (2 * Math.PI * Math.min(hz, 0.49 * sampleRate)) / sampleRate;
  const alpha = sin(w) / (2 * q);
  const b0 = alpha / (1 + alpha);
  const a1 = (-2 * cos(w)) / (1 + alpha);
  const a2 = (1 - alpha) / (1 + alpha);
  const states = [new Float64Array(2), new Float64Array(2)];
  return {
    apply: (block, from, count, gain) => {
      for (const [c, samples] of block.entries())
        run(samples, from, count, gain, b0, a1, a2, states[c] as Float64Array);
    },
    rest: () => {
      for (const state of states) state.fill(0);
    },
  };
}

/** Transposed direct form II with b1 = 0 and b2 = -b0. */
function run(
  samples: Float32Array,
  from: number,
  count: number,
  gain: Float32Array,
  b0: number,
  a1: number,
  a2: number,
  state: Float64Array,
): void {
  let s1 = state[0] as number;
  let s2 = state[1] as number;
  for (let n = 0; n < count; n++) {
    const x = samples[from + n] as number;
    const band = b0 * x + s1;
    s1 = s2 - a1 * band;
    s2 = -b0 * x - a2 * band;
    samples[from + n] = x + ((gain[n] as number) - 1) * band;
  }
  state[0] = s1;
  state[1] = s2;
}

/** Gain of such a bell at a frequency, as a factor of power; of the analogue one, which the digital one nears. */
export function movingBellPower(bell: { readonly hz: Hertz; readonly q: number }, gain: number, hz: Hertz): number {
  const x = bell.q * (hz / bell.hz - bell.hz / hz);
  const share = 1 / (1 + x * x);
  return (1 + (gain - 1) * share) ** 2 + ((gain - 1) * x * share) ** 2;
}
