/** Two distances between a sound and what a limiter made of it. Plain 64-bit arithmetic, none of the product's kernels. */

type Channels = readonly Float64Array[];

/**
 * Mean over frames (Hann, half overlapping) and channels of the RMS difference, over bins, of magnitudes in dB;
 * magnitudes (a full-scale sine is 0 dB) are floored at -120 dB. Both channels of a pair go through one transform.
 */
export function logSpectralDistance(a: Channels, b: Channels, size: number): number {
  const window = Float64Array.from({ length: size }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size));
  const scale = (4 / size) ** 2;
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  let total = 0;
  let count = 0;
  a.forEach((x, c) => {
    const y = b[c] as Float64Array;
    for (let start = 0; start + size <= x.length; start += size / 2) {
      for (let n = 0; n < size; n++) {
        const w = window[n] as number;
        re[n] = (x[start + n] as number) * w;
        im[n] = (y[start + n] as number) * w;
      }
      transform(re, im);
      let sum = 0;
      for (let k = 1; k < size / 2; k++) {
        const p = re[k] as number;
        const q = im[k] as number;
        const r = re[size - k] as number;
        const s = im[size - k] as number;
        const px = Math.max(1e-12, scale * (((p + r) / 2) ** 2 + ((q - s) / 2) ** 2));
        const py = Math.max(1e-12, scale * (((q + s) / 2) ** 2 + ((r - p) / 2) ** 2));
        sum += (10 * Math.log10(px / py)) ** 2;
      }
      total += Math.sqrt(sum / (size / 2 - 1));
      count++;
    }
  });
  return total / count;
}

/**
 * What is left of `b` once `a` times the best smooth gain is taken away: that gain is the ratio of short-term cross
 * power to power, both smoothed by a zero-phase low-pass of 10 Hz. K-weighted, dB relative to `b`.
 */
export function smoothGainResidual(a: Channels, b: Channels, sampleRate: number): number {
  const frames = a[0]?.length ?? 0;
  const cross = new Float64Array(frames);
  const power = new Float64Array(frames);
  a.forEach((x, c) => {
    const y = b[c] as Float64Array;
    for (let n = 0; n < frames; n++) {
      cross[n] = (cross[n] as number) + (x[n] as number) * (y[n] as number);
      power[n] = (power[n] as number) + (x[n] as number) ** 2;
    }
  });
  // Four box averages are near a Gaussian; its -3 dB point is at 0.1325 / sigma.
  const sigma = (0.1325 / 10) * sampleRate;
  const width = 2 * Math.floor(Math.sqrt((12 * sigma * sigma) / 4 + 1) / 2) + 1;
  for (let k = 0; k < 4; k++) {
    boxAverage(cross, width);
    boxAverage(power, width);
  }
  let rest = 0;
  let whole = 0;
  a.forEach((x, c) => {
    const y = b[c] as Float64Array;
    const residual = y.map((value, n) => {
      const p = power[n] as number;
      return value - (x[n] as number) * (p > 1e-14 ? (cross[n] as number) / p : 1);
    });
    rest += weightedEnergy(residual, sampleRate);
    whole += weightedEnergy(y, sampleRate);
  });
  return 10 * Math.log10(rest / whole);
}

function boxAverage(values: Float64Array, width: number): void {
  const source = values.slice();
  const half = width >> 1;
  let sum = 0;
  for (let n = 0; n < Math.min(half, source.length); n++) sum += source[n] as number;
  for (let n = 0; n < source.length; n++) {
    sum += (source[n + half] ?? 0) - (source[n - half - 1] ?? 0);
    values[n] = sum / width;
  }
}

/** Energy after K-weighting (BS.1770-5), written out here once more so that nothing judges itself. */
function weightedEnergy(x: Float64Array, sampleRate: number): number {
  const stage = (frequency: number, q: number, gainDb: number | null): number[] => {
    const k = Math.tan((Math.PI * frequency) / sampleRate);
    const a0 = 1 + k / q + k * k;
    const a = [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0];
    if (gainDb === null) return [1, -2, 1, ...a];
    const high = 10 ** (gainDb / 20);
    const band = high ** 0.4996667741545416;
    return [
      (high + (band * k) / q + k * k) / a0,
      (2 * (k * k - high)) / a0,
      (high - (band * k) / q + k * k) / a0,
      ...a,
    ];
  };
  const filters = [
    stage(1681.974450955533, 0.7071752369554196, 3.999843853973347),
    stage(38.13547087602444, 0.5003270373238773, null),
  ];
  let signal = x;
  for (const [b0, b1, b2, a1, a2] of filters as [number, number, number, number, number][]) {
    const out = new Float64Array(signal.length);
    let s1 = 0;
    let s2 = 0;
    for (let n = 0; n < signal.length; n++) {
      const value = signal[n] as number;
      const y = b0 * value + s1;
      s1 = b1 * value - a1 * y + s2;
      s2 = b2 * value - a2 * y;
      out[n] = y;
    }
    signal = out;
  }
  let energy = 0;
  for (let n = 0; n < signal.length; n++) energy += (signal[n] as number) ** 2;
  return energy;
}

const tables = new Map<number, { cos: Float64Array; sin: Float64Array; order: Uint32Array }>();

/** Radix-2 in place. */
function transform(re: Float64Array, im: Float64Array): void {
  const size = re.length;
  let found = tables.get(size);
  if (!found) {
    const bits = Math.log2(size);
    const order = new Uint32Array(size);
    for (let n = 0; n < size; n++)
      for (let b = 0; b < bits; b++) order[n] = (order[n] as number) | (((n >> b) & 1) << (bits - 1 - b));
    const angle = (n: number): number => (-2 * Math.PI * n) / size;
    found = {
      cos: Float64Array.from({ length: size / 2 }, (_, n) => Math.cos(angle(n))),
      sin: Float64Array.from({ length: size / 2 }, (_, n) => Math.sin(angle(n))),
      order,
    };
    tables.set(size, found);
  }
  const { cos, sin, order } = found;
  for (let n = 0; n < size; n++) {
    const m = order[n] as number;
    if (m <= n) continue;
    [re[n], re[m]] = [re[m] as number, re[n] as number];
    [im[n], im[m]] = [im[m] as number, im[n] as number];
  }
  for (let half = 1; half < size; half *= 2) {
    const step = size / (2 * half);
    for (let base = 0; base < size; base += 2 * half) {
      for (let k = 0; k < half; k++) {
        const p = base + k;
        const q = p + half;
        const wr = cos[k * step] as number;
        const wi = sin[k * step] as number;
        const xr = (re[q] as number) * wr - (im[q] as number) * wi;
        const xi = (re[q] as number) * wi + (im[q] as number) * wr;
        re[q] = (re[p] as number) - xr;
        im[q] = (im[p] as number) - xi;
        re[p] = (re[p] as number) + xr;
        im[p] = (im[p] as number) + xi;
      }
    }
  }
}
