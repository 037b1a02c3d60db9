import { amplitudeFromDecibels, decibelsFromPower } from "../../numbers/decibels.ts";
import { exp } from "../../numbers/elementary.ts";
import type { Block, Hertz } from "../audio.ts";
import { createMidSideFilter } from "../filters/mid-side-filter.ts";
import { join, type Processor } from "../filters/processor.ts";
import { impulseResponse } from "../transforms/impulse-response.ts";

/** A compressor for one end of the spectrum. */
export interface BandCompressor {
  /** "low": below `hz`; "high": above it. */
  readonly end: "low" | "high";
  readonly hz: Hertz;
  /** RMS of the band over both channels, dBFS. */
  readonly thresholdDbfs: number;
  readonly ratio: number;
  readonly mostDb: number;
  readonly attackMs: number;
  readonly releaseMs: number;
}

const HOP = 32;

/**
 * y = x + (g(t) - 1) band(x), for a stereo sound: the band is cut out by a linear-phase filter, so while nothing is
 * compressed (g = 1) the sound passes bit by bit. g follows the band's RMS level over the threshold by the ratio,
 * at most `mostDb` down. D. Giannoulis, M. Massberg, J. D. Reiss, JAES 60(6), 2012: smooth branching detector.
 */
export function createBandDynamics(sampleRate: Hertz, compressor: BandCompressor): Processor {
  const response = bandResponse(sampleRate, compressor);
  const band = createMidSideFilter(response, response, response.length / 2);
  const gainOf = createDetector(sampleRate, compressor);
  let waiting: Block = [new Float32Array(0), new Float32Array(0)];

  const mix = (cut: Block): Block => {
    const frames = cut[0]?.length ?? 0;
    const out = waiting.map((samples) => samples.slice(0, frames));
    waiting = waiting.map((samples) => samples.slice(frames));
    gainOf(cut, (from, to, start, step) => {
      if (start === 0 && step === 0) return;
      for (const [c, samples] of out.entries()) {
        const low = cut[c] as Float32Array;
        let change = start;
        for (let n = from; n < to; n++, change += step) {
          samples[n] = (samples[n] as number) + change * (low[n] as number);
        }
      }
    });
    return out;
  };
  return {
    push: (block) => {
      waiting = join([waiting, block]);
      return mix(band.push(block));
    },
    flush: () => mix(band.flush()),
  };
}

/** Walks over hops of 32 frames and tells g - 1 at the start of each stretch and its step per frame. */
function createDetector(
  sampleRate: Hertz,
  { thresholdDbfs, ratio, mostDb, attackMs, releaseMs }: BandCompressor,
): (cut: Block, apply: (from: number, to: number, start: number, step: number) => void) => void {
  const perHop = (ms: number): number => exp((-HOP * 1000) / (ms * sampleRate));
  const smooth = perHop(20);
  const attack = perHop(attackMs);
  const release = perHop(releaseMs);
  let power = 0;
  let reduction = 0;
  let change = 0;
  let goal = 0;
  let counted = 0;
  let sum = 0;
  return (cut, apply) => {
    const [left, right] = cut as [Float32Array, Float32Array];
    for (let n = 0; n < left.length; ) {
      const to = Math.min(left.length, n + HOP - counted);
      const step = (goal - change) / (HOP - counted);
      apply(n, to, change, step);
      change += step * (to - n);
      for (let k = n; k < to; k++) sum += (left[k] as number) ** 2 + (right[k] as number) ** 2;
      counted += to - n;
      n = to;
      if (counted < HOP) continue;
      change = goal;
      power = smooth * power + (1 - smooth) * (sum / (2 * HOP));
      const over = power > 1e-20 ? decibelsFromPower(power) - thresholdDbfs : -200;
      const wanted = over > 0 ? Math.min(mostDb, over * (1 - 1 / ratio)) : 0;
      const pace = wanted > reduction ? attack : release;
      reduction = wanted + (reduction - wanted) * pace;
      if (reduction < 1e-4) reduction = 0;
      goal = reduction === 0 ? 0 : amplitudeFromDecibels(-reduction) - 1;
      counted = 0;
      sum = 0;
    }
  };
}

/** Linear phase, fourth-order Butterworth power response. */
function bandResponse(sampleRate: Hertz, { end, hz }: BandCompressor): Float32Array {
  let taps = 4096;
  while (taps * 11 < sampleRate) taps *= 2;
  const magnitude = Float64Array.from({ length: taps / 2 + 1 }, (_, k) => {
    const ratio = ((k * sampleRate) / taps / hz) ** 4;
    return end === "low" ? 1 / (1 + ratio) : ratio / (1 + ratio);
  });
  return impulseResponse(magnitude, taps, "linear");
}
