import { cos } from "../../numbers/elementary.ts";

/** The periodic Hann window: 0.5 - 0.5 cos(2 pi n / size). */
export function hann(size: number): Float32Array {
  const window = new Float32Array(size);
  for (let n = 0; n < size; n++) window[n] = 0.5 - 0.5 * cos((2 * Math.PI * n) / size);
  return window;
}
