import { pow } from "../../numbers/elementary.ts";
import type { Hertz } from "../audio.ts";

/** Nominal mid-band frequencies of the third octaves from 25 Hz to 20 kHz: IEC 61260-1:2014, table E.1. */
export const THIRD_OCTAVES_HZ: readonly number[] = [
  25, 31.5, 40, 50, 63, 80, 100, 125, 160, 200, 250, 315, 400, 500, 630, 800, 1000, 1250, 1600, 2000, 2500, 3150, 4000,
  5000, 6300, 8000, 10_000, 12_500, 16_000, 20_000,
];

export interface Band {
  readonly nominalHz: Hertz;
  readonly centreHz: Hertz;
  readonly fromHz: Hertz;
  readonly toHz: Hertz;
}

/** Exact bands, base ten: centre 1000 * 10^(k/10), edges a factor 10^(1/20) to either side. IEC 61260-1:2014, 5.2 to 5.5. */
export const thirdOctaves: readonly Band[] = THIRD_OCTAVES_HZ.map((nominalHz, index) => {
  const centreHz = 1000 * pow(10, (index - 16) / 10);
  return { nominalHz, centreHz, fromHz: centreHz * pow(10, -0.05), toHz: centreHz * pow(10, 0.05) };
});

/**
 * Power per third octave of a one-sided power spectrum (bins of sampleRate / size Hz); bins on an edge are split in
 * proportion. Bands over half the sample rate get 0.
 */
export function bandPowers(
  power: Float64Array,
  sampleRate: Hertz,
  bands: readonly Band[] = thirdOctaves,
): Float64Array {
  const width = sampleRate / (2 * (power.length - 1));
  return Float64Array.from(bands, ({ fromHz, toHz }) => {
    const from = fromHz / width + 0.5;
    const to = toHz / width + 0.5;
    let sum = 0;
    for (let k = Math.floor(from); k < to && k < power.length; k++) {
      const share = Math.min(k + 1, to) - Math.max(k, from);
      sum += share * (power[k] as number);
    }
    return sum;
  });
}
