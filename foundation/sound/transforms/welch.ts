import type { Block, Hertz } from "../audio.ts";
import { createFft } from "./fft.ts";
import { hann } from "./window.ts";

/** Mean power spectra of mid (L + R)/2 and side (L - R)/2; mono has a side of zero. */
export interface MidSideSpectrum {
  readonly sampleRate: Hertz;
  readonly size: number;
  /** Mean square per bin (size/2 + 1 bins): the bins add up to the mean square of the sound. */
  readonly mid: Float64Array;
  readonly side: Float64Array;
  /** How many segments were averaged. */
  readonly segments: number;
}

export interface MidSideAnalyser {
  push(block: Block): void;
  finish(): MidSideSpectrum;
}

/**
 * Welch's method: Hann windows of `size` frames (a power of 2), one every `hop` (by default half a window). Mid and side go through one complex
 * transform (mid as the real, side as the imaginary part). A sound shorter than a window is padded with zeros.
 * P. D. Welch, IEEE Trans. Audio Electroacoust. 15(2), 1967.
 */
export function createMidSideAnalyser(sampleRate: Hertz, size: number, hop: number = size / 2): MidSideAnalyser {
  const fft = createFft(size);
  const { kernels } = fft;
  const window = fft.floats(size);
  window.view.set(hann(size));
  const left = fft.floats(size);
  const right = fft.floats(size);
  const midPower = fft.doubles(size / 2 + 4);
  const sidePower = fft.doubles(size / 2 + 4);
  let filled = 0;
  let segments = 0;

  const transform = (): void => {
    kernels.midSideWindowed(left.at, right.at, window.at, fft.reAt, fft.imAt, size);
    fft.forward();
    kernels.accumulatePower(fft.reAt, fft.imAt, midPower.at, sidePower.at, size);
    segments++;
    left.view.copyWithin(0, hop);
    right.view.copyWithin(0, hop);
    filled = size - hop;
  };

  return {
    push: (block) => {
      const l = block[0] as Float32Array;
      const r = block[1] ?? l;
      for (let done = 0; done < l.length; ) {
        const count = Math.min(l.length - done, size - filled);
        left.view.set(l.subarray(done, done + count), filled);
        right.view.set(r.subarray(done, done + count), filled);
        done += count;
        filled += count;
        if (filled === size) transform();
      }
    },
    finish: () => {
      if (segments === 0) {
        left.view.fill(0, filled);
        right.view.fill(0, filled);
        transform();
      }
      // sum of w^2 = 3/8 size; one-sided bins carry both halves of the spectrum.
      const scale = 2 / (0.375 * size * size * segments);
      const scaled = (power: Float64Array): Float64Array =>
        power.slice(0, size / 2 + 1).map((value, k) => value * (k === 0 || k === size / 2 ? scale / 2 : scale));
      return { sampleRate, size, mid: scaled(midPower.view), side: scaled(sidePower.view), segments };
    },
  };
}
