import { tan } from "../../numbers/elementary.ts";

/** A second-order filter, normalised to a0 = 1:  y[n] = b0 x[n] + b1 x[n-1] + b2 x[n-2] - a1 y[n-1] - a2 y[n-2]. */
export interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/** What a biquad remembers between two blocks; both 0 at rest. */
export interface BiquadState {
  s1: number;
  s2: number;
}

/**
 * Filters `input` into `output` (same length; may be the same array), going on from `state`.
 * Transposed direct form II: J. O. Smith, Introduction to Digital Filters.
 */
export function biquad(filter: Biquad, state: BiquadState, input: Float32Array, output: Float32Array): void {
  const { b0, b1, b2, a1, a2 } = filter;
  let { s1, s2 } = state;
  for (let n = 0; n < input.length; n++) {
    const x = input[n] as number;
    const y = b0 * x + s1;
    s1 = b1 * x - a1 * y + s2;
    s2 = b2 * x - a2 * y;
    output[n] = y;
  }
  state.s1 = s1;
  state.s2 = s2;
}

/** Second-order Butterworth low- or high-pass by bilinear transform; two in a row are a Linkwitz-Riley filter. */
export function butterworth(kind: "low" | "high", hz: number, sampleRate: number): Biquad {
  const k = tan((Math.PI * hz) / sampleRate);
  const a0 = 1 + Math.SQRT2 * k + k * k;
  const b0 = (kind === "low" ? k * k : 1) / a0;
  return {
    b0,
    b1: kind === "low" ? 2 * b0 : -2 * b0,
    b2: b0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - Math.SQRT2 * k + k * k) / a0,
  };
}
