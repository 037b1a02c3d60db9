/** What is kept of a stem: small enough to hold a hundred of them, enough to decide everything from. */
import { type Block, createEnergyMeter, type Hertz } from "../../foundation/sound/index.ts";
import { createFrameSpectra, type FrameTraces } from "./frame-spectra.ts";

export { TRACE_FLOOR_DB } from "./frame-spectra.ts";

/** Frames of a trace a second. */
export const TRACE_RATE = 20;

export interface StemTrace extends FrameTraces {
  readonly sampleRate: Hertz;
  readonly frames: number;
  readonly channelCount: number;
  /** K-weighted power per 10 ms (both channels summed, as BS.1770 does). */
  readonly weightedPower: Float64Array;
  /** Plain mean square per 10 ms, averaged over channels. */
  readonly meanSquare: Float64Array;
}

export interface StemTracer {
  push(block: Block): void;
  finish(): StemTrace;
}

export function createStemTracer(sampleRate: Hertz, channelCount: number): StemTracer {
  const size = transformSize(sampleRate);
  const energy = createEnergyMeter(sampleRate, channelCount);
  const spectra = createFrameSpectra(sampleRate, size);
  const left = new Float32Array(size);
  const right = new Float32Array(size);
  let filled = size / 2; // the first window is centred on the start
  let hop = 0;
  let traced = 0;
  let frames = 0;

  const step = (): void => {
    spectra.frame(left, right);
    traced++;
    hop = Math.round(((traced + 1) * sampleRate) / TRACE_RATE) - Math.round((traced * sampleRate) / TRACE_RATE);
    left.copyWithin(0, hop);
    right.copyWithin(0, hop);
    filled -= hop;
  };
  const take = (a: Float32Array, b: Float32Array): void => {
    for (let n = 0; n < a.length; ) {
      const count = Math.min(a.length - n, size - filled);
      left.set(a.subarray(n, n + count), filled);
      right.set(b.subarray(n, n + count), filled);
      filled += count;
      n += count;
      if (filled === size) step();
    }
  };
  const energies = (): Pick<StemTrace, "weightedPower" | "meanSquare"> => {
    const { weightedPower, meanSquare } = energy.finish();
    return { weightedPower, meanSquare };
  };
  return {
    push: (block) => {
      const a = block[0] as Float32Array;
      const b = block[1] ?? a;
      energy.push(block);
      frames += a.length;
      take(a, b);
    },
    finish: () => {
      const wanted = Math.max(1, Math.ceil((frames * TRACE_RATE) / sampleRate));
      const rest = new Float32Array(size);
      while (traced < wanted) take(rest.subarray(0, size - filled), rest.subarray(0, size - filled));
      return {
        sampleRate,
        frames,
        channelCount,
        ...energies(),
        ...spectra.finish(wanted),
      };
    },
  };
}

function transformSize(sampleRate: Hertz): number {
  let size = 4096;
  while (size * 8 > sampleRate && size > 512) size /= 2;
  while (size * 16 < sampleRate) size *= 2;
  return size;
}
