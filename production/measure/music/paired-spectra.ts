/** Spectra of one signal, two windows through one transform. */
import { createFft, hann } from "../../../foundation/sound/index.ts";

export interface PairedSpectra {
  push(samples: Float32Array): void;
  /** Gives what is left: the windows that are whole. */
  finish(): void;
}

/**
 * Hann windows of `size` samples, one every `hop`; `visit` gets the power of bins 0 to `bins` - 1 of each, in order, in
 * an array that is used again. A full-scale sine has a power of about 1/16 in its bin. The first window is the real part of
 * a complex transform and the second its imaginary part: Z[k] and Z[size - k] give both spectra (A. V. Oppenheim,
 * R. W. Schafer, Discrete-Time Signal Processing, on transforms of real sequences).
 *
 * @param size a power of 2
 */
export function createPairedSpectra(
  size: number,
  hop: number,
  bins: number,
  visit: (power: Float64Array) => void,
): PairedSpectra {
  const fft = createFft(size);
  const window = hann(size);
  const kept = new Float32Array(size + hop);
  const power = new Float64Array(bins);
  const scale = 1 / (4 * size * size);
  let filled = 0;

  const transform = (both: boolean): void => {
    const { re, im } = fft;
    for (let t = 0; t < size; t++) {
      const weight = window[t] as number;
      re[t] = weight * (kept[t] as number);
      im[t] = both ? weight * (kept[t + hop] as number) : 0;
    }
    fft.forward();
    const mask = size - 1;
    for (let k = 0; k < bins; k++) {
      const a = (re[k] as number) + (re[(size - k) & mask] as number);
      const b = (im[k] as number) - (im[(size - k) & mask] as number);
      power[k] = scale * (a * a + b * b);
    }
    visit(power);
    if (!both) return;
    for (let k = 0; k < bins; k++) {
      const a = (re[k] as number) - (re[(size - k) & mask] as number);
      const b = (im[k] as number) + (im[(size - k) & mask] as number);
      power[k] = scale * (a * a + b * b);
    }
    visit(power);
  };

  return {
    push(samples) {
      for (let done = 0; done < samples.length; ) {
        const count = Math.min(samples.length - done, kept.length - filled);
        kept.set(samples.subarray(done, done + count), filled);
        done += count;
        filled += count;
        if (filled < kept.length) continue;
        transform(true);
        kept.copyWithin(0, 2 * hop);
        filled -= 2 * hop;
      }
    },
    finish() {
      if (filled >= size) transform(false);
      filled = 0;
    },
  };
}
