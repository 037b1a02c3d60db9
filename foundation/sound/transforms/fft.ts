import { cos, sin } from "../../numbers/elementary.ts";
import { createKernels, type KernelMemory } from "../kernels/instance.ts";

/** A complex Fourier transform of one size; `re` and `im` are its place of work. */
export interface Fft extends KernelMemory {
  readonly size: number;
  readonly re: Float32Array;
  readonly im: Float32Array;
  /** Where they lie, for kernels that work on them. */
  readonly reAt: number;
  readonly imAt: number;
  /** X[k] = sum over t of x[t] exp(-2 pi i k t / size), in place. */
  forward(): void;
  /** x[t] = sum over k of X[k] exp(+2 pi i k t / size), in place; divide by `size` to come back. */
  inverse(): void;
}

/** `size`: a power of 2 from 16 to 2^20. Errors about -140 dB of the largest value (32-bit floats). */
export function createFft(size: number): Fft {
  if (size < 16 || (size & (size - 1)) !== 0) throw new RangeError(`FFT size ${size}: a power of 2 from 16`);
  const quarter = size / 4;
  // Room for 4 work arrays, the twiddles, and as much again for regions of the caller (up to 10 floats a point).
  const memory = createKernels(size * 4 * 16 + quarter * 2 * 3 * 4 + 4096);
  const { kernels, floats } = memory;
  const re = floats(size);
  const im = floats(size);
  const re2 = floats(size);
  const im2 = floats(size);
  const twiddles = [1, 2, 3].map((k) => {
    const w = floats(quarter * 2);
    for (let p = 0; p < quarter; p++) {
      const angle = (-2 * Math.PI * ((k * p) % size)) / size;
      w.view[p] = cos(angle);
      w.view[p + quarter] = sin(angle);
    }
    return w.at;
  }) as [number, number, number];
  return {
    ...memory,
    size,
    re: re.view,
    im: im.view,
    reAt: re.at,
    imAt: im.at,
    forward: () => kernels.fft(re.at, im.at, re2.at, im2.at, ...twiddles, size),
    inverse: () => kernels.fft(im.at, re.at, im2.at, re2.at, ...twiddles, size),
  };
}
