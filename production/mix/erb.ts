/** Excitation patterns: the spectrum as the ear's filters take it in. B. R. Glasberg, B. C. J. Moore, Hearing Research 47, 1990. */
import { exp, log10, pow } from "../../foundation/numbers/elementary.ts";
import type { Hertz } from "../../foundation/sound/index.ts";

/** Filters one ERB apart, at ERB-rates 2 to 40: 52 Hz to 16.6 kHz. */
export const FIRST_ERB_RATE = 2;
export const ERB_BANDS = 39;

/** Equivalent rectangular bandwidth of the filter centred at `hz` (equation 3). */
export function erbWidth(hz: Hertz): Hertz {
  return 24.7 * (0.00437 * hz + 1);
}

/** ERB-rate (number of ERBs below `hz`, equation 4). */
export function erbRate(hz: Hertz): number {
  return 21.4 * log10(0.00437 * hz + 1);
}

export function erbFrequency(rate: number): Hertz {
  return (pow(10, rate / 21.4) - 1) / 0.00437;
}

/** Centre of each band, Hz. */
export const ERB_CENTRES_HZ: readonly Hertz[] = Array.from({ length: ERB_BANDS }, (_, b) =>
  erbFrequency(FIRST_ERB_RATE + b),
);

/** Weights of the bins of a power spectrum for each band: bins `from[b]` on, `weights[b].length` of them. */
export interface ErbWeights {
  readonly from: Int32Array;
  readonly weights: readonly Float64Array[];
}

/** Least weight that is kept: -60 dB. */
const LEAST_WEIGHT = 1e-6;

/**
 * Rounded-exponential filters at medium level: W(g) = (1 + pg) exp(-pg) with p = 4 fc / ERB(fc), g = |f - fc| / fc
 * (section 2). `size`: of the transform.
 */
export function erbWeights(sampleRate: Hertz, size: number): ErbWeights {
  const from = new Int32Array(ERB_BANDS);
  const weights = ERB_CENTRES_HZ.map((centre, b) => {
    const p = (4 * centre) / erbWidth(centre);
    const row: number[] = [];
    for (let k = 1; k < size / 2; k++) {
      const g = Math.abs((k * sampleRate) / size - centre) / centre;
      const weight = (1 + p * g) * exp(-p * g);
      if (weight < LEAST_WEIGHT) {
        if (row.length > 0) break;
        continue;
      }
      if (row.length === 0) from[b] = k;
      row.push(weight);
    }
    return Float64Array.from(row);
  });
  return { from, weights };
}

/** The excitation of each band, in units of `power`, into `out`. */
export function excitation({ from, weights }: ErbWeights, power: Float64Array, out: Float64Array): void {
  for (let b = 0; b < ERB_BANDS; b++) {
    const row = weights[b] as Float64Array;
    const first = from[b] as number;
    let sum = 0;
    for (let k = 0; k < row.length; k++) sum += (row[k] as number) * (power[first + k] as number);
    out[b] = sum;
  }
}
