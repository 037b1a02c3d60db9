import { amplitudeFromDecibels, decibelsFromPower } from "../../numbers/decibels.ts";
import { exp } from "../../numbers/elementary.ts";
import type { Block, Hertz } from "../audio.ts";

export interface CompressorSettings {
  /** RMS over all channels, dBFS. */
  readonly thresholdDbfs: number;
  readonly ratio: number;
  readonly kneeDb: number;
  readonly attackMs: number;
  readonly releaseMs: number;
  /** It never takes more than this, dB. */
  readonly mostDb: number;
}

/** Follows a sound and tells the gain for each frame; the gain may be applied to that sound or to another. */
export interface GainFollower {
  /** Amplitude factors for the frames of `block`, into `gains`. True where any of them is not 1. */
  follow(block: Block, gains: Float32Array): boolean;
  /** Most gain reduction so far, dB. */
  readonly mostReductionDb: () => number;
}

/** Frames between two looks at the level. */
export const GAIN_HOP = 32;
/** Time over which the power is averaged, ms. */
const WINDOW_MS = 5;

/**
 * Feed-forward compressor: the level of 5 ms, a static curve with a soft knee (equation 4), attack and release on the
 * reduction in decibels (smooth, branching), gains interpolated between hops of 32 frames.
 * D. Giannoulis, M. Massberg, J. D. Reiss, JAES 60(6), 2012.
 */
export function createGainFollower(sampleRate: Hertz, settings: CompressorSettings): GainFollower {
  const { thresholdDbfs, ratio, kneeDb, attackMs, releaseMs, mostDb } = settings;
  const perHop = (ms: number): number => exp((-GAIN_HOP * 1000) / (ms * sampleRate));
  const smooth = perHop(WINDOW_MS);
  const attack = perHop(attackMs);
  const release = perHop(releaseMs);
  let power = 0;
  let reduction = 0;
  let gain = 1;
  let goal = 1;
  let counted = 0;
  let sum = 0;
  let most = 0;
  const curve = (levelDb: number): number => {
    const over = levelDb - thresholdDbfs;
    const slope = 1 - 1 / ratio;
    if (2 * over <= -kneeDb) return 0;
    const wanted = 2 * over >= kneeDb ? slope * over : (slope * (over + kneeDb / 2) ** 2) / (2 * kneeDb);
    return Math.min(mostDb, wanted);
  };
  return {
    follow: (block, gains) => {
      const frames = block[0]?.length ?? 0;
      let moved = false;
      for (let n = 0; n < frames; ) {
        const to = Math.min(frames, n + GAIN_HOP - counted);
        const step = (goal - gain) / (GAIN_HOP - counted);
        if (gain !== 1 || step !== 0) moved = true;
        for (let k = n; k < to; k++) {
          gain += step;
          gains[k] = gain;
        }
        for (const samples of block) for (let k = n; k < to; k++) sum += (samples[k] as number) ** 2;
        counted += to - n;
        n = to;
        if (counted < GAIN_HOP) continue;
        gain = goal;
        power = smooth * power + (1 - smooth) * (sum / (block.length * GAIN_HOP));
        const wanted = power > 1e-20 ? curve(decibelsFromPower(power)) : 0;
        reduction = wanted + (reduction - wanted) * (wanted > reduction ? attack : release);
        if (reduction < 1e-4) reduction = 0;
        if (reduction > most) most = reduction;
        goal = reduction === 0 ? 1 : amplitudeFromDecibels(-reduction);
        counted = 0;
        sum = 0;
      }
      return moved;
    },
    mostReductionDb: () => most,
  };
}
