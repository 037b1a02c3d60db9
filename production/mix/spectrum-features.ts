/** Where the energy of a stem lies, how fast it moves, and whether it comes again. */
import { ERB_BANDS, FIRST_ERB_RATE } from "./erb.ts";
import type { StemBands } from "./stem-bands.ts";
import { type StemTrace, TRACE_RATE } from "./stem-trace.ts";

export interface SpectrumFeatures {
  readonly centroidErb: number;
  readonly spreadErb: number;
  /** Mean spectral flatness, 0 to 1. */
  readonly flatness: number;
  /** Mean step of a band from frame to frame, dB. */
  readonly change: number;
  /** How much better the best lag of 1 to 9 s repeats the sound than lags do on average, 0 to 1. */
  readonly repetition: number;
}

export function spectrumFeatures(trace: StemTrace, bands: StemBands): SpectrumFeatures {
  const frames = bands.sounding;
  let centroid = 0;
  let spread = 0;
  let flatness = 0;
  const floor = trace.excitation.reduce((most, step) => Math.max(most, step), 0) / 2 - RANGE_DB;
  for (const at of frames) {
    let sum = 1e-9;
    let first = 0;
    let second = 0;
    for (let b = 0; b < ERB_BANDS; b++) {
      // Compressed power, near the loudness of a band.
      const weight = Math.max(0, (trace.excitation[at * ERB_BANDS + b] as number) / 2 - floor) ** 4;
      sum += weight;
      first += weight * (b + FIRST_ERB_RATE);
      second += weight * (b + FIRST_ERB_RATE) ** 2;
    }
    centroid += first / sum;
    spread += Math.sqrt(Math.max(0, second / sum - (first / sum) ** 2));
    flatness += (trace.flatness[at] as number) / 255;
  }
  const count = Math.max(1, frames.length);
  return {
    centroidErb: centroid / count,
    spreadErb: spread / count,
    flatness: flatness / count,
    ...movement(bands),
  };
}

/** Bands this far under the loudest of the stem do not count, dB: so that its gain changes nothing. */
const RANGE_DB = 60;

/** Mean change from frame to frame (dB a band), and how well the best of the lags from 1 to 9 s repeats the sound. */
function movement({
  sounding: frames,
  over,
  count: total,
}: StemBands): Pick<SpectrumFeatures, "change" | "repetition"> {
  const distance = (a: number, b: number): number => {
    let sum = 0;
    for (let k = 0; k < ERB_BANDS; k++)
      sum += Math.abs((over[a * ERB_BANDS + k] as number) - (over[b * ERB_BANDS + k] as number));
    return sum / ERB_BANDS;
  };
  let change = 0;
  let changes = 0;
  for (const at of frames)
    if (at > 0) {
      change += distance(at, at - 1);
      changes++;
    }
  const sampled = frames.filter((_, at) => at % Math.max(1, Math.floor(frames.length / 250)) === 0);
  let best = Infinity;
  let mean = 0;
  let lags = 0;
  for (let lag = TRACE_RATE; lag <= 9 * TRACE_RATE; lag++) {
    let sum = 0;
    let count = 0;
    for (const at of sampled)
      if (at + lag < total) {
        sum += distance(at, at + lag);
        count++;
      }
    if (count < sampled.length / 3 || count === 0) break;
    best = Math.min(best, sum / count);
    mean += sum / count;
    lags++;
  }
  return {
    change: changes > 0 ? change / changes : 0,
    repetition: lags > 0 && mean > 0 ? 1 - best / (mean / lags) : 0,
  };
}
