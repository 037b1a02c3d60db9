/**
 * An instrument for tests and benchmarks, independent of the meter: true peak at 64 times the rate, in 64-bit floats,
 * through windowed sincs of 256 taps (Blackman-Harris; the meter has 32 and 64, Kaiser).
 *
 * The grid is made finer step by step, and only where the peak can still be: a band-limited sound whose largest value
 * is M at t is at least M cos(pi d) at t + d (R. J. Duffin and A. C. Schaeffer, 1938), so of a grid of n values per
 * sample the one nearest to the peak is over M cos(pi / 2n). Frames whose surroundings are under half the largest
 * sample are left out.
 */
const TAPS = 256;
const PHASES = 64;
const rows = Array.from({ length: PHASES }, (_, phase) => {
  const row = new Float64Array(TAPS);
  for (let k = 0; k < TAPS; k++) {
    const distance = k - TAPS / 2 + 1 - phase / PHASES;
    const u = distance / (TAPS / 2);
    const window =
      Math.abs(u) > 1
        ? 0
        : 0.35875 +
          0.48829 * Math.cos(Math.PI * u) +
          0.14128 * Math.cos(2 * Math.PI * u) +
          0.01168 * Math.cos(3 * Math.PI * u);
    row[k] = (Math.abs(distance) < 1e-12 ? 1 : Math.sin(Math.PI * distance) / (Math.PI * distance)) * window;
  }
  return row;
});

/** Amplitude; 0 for silence. */
export function oracleTruePeak(channels: readonly ArrayLike<number>[]): number {
  let most = 0;
  for (const x of channels) for (let n = 0; n < x.length; n++) most = Math.max(most, Math.abs(x[n] as number));
  if (most === 0) return 0;
  let peak = most;
  for (const given of channels) {
    // Silence to either side, so that no tap has to ask where the sound ends.
    const x = new Float64Array(given.length + 2 * TAPS);
    x.set(given, TAPS);
    // Follows the stretch from `low` to `high` (phases of frame n, a power of 2 apart) between its values at the ends.
    const follow = (n: number, low: number, high: number, atLow: number, atHigh: number): void => {
      const apart = (high - low) / PHASES;
      if (high - low < 2 || Math.max(atLow, atHigh) < peak * Math.cos((Math.PI * apart) / 2)) return;
      const middle = (low + high) / 2;
      const value = interpolated(x, n, middle);
      if (value > peak) peak = value;
      follow(n, low, middle, atLow, value);
      follow(n, middle, high, value, atHigh);
    };
    for (let n = TAPS - 8; n < given.length + TAPS + 8; n++) {
      let near = 0;
      for (let d = -2; d <= 3; d++) near = Math.max(near, Math.abs(x[n + d] as number));
      if (near < most * 0.5) continue;
      const [low, high] = [Math.abs(x[n] as number), Math.abs(x[n + 1] as number)];
      const middle = interpolated(x, n, PHASES / 2);
      if (middle > peak) peak = middle;
      follow(n, 0, PHASES / 2, low, middle);
      follow(n, PHASES / 2, PHASES, middle, high);
    }
  }
  return peak;
}

/** Magnitude at `phase` sixty-fourths after sample n. */
function interpolated(x: Float64Array, n: number, phase: number): number {
  const row = rows[phase] as Float64Array;
  const from = n - TAPS / 2 + 1;
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let k = 0; k < TAPS; k += 4) {
    a += (row[k] as number) * (x[from + k] as number);
    b += (row[k + 1] as number) * (x[from + k + 1] as number);
    c += (row[k + 2] as number) * (x[from + k + 2] as number);
    d += (row[k + 3] as number) * (x[from + k + 3] as number);
  }
  return Math.abs(a + b + c + d);
}
