/** How loud a stem becomes by what is done to it, told from its trace alone. */
import { amplitudeFromDecibels, decibelsFromPower } from "../../foundation/numbers/decibels.ts";
import { exp } from "../../foundation/numbers/elementary.ts";
import {
  type CompressorSettings,
  type EqualiserBand,
  equaliserBiquad,
  equaliserPower,
  kWeighting,
  thirdOctaves,
} from "../../foundation/sound/index.ts";
import { ERB_BANDS, ERB_CENTRES_HZ } from "./erb.ts";
import { panGains } from "./stem-chain.ts";
import { type StemTrace, TRACE_FLOOR_DB } from "./stem-trace.ts";

/** Of the settings, what changes a stem's loudness. */
export interface Shaping {
  readonly equaliser: readonly EqualiserBand[];
  readonly channelGainsDb: readonly [number, number];
  readonly pan: number;
}

/** Change of K-weighted level, dB. */
export function levelChange(trace: StemTrace, { equaliser, channelGainsDb, pan }: Shaping): number {
  const { sampleRate, leftPower, rightPower } = trace;
  const { shelf, highPass } = kWeighting(sampleRate);
  const filters = equaliser.map((band) => equaliserBiquad(band, sampleRate));
  const [left, right] = panGains(pan).map(
    (gain, c) => (gain * amplitudeFromDecibels(channelGainsDb[c] as number)) ** 2,
  ) as [number, number];
  let before = 1e-30;
  let after = 1e-30;
  thirdOctaves.forEach(({ centreHz }, b) => {
    if (centreHz >= sampleRate / 2) return;
    const weight = equaliserPower([shelf, highPass], centreHz, sampleRate);
    const [l, r] = [leftPower[b] as number, rightPower[b] as number];
    before += weight * (l + r);
    after += weight * (l * left + r * right) * equaliserPower(filters, centreHz, sampleRate);
  });
  return decibelsFromPower(after / before);
}

/** Gain of an equaliser at the centre of each ERB band, dB. */
export function bandGains(equaliser: readonly EqualiserBand[], sampleRate: number): Float64Array {
  const filters = equaliser.map((band) => equaliserBiquad(band, sampleRate));
  return Float64Array.from({ length: ERB_BANDS }, (_, b) => {
    const hz = ERB_CENTRES_HZ[b] as number;
    return hz < sampleRate / 2 ? decibelsFromPower(equaliserPower(filters, hz, sampleRate)) : 0;
  });
}

/** Mean loss (dB, of power over what sounds) and the most that a compressor would take, at steps of 10 ms. */
export function compression(
  trace: StemTrace,
  settings: CompressorSettings,
): { readonly meanDb: number; readonly mostDb: number } {
  const { thresholdDbfs, ratio, kneeDb, attackMs, releaseMs, mostDb } = settings;
  const attack = exp(-10 / attackMs);
  const release = exp(-10 / releaseMs);
  let reduction = 0;
  let most = 0;
  let before = 1e-30;
  let after = 1e-30;
  const { meanSquare, weightedPower } = trace;
  for (let n = 0; n < meanSquare.length; n++) {
    const power = meanSquare[n] as number;
    const over = power > 1e-14 ? decibelsFromPower(power) - thresholdDbfs : -200;
    const slope = 1 - 1 / ratio;
    const wanted =
      2 * over <= -kneeDb
        ? 0
        : Math.min(mostDb, 2 * over >= kneeDb ? slope * over : (slope * (over + kneeDb / 2) ** 2) / (2 * kneeDb));
    reduction = wanted + (reduction - wanted) * (wanted > reduction ? attack : release);
    most = Math.max(most, reduction);
    const weighted = weightedPower[n] as number;
    before += weighted;
    after += weighted * amplitudeFromDecibels(-reduction) ** 2;
  }
  return { meanDb: decibelsFromPower(before / after), mostDb: most };
}

/** Excitation of a trace frame and band, dB; TRACE_FLOOR_DB where there is nothing. */
export function excitationDb({ excitation }: StemTrace, frame: number, band: number): number {
  return (excitation[frame * ERB_BANDS + band] as number) / 2 + TRACE_FLOOR_DB;
}
