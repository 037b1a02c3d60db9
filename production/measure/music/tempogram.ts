/** How well onsets repeat after each time: autocorrelation in windows of a few bars. */
import { createFft } from "../../../foundation/sound/index.ts";
import type { OnsetStrength } from "./onset-meter.ts";

export interface Tempogram {
  /** Lags a second. */
  readonly rate: number;
  /** By lag from 0: mean over windows and groups; at lag 0 it is 1. */
  readonly mean: Float64Array;
  /** The same of each group, the lowest first. */
  readonly groups: readonly Float64Array[];
  /** The same of each window, all groups. */
  readonly windows: readonly Float64Array[];
}

const WINDOW_SECONDS = 12;
const HOP_SECONDS = 3;
/** A group in which nothing gets louder by as much, dB, holds no onsets: what wavers regularly by less is no beat. */
const LEAST_ONSET_DB = 0.5;
export const LONGEST_LAG_SECONDS = 6.2;

/**
 * Autocorrelation of each group's onsets less their mean, in windows of 12 s every 3 s, each divided by its value at lag 0 and
 * by the share of the window that a lag leaves. A loud chorus counts no more than a verse, and a tempo that drifts over minutes
 * stays sharp in each window. P. Grosche, M. Müller, F. Kurth, "Cyclic tempogram", ICASSP 2010, section 2.
 */
export function tempogramOf({ rate, groups }: OnsetStrength): Tempogram {
  const total = groups[0]?.length ?? 0;
  const size = Math.min(total, Math.round(WINDOW_SECONDS * rate));
  const lags = Math.min(size, Math.round(LONGEST_LAG_SECONDS * rate));
  let length = 16;
  while (length < size + lags) length *= 2;
  const fft = createFft(length);
  const hop = Math.max(1, Math.round(HOP_SECONDS * rate));
  const starts: number[] = [];
  for (let start = 0; start + size <= total && size > 0; start += hop) starts.push(start);
  const sums = groups.map(() => new Float64Array(lags));
  const counts = groups.map(() => 0);
  const windows = starts.map((start) => {
    const own = new Float64Array(lags);
    let heard = 0;
    for (const [group, values] of groups.entries()) {
      const curve = autocorrelation(values.subarray(start, start + size), lags, fft);
      if (curve === null) continue;
      heard++;
      counts[group]!++;
      for (let lag = 0; lag < lags; lag++) {
        own[lag]! += curve[lag] as number;
        sums[group]![lag]! += curve[lag] as number;
      }
    }
    return own.map((value) => value / Math.max(1, heard));
  });
  const mean = new Float64Array(lags);
  for (const window of windows)
    for (let lag = 0; lag < lags; lag++) mean[lag]! += (window[lag] as number) / windows.length;
  return { rate, mean, groups: sums.map((sum, at) => sum.map((v) => v / Math.max(1, counts[at] as number))), windows };
}

/** By the Wiener-Khinchin theorem; null where nothing begins. */
function autocorrelation(values: Float32Array, lags: number, fft: ReturnType<typeof createFft>): Float64Array | null {
  if (values.every((value) => value < LEAST_ONSET_DB)) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  fft.re.fill(0);
  fft.im.fill(0);
  for (let at = 0; at < values.length; at++) fft.re[at] = (values[at] as number) - mean;
  fft.forward();
  for (let k = 0; k < fft.size; k++) {
    fft.re[k] = (fft.re[k] as number) ** 2 + (fft.im[k] as number) ** 2;
    fft.im[k] = 0;
  }
  fft.inverse();
  const zero = fft.re[0] as number;
  if (!(zero > 0)) return null;
  return Float64Array.from(
    { length: lags },
    (_, lag) => ((fft.re[lag] as number) * values.length) / (zero * (values.length - lag)),
  );
}
