import { log2 } from "../../numbers/elementary.ts";

/** Coefficients of a linear predictor as a frame carries them. */
export interface LinearPredictor {
  /** Integers of `precision` bits; x[n] is foretold as floor(sum of c[j] x[n-1-j] / 2^shift). */
  readonly coefficients: Int32Array;
  readonly precision: number;
  readonly shift: number;
}

export const mostLinearOrder = 8;

let windowed = new Float64Array(0);
let window = new Float64Array(0);
const lags = new Float64Array(mostLinearOrder + 1);

/**
 * A predictor by the autocorrelation method: window, lags, Levinson-Durbin, the order that costs the fewest bits, and
 * coefficients rounded with their error carried on. Null where there is nothing to predict.
 * Source: J. Makhoul, Linear prediction: a tutorial review, 1975.
 *
 * @param bits of the samples
 */
export function linearPredictor(samples: Int32Array, frames: number, bits: number): LinearPredictor | null {
  if (frames <= 2 * mostLinearOrder) return null;
  correlate(samples, frames);
  if (!(lags[0]! > 0)) return null;
  const precision = bits > 17 ? 14 : Math.min(14, 29 - bits);
  const coefficients = levinson(frames, precision + bits);
  return coefficients === null ? null : quantised(coefficients, precision);
}

/** Flat in the middle, its quarters rising and falling as 3 t^2 - 2 t^3: a Tukey window without a cosine. */
function windowOf(frames: number): Float64Array {
  if (window.length === frames) return window;
  window = new Float64Array(frames).fill(1);
  const slope = frames >> 2;
  for (let n = 0; n < slope; n++) {
    const t = (n + 0.5) / slope;
    window[n] = t * t * (3 - 2 * t);
    window[frames - 1 - n] = window[n]!;
  }
  return window;
}

function correlate(samples: Int32Array, frames: number): void {
  if (windowed.length < frames + mostLinearOrder) windowed = new Float64Array(frames + mostLinearOrder);
  const x = windowed;
  const shape = windowOf(frames);
  for (let n = 0; n < frames; n++) x[n] = samples[n]! * shape[n]!;
  x.fill(0, frames, frames + mostLinearOrder);
  let r0 = 0;
  let r1 = 0;
  let r2 = 0;
  let r3 = 0;
  let r4 = 0;
  let r5 = 0;
  let r6 = 0;
  let r7 = 0;
  let r8 = 0;
  for (let n = 0; n < frames; n++) {
    const a = x[n]!;
    r0 += a * a;
    r1 += a * x[n + 1]!;
    r2 += a * x[n + 2]!;
    r3 += a * x[n + 3]!;
    r4 += a * x[n + 4]!;
    r5 += a * x[n + 5]!;
    r6 += a * x[n + 6]!;
    r7 += a * x[n + 7]!;
    r8 += a * x[n + 8]!;
  }
  lags.set([r0, r1, r2, r3, r4, r5, r6, r7, r8]);
}

/** Levinson-Durbin over `lags`; the coefficients of the order whose residual and coefficients take the fewest bits. */
function levinson(frames: number, bitsPerOrder: number): Float64Array | null {
  const a = new Float64Array(mostLinearOrder);
  let error = lags[0]!;
  let best: Float64Array | null = null;
  let leastBits = Number.POSITIVE_INFINITY;
  for (let order = 1; order <= mostLinearOrder; order++) {
    let reflection = lags[order]!;
    for (let j = 0; j < order - 1; j++) reflection -= a[j]! * lags[order - 1 - j]!;
    reflection /= error;
    for (let j = 0; j < (order - 1) >> 1; j++) {
      const low = a[j]!;
      const high = a[order - 2 - j]!;
      a[j] = low - reflection * high;
      a[order - 2 - j] = high - reflection * low;
    }
    if (order % 2 === 0) a[(order >> 1) - 1]! *= 1 - reflection;
    a[order - 1] = reflection;
    error *= 1 - reflection * reflection;
    if (!(error > 0)) return best ?? a.slice(0, order);
    const bits = 0.5 * (frames - order) * Math.max(0, log2(error / frames)) + order * bitsPerOrder;
    if (bits < leastBits) {
      leastBits = bits;
      best = a.slice(0, order);
    }
  }
  return best;
}

