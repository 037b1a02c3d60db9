import { amplitudeFromDecibels } from "../../numbers/decibels.ts";
import { cos, pow, sin } from "../../numbers/elementary.ts";
import type { Block, Hertz } from "../audio.ts";
import { createKernels } from "../kernels/instance.ts";
import type { Biquad } from "./biquad.ts";

/** One band of a parametric equaliser. */
export interface EqualiserBand {
  readonly kind: "bell" | "low-shelf" | "high-shelf" | "high-pass" | "low-pass";
  readonly hz: Hertz;
  /** Of bells and shelves. */
  readonly gainDb: number;
  readonly q: number;
}

/** The band as a biquad: R. Bristow-Johnson, Cookbook formulae for audio EQ biquad filter coefficients. */
export function equaliserBiquad({ kind, hz, gainDb, q }: EqualiserBand, sampleRate: Hertz): Biquad {
  const w = (2 * Math.PI * Math.min(hz, 0.49 * sampleRate)) / sampleRate;
  const c = cos(w);
  const alpha = sin(w) / (2 * q);
  const a = pow(10, gainDb / 40);
  const normal = (b0: number, b1: number, b2: number, a0: number, a1: number, a2: number): Biquad => ({
    b0: b0 / a0,
    b1: b1 / a0,
    b2: b2 / a0,
    a1: a1 / a0,
    a2: a2 / a0,
  });
  switch (kind) {
    case "high-pass":
      return normal((1 + c) / 2, -(1 + c), (1 + c) / 2, 1 + alpha, -2 * c, 1 - alpha);
    case "low-pass":
      return normal((1 - c) / 2, 1 - c, (1 - c) / 2, 1 + alpha, -2 * c, 1 - alpha);
    case "bell":
      return normal(1 + alpha * a, -2 * c, 1 - alpha * a, 1 + alpha / a, -2 * c, 1 - alpha / a);
    default: {
      const s = kind === "low-shelf" ? 1 : -1;
      const root = 2 * Math.sqrt(a) * alpha;
      return normal(
        a * (a + 1 - s * (a - 1) * c + root),
        s * 2 * a * (a - 1 - s * (a + 1) * c),
        a * (a + 1 - s * (a - 1) * c - root),
        a + 1 + s * (a - 1) * c + root,
        -s * 2 * (a - 1 + s * (a + 1) * c),
        a + 1 + s * (a - 1) * c - root,
      );
    }
  }
}

/** Gain of the bands together at a frequency, as a factor of power. */
export function equaliserPower(filters: readonly Biquad[], hz: Hertz, sampleRate: Hertz): number {
  const w = (2 * Math.PI * hz) / sampleRate;
  const [c1, c2, s1, s2] = [cos(w), cos(2 * w), sin(w), sin(2 * w)];
  return filters.reduce((gain, { b0, b1, b2, a1, a2 }) => {
    const top = (b0 + b1 * c1 + b2 * c2) ** 2 + (b1 * s1 + b2 * s2) ** 2;
    const bottom = (1 + a1 * c1 + a2 * c2) ** 2 + (a1 * s1 + a2 * s2) ** 2;
    return gain * (top / bottom);
  }, 1);
}

/** Filters a mono or stereo sound in place. */
export interface Equaliser {
  apply(block: Block): void;
}

const CHUNK = 16_384;

/** `gainDb`: over all. Filters run in 64 bits. */
export function createEqualiser(filters: readonly Biquad[], channelCount: number, gainDb = 0): Equaliser {
  const gain = amplitudeFromDecibels(gainDb);
  if (channelCount > 2) throw new RangeError("an equaliser takes one or two channels");
  const { kernels, floats, doubles } = createKernels(CHUNK * 8 + filters.length * 72 + 256);
  const left = floats(CHUNK);
  const right = floats(CHUNK);
  const coefficients = doubles(Math.max(1, filters.length * 5));
  coefficients.view.set(filters.flatMap(({ b0, b1, b2, a1, a2 }) => [b0, b1, b2, a1, a2]));
  // Two doubles a state: left and right.
  const state = doubles(Math.max(1, filters.length * 4));
  return {
    apply: (block) => {
      const frames = block[0]?.length ?? 0;
      for (let from = 0; from < frames; from += CHUNK) {
        const count = Math.min(CHUNK, frames - from);
        const parts = block.map((samples) => samples.subarray(from, from + count));
        left.view.set(parts[0] as Float32Array);
        right.view.set(parts[1] ?? (parts[0] as Float32Array));
        kernels.biquads(left.at, right.at, count, coefficients.at, state.at, filters.length, gain);
        (parts[0] as Float32Array).set(left.view.subarray(0, count));
        parts[1]?.set(right.view.subarray(0, count));
      }
    },
  };
}
