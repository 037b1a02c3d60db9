import { kaiser, sinc } from "./kaiser.ts";

/**
 * A polyphase interpolator: row f - 1 holds the taps that give the value f/phases of a frame after x[n]:
 *   y_f[n] = sum over k of h[f - 1][k] x[n - taps/2 + 1 + k],   f = 1 .. phases - 1
 * Windowed sinc (Kaiser), each row normalised to unit gain at 0 Hz. `taps` is even.
 */
export function interpolationTaps(phases: number, taps: number, beta: number): Float32Array {
  const rows = new Float32Array((phases - 1) * taps);
  for (let f = 1; f < phases; f++) {
    const values = new Float64Array(taps);
    let sum = 0;
    for (let k = 0; k < taps; k++) {
      const distance = k - taps / 2 + 1 - f / phases;
      const value = sinc(distance) * kaiser(distance / (taps / 2), beta);
      values[k] = value;
      sum += value;
    }
    for (let k = 0; k < taps; k++) rows[(f - 1) * taps + k] = (values[k] as number) / sum;
  }
  return rows;
}

/** The largest gain any signal within +-1 can meet in one row: the L1 norm. */
export function interpolationBound(rows: Float32Array, taps: number): number {
  let bound = 1;
  for (let row = 0; row < rows.length; row += taps) {
    let sum = 0;
    for (let k = 0; k < taps; k++) sum += Math.abs(rows[row + k] as number);
    if (sum > bound) bound = sum;
  }
  return bound;
}
