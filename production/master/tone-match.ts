import { decibelsFromPower, powerFromDecibels } from "../../foundation/numbers/decibels.ts";
import { log10 } from "../../foundation/numbers/elementary.ts";
import { bandPowers, thirdOctaves } from "../../foundation/sound/index.ts";

/** How far a band may move from its channel's broadband gain, dB. */
export const MOST_BAND_GAIN_DB = 12;
/** Bands this far under the channel's total, in either sound, are left alone: there is nothing to match. */
export const LEAST_BAND_LEVEL_DB = -80;

/** Gains for one channel (mid or side) at the third octaves. */
export interface ToneGains {
  /** dB per third octave, broadband gain not included. */
  readonly bandGainsDb: readonly number[];
  /** Whether there was energy enough in both sounds to decide the band. */
  readonly decided: readonly boolean[];
}

/**
 * The gains that bring the third octaves of `power` nearest to the shape of `wanted` (levels in dB, any offset), each
 * within +-12 dB of the channel's broadband gain. The broadband gain is chosen so that the least error is left.
 */
export function matchTone(power: Float64Array, wanted: Float64Array, sampleRate: number): ToneGains {
  const have = bandPowers(power, sampleRate);
  const total = have.reduce((sum, each) => sum + each, 0);
  const wantedTotal = wanted.reduce((sum, each) => sum + each, 0);
  const floor = powerFromDecibels(LEAST_BAND_LEVEL_DB);
  const decided = thirdOctaves.map(
    ({ toHz }, b) =>
      toHz < sampleRate / 2 &&
      (have[b] as number) > total * floor &&
      (wanted[b] as number) > wantedTotal * floor &&
      total > 0,
  );
  const differences = thirdOctaves.map((_, b) =>
    decided[b] ? decibelsFromPower(wanted[b] as number) - decibelsFromPower(have[b] as number) : 0,
  );
  const centre = bestCentre(differences.filter((_, b) => decided[b]));
  const gains = differences.map((difference) =>
    Math.max(-MOST_BAND_GAIN_DB, Math.min(MOST_BAND_GAIN_DB, difference - centre)),
  );
  return { bandGainsDb: bridge(gains, decided), decided };
}

/** The broadband gain (dB) that leaves the least squared error once each band is held within +-12 dB of it. */
function bestCentre(differences: readonly number[]): number {
  if (differences.length === 0) return 0;
  let best = 0;
  let least = Infinity;
  const low = Math.min(...differences);
  const high = Math.max(...differences);
  for (let centre = low; centre <= high + 0.025; centre += 0.05) {
    let sum = 0;
    let squares = 0;
    for (const difference of differences) {
      const away = difference - centre;
      const left = away - Math.max(-MOST_BAND_GAIN_DB, Math.min(MOST_BAND_GAIN_DB, away));
      sum += left;
      squares += left * left;
    }
    const error = squares - (sum * sum) / differences.length;
    // Among equals the one nearest the middle keeps the gains small.
    const cost = error + 1e-6 * differences.reduce((total, difference) => total + (difference - centre) ** 2, 0);
    if (cost < least) {
      least = cost;
      best = centre;
    }
  }
  return best;
}

/** Undecided bands take the straight line between their decided neighbours, or the nearest one at the ends. */
function bridge(gains: readonly number[], decided: readonly boolean[]): number[] {
  const known = gains.map((_, b) => b).filter((b) => decided[b]);
  if (known.length === 0) return gains.map(() => 0);
  return gains.map((gain, b) => {
    if (decided[b]) return gain;
    const before = known.filter((k) => k < b).at(-1);
    const after = known.find((k) => k > b);
    if (before === undefined) return gains[after as number] as number;
    if (after === undefined) return gains[before] as number;
    const share = (b - before) / (after - before);
    return (gains[before] as number) * (1 - share) + (gains[after] as number) * share;
  });
}

/**
 * Gains at the band centres of a smooth curve under which the third octaves of `power` move by `bandGainsDb` (a curve
 * through the wanted gains themselves would miss where the spectrum is steep within a band).
 */