function quantised(exact: Float64Array, precision: number): LinearPredictor | null {
  const limit = 2 ** (precision - 1);
  let most = 0;
  for (const value of exact) most = Math.max(most, Math.abs(value));
  let shift = 15;
  while (shift >= 0 && most * 2 ** shift >= limit - 1) shift--;
  if (shift < 0 || most === 0) return null;
  const coefficients = new Int32Array(exact.length);
  let carried = 0;
  for (let j = 0; j < exact.length; j++) {
    carried += exact[j]! * 2 ** shift;
    const value = Math.max(-limit, Math.min(limit - 1, Math.round(carried)));
    coefficients[j] = value;
    carried -= value;
  }
  return { coefficients, precision, shift };
}

/**
 * What the predictor leaves: residuals[order] to residuals[frames - 1].
 *
 * @param bits of the samples: tells whether the sums fit 32 bits
 */
export function linearResiduals(
  samples: Int32Array,
  frames: number,
  bits: number,
  { coefficients, precision, shift }: LinearPredictor,
  residuals: Int32Array,
): void {
  const order = coefficients.length;
  for (let n = order; n < mostLinearOrder; n++) {
    let sum = 0;
    for (let j = 0; j < order; j++) sum += coefficients[j]! * samples[n - 1 - j]!;
    residuals[n] = samples[n]! - Math.floor(sum * 2 ** -shift);
  }
  const at = (j: number) => coefficients[j] ?? 0;
  if (bits + precision + 3 <= 32) shortResiduals(samples, frames, at, shift, residuals);
  else longResiduals(samples, frames, at, 2 ** -shift, residuals);
}

type Coefficient = (j: number) => number;

/** Eight terms (those beyond the order are zero) in 32-bit integers. */
function shortResiduals(x: Int32Array, frames: number, c: Coefficient, shift: number, out: Int32Array): void {
  const [c0, c1, c2, c3, c4, c5, c6, c7] = [c(0), c(1), c(2), c(3), c(4), c(5), c(6), c(7)] as const;
  let [x8, x7, x6, x5, x4, x3, x2, x1] = [x[0]!, x[1]!, x[2]!, x[3]!, x[4]!, x[5]!, x[6]!, x[7]!];
  for (let n = 8; n < frames; n++) {
    const near = (Math.imul(c0, x1) + Math.imul(c1, x2) + Math.imul(c2, x3) + Math.imul(c3, x4)) | 0;
    const far = (Math.imul(c4, x5) + Math.imul(c5, x6) + Math.imul(c6, x7) + Math.imul(c7, x8)) | 0;
    const now = x[n]!;
    out[n] = now - (((near + far) | 0) >> shift);
    x8 = x7;
    x7 = x6;
    x6 = x5;
    x5 = x4;
    x4 = x3;
    x3 = x2;
    x2 = x1;
    x1 = now;
  }
}

/** The same in doubles, which hold the products of 25-bit samples exactly. */
function longResiduals(x: Int32Array, frames: number, c: Coefficient, scale: number, out: Int32Array): void {
  const [c0, c1, c2, c3, c4, c5, c6, c7] = [0, 1, 2, 3, 4, 5, 6, 7].map((j) => c(j) * scale) as [
    ...[number, number, number, number, number, number, number, number],
  ];
  let [x8, x7, x6, x5, x4, x3, x2, x1] = [
    x[0]! + 0,
    x[1]! + 0,
    x[2]! + 0,
    x[3]! + 0,
    x[4]! + 0,
    x[5]! + 0,
    x[6]! + 0,
    x[7]! + 0,
  ];
  for (let n = 8; n < frames; n++) {
    const near = c0 * x1 + c1 * x2 + c2 * x3 + c3 * x4;
    const far = c4 * x5 + c5 * x6 + c6 * x7 + c7 * x8;
    const now = x[n]!;
    out[n] = now - Math.floor(near + far);
    x8 = x7;
    x7 = x6;
    x6 = x5;
    x5 = x4;
    x4 = x3;
    x3 = x2;
    x2 = x1;
    x1 = now;
  }
}
