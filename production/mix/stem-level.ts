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
  /** Gain of the side, dB; 0 where not said. */
  readonly sideDb?: number;
}

/** Change of K-weighted level, dB. */
export function levelChange(trace: StemTrace, { equaliser, channelGainsDb, pan, sideDb = 0 }: Shaping): number {
  const { sampleRate, leftPower, rightPower } = trace;
  const placed = placedPowers(trace, { channelGainsDb, pan, sideDb });
  const { shelf, highPass } = kWeighting(sampleRate);
  const filters = equaliser.map((band) => equaliserBiquad(band, sampleRate));
  let before = 1e-30;
  let after = 1e-30;
  thirdOctaves.forEach(({ centreHz }, b) => {
    if (centreHz >= sampleRate / 2) return;
    const weight = equaliserPower([shelf, highPass], centreHz, sampleRate);
    const [l, r] = [leftPower[b] as number, rightPower[b] as number];
    before += weight * (l + r);
    after +=
      weight *
      ((placed.leftPower[b] as number) + (placed.rightPower[b] as number)) *
      equaliserPower(filters, centreHz, sampleRate);
  });
  return decibelsFromPower(after / before);
}

/** Third octaves of a stem behind channel gains, width and pan. */
export function placedPowers(
  { leftPower, rightPower, crossPower }: Pick<StemTrace, "leftPower" | "rightPower" | "crossPower">,
  { channelGainsDb, pan, sideDb = 0 }: Omit<Shaping, "equaliser">,
): Pick<StemTrace, "leftPower" | "rightPower" | "crossPower"> {
  const [a, b] = channelGainsDb.map((gain) => amplitudeFromDecibels(gain)) as [number, number];
  const [left, right] = panGains(pan);
  const side = amplitudeFromDecibels(sideDb);
  // Of each channel, how much of itself and of the other it becomes.
  const [own, other] = [(1 + side) / 2, (1 - side) / 2];
  const powers = (x: number, y: number) => (_: number, n: number) =>
    x * x * (leftPower[n] as number) + y * y * (rightPower[n] as number) + 2 * x * y * (crossPower[n] as number);
  return {
    leftPower: leftPower.map(powers(left * own * a, left * other * b)),
    rightPower: leftPower.map(powers(right * other * a, right * own * b)),
    crossPower: leftPower.map(
      (l, n) =>
        left *
        right *
        (own * other * (a * a * l + b * b * (rightPower[n] as number)) +
          (own * own + other * other) * a * b * (crossPower[n] as number)),
    ),
  };
}

/** Gain of an equaliser at the centre of each ERB band, dB. */
export function bandGains(equaliser: readonly EqualiserBand[], sampleRate: number): Float64Array {
  return bandGainsAt(equaliser, sampleRate, ERB_CENTRES_HZ);
}

/** Gain of an equaliser at frequencies, dB; 0 at half the sample rate and above. */
export function bandGainsAt(
  equaliser: readonly EqualiserBand[],
  sampleRate: number,
  frequencies: readonly number[],
): Float64Array {
  const filters = equaliser.map((band) => equaliserBiquad(band, sampleRate));
  return Float64Array.from(frequencies, (hz) =>
    hz < sampleRate / 2 ? decibelsFromPower(equaliserPower(filters, hz, sampleRate)) : 0,
  );
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
