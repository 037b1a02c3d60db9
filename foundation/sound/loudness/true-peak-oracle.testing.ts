/**
 * An instrument for tests and benchmarks, independent of the meter: true peak at 64 times the rate, in 64-bit floats,
 * through windowed sincs of 256 taps (Blackman-Harris; the meter has 32 and 64, Kaiser). Values at 4 times the rate are
 * taken first; every one over cos(pi/8) of the largest, which is the most a sine at the Nyquist frequency can hide
 * between them, is followed at 64 times. Frames whose surroundings are under half the peak are left out.
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
  for (const x of channels) {
    const value = (n: number, phase: number): number => {
      const row = rows[phase] as Float64Array;
      const from = n - TAPS / 2 + 1;
      let sum = 0;
      const first = Math.max(0, -from);
      const last = Math.min(TAPS, x.length - from);
      for (let k = first; k < last; k++) sum += (row[k] as number) * (x[from + k] as number);
      return Math.abs(sum);
    };
    const candidates: { n: number; coarse: number }[] = [];
    for (let n = -8; n < x.length + 8; n++) {
      let near = 0;
      for (let d = -2; d <= 3; d++) near = Math.max(near, Math.abs(x[n + d] ?? 0));
      if (near < most * 0.5) continue;
      let coarse = 0;
      for (const phase of [0, 16, 32, 48]) coarse = Math.max(coarse, value(n, phase));
      if (coarse > peak) peak = coarse;
      if (coarse > peak * 0.9238) candidates.push({ n, coarse });
    }
    for (const { n, coarse } of candidates) {
      if (coarse < peak * 0.9238) continue;
      for (let phase = 1; phase < PHASES; phase++) peak = Math.max(peak, value(n, phase));
    }
  }
  return peak;
}
