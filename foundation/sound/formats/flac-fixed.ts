import { riceBits, riceParameter } from "./flac-rice.ts";

const sums = new Float64Array(5);

/** Stretches of a block that are looked at: the predictor is only an estimate, and seldom wins. */
const stretchFrames = 128;
const stretchEvery = 512;

/**
 * The fixed predictor (0 to 4) whose residuals are smallest, and about how many bits these take, judged by a quarter of
 * the samples. RFC 9639, 9.2.5.
 */
export function chooseFixed(samples: Int32Array, frames: number): { order: number; bits: number } {
  if (frames < 5) return { order: 0, bits: Number.POSITIVE_INFINITY };
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let s4 = 0;
  let seen = 0;
  for (let from = 4; from < frames; from += stretchEvery) {
    const to = Math.min(frames, from + stretchFrames);
    seen += to - from;
    let x1 = samples[from - 1]!;
    const x2 = samples[from - 2]!;
    const x3 = samples[from - 3]!;
    let d1 = (x1 - x2) | 0;
    let dd1 = (d1 - (x2 - x3)) | 0;
    let ddd1 = (dd1 - (x2 - 2 * x3 + samples[from - 4]!)) | 0;
    for (let n = from; n < to; n++) {
      const x = samples[n]!;
      const d = (x - x1) | 0;
      const dd = (d - d1) | 0;
      const ddd = (dd - dd1) | 0;
      const dddd = (ddd - ddd1) | 0;
      // x ^ (x >> 31) is |x| for x >= 0 and |x| - 1 below: near enough.
      s0 += x ^ (x >> 31);
      s1 += d ^ (d >> 31);
      s2 += dd ^ (dd >> 31);
      s3 += ddd ^ (ddd >> 31);
      s4 += dddd ^ (dddd >> 31);
      x1 = x;
      d1 = d;
      dd1 = dd;
      ddd1 = ddd;
    }
  }
  sums[0] = s0;
  sums[1] = s1;
  sums[2] = s2;
  sums[3] = s3;
  sums[4] = s4;
  let order = 0;
  for (let candidate = 1; candidate < 5; candidate++) if (sums[candidate]! < sums[order]!) order = candidate;
  const folded = 2 * sums[order]!;
  return { order, bits: (riceBits(folded, seen, riceParameter(folded, seen)) / seen) * frames };
}

/** What the fixed predictor leaves: residuals[order] to residuals[frames - 1]. */
export function fixedResiduals(samples: Int32Array, frames: number, order: number, residuals: Int32Array): void {
  const x = samples;
  if (order === 0) residuals.set(x.subarray(0, frames));
  else if (order === 1) for (let n = 1; n < frames; n++) residuals[n] = x[n]! - x[n - 1]!;
  else if (order === 2) for (let n = 2; n < frames; n++) residuals[n] = x[n]! - 2 * x[n - 1]! + x[n - 2]!;
  else if (order === 3) {
    for (let n = 3; n < frames; n++) residuals[n] = x[n]! - 3 * (x[n - 1]! - x[n - 2]!) - x[n - 3]!;
  } else {
    for (let n = 4; n < frames; n++) residuals[n] = x[n]! - 4 * (x[n - 1]! + x[n - 3]!) + 6 * x[n - 2]! + x[n - 4]!;
  }
}