export function toneControls(gains: ToneGains, power: Float64Array, sampleRate: number): number[] {
  const { bandGainsDb, decided } = gains;
  const have = bandPowers(power, sampleRate);
  const limit = MOST_BAND_GAIN_DB + 3;
  let control = [...bandGainsDb];
  for (let round = 0; round < 24; round++) {
    const curve = toneCurve(control, power.length, sampleRate);
    const moved = bandPowers(
      power.map((value, k) => value * powerFromDecibels(curve[k] as number)),
      sampleRate,
    );
    control = control.map((value, b) => {
      if (!decided[b] || !((have[b] as number) > 0)) return value;
      const gain = decibelsFromPower((moved[b] as number) / (have[b] as number));
      return Math.max(-limit, Math.min(limit, value + 0.7 * ((bandGainsDb[b] as number) - gain)));
    });
  }
  return control;
}

/**
 * Gain in dB at `bins` frequencies from 0 to half the sample rate: monotone cubic interpolation over log frequency
 * between the third-octave centres (F. N. Fritsch and J. Butland, 1984), level beyond the ends.
 */
export function toneCurve(controlsDb: readonly number[], bins: number, sampleRate: number): Float64Array {
  const count = controlsDb.length;
  const slopes = controlsDb.map((value, b) => {
    if (b === 0 || b === count - 1) return 0;
    const before = value - (controlsDb[b - 1] as number);
    const after = (controlsDb[b + 1] as number) - value;
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  });
  const width = sampleRate / (2 * (bins - 1));
  const first = (thirdOctaves[0] as { centreHz: number }).centreHz;
  return Float64Array.from({ length: bins }, (_, k) => {
    if (k === 0) return controlsDb[0] as number;
    const at = Math.max(0, Math.min(count - 1, 10 * log10((k * width) / first)));
    const low = Math.min(count - 2, Math.floor(at));
    const t = at - low;
    const t2 = t * t;
    const t3 = t2 * t;
    return (
      (controlsDb[low] as number) * (2 * t3 - 3 * t2 + 1) +
      (slopes[low] as number) * (t3 - 2 * t2 + t) +
      (controlsDb[low + 1] as number) * (3 * t2 - 2 * t3) +
      (slopes[low + 1] as number) * (t3 - t2)
    );
  });
}

/** A delivered master whose shape misses its aim by less than this is left as it is (RMS over third octaves, dB). */
const LEAST_MISS_DB = 0.3;

/**
 * Controls that also make up for what the limiter did to the spectrum: `delivered` is the power spectrum of the master
 * that `controlsDb` led to. Null where there is nothing worth doing. Bands at the limit of +-12 dB go no further.
 */
export function correctControls(
  controlsDb: readonly number[],
  before: { readonly power: Float64Array; readonly sampleRate: number },
  delivered: { readonly power: Float64Array; readonly sampleRate: number },
  wanted: Float64Array,
): number[] | null {
  const gains = matchTone(before.power, wanted, before.sampleRate);
  const now = bandPowers(delivered.power, delivered.sampleRate);
  const free = controlsDb.map(
    (control, b) => gains.decided[b] && Math.abs(control) < MOST_BAND_GAIN_DB - 0.05 && (now[b] as number) > 0,
  );
  const missing = controlsDb.map((_, b) =>
    free[b] ? decibelsFromPower(wanted[b] as number) - decibelsFromPower(now[b] as number) : 0,
  );
  const count = free.filter(Boolean).length;
  if (count < 3) return null;
  const mean = missing.reduce((sum, each) => sum + each, 0) / count;
  const off = missing.map((value, b) => (free[b] ? value - mean : 0));
  if (Math.sqrt(off.reduce((sum, each) => sum + each * each, 0) / count) < LEAST_MISS_DB) return null;
  return controlsDb.map((control, b) =>
    free[b] ? Math.max(-MOST_BAND_GAIN_DB, Math.min(MOST_BAND_GAIN_DB, control + (off[b] as number))) : control,
  );
}
