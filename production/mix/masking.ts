/**
 * Masking between stems: excitation patterns one ERB apart (B. R. Glasberg, B. C. J. Moore, 1990) in frames of 50 ms.
 * A band of a stem counts in the frames in which the stem sounds, where it is within 25 dB of the stem's strongest band
 * of that frame and over a quiet floor; it is masked where the sum of the other stems exceeds it by more than 4 dB.
 */
import { decibelsFromPower, powerFromDecibels } from "../../foundation/numbers/decibels.ts";
import { ERB_BANDS, ERB_CENTRES_HZ } from "./erb.ts";
import { type StemTrace, TRACE_FLOOR_DB } from "./stem-trace.ts";

/** A band that is exceeded by more than this is masked, dB. */
export const MASKED_OVER_DB = 4;
/** Bands this far under the strongest of their stem and frame are no part of its sound, dB. */
export const BAND_RANGE_DB = 25;
/** Frames this far under the loudest of their stem are silence, dB. */
const FRAME_RANGE_DB = 40;
/** Under the whole mix's mean excitation by this: too quiet to count, dB. */
const QUIET_DB = 50;

export interface MaskedStem {
  readonly trace: StemTrace;
  /** Gain of each ERB band, dB: fader, pan and equaliser together. */
  readonly gainsDb: Float64Array;
}

export interface Masking {
  /** Bands and frames that count, and those of them that are masked, for each stem. */
  readonly counted: readonly number[];
  readonly masked: readonly number[];
  /** Masked over counted, all stems together, 0 to 1. */
  readonly share: number;
  /** Frames in which a stem sounds, and those in which 3 of its bands or more from 200 Hz to 5 kHz are free. */
  readonly sounding: readonly number[];
  readonly audible: readonly number[];
  /** [stem][band]: how often it is masked there; and how often it is the strongest of those that mask another there. */
  readonly maskedAt: readonly Int32Array[];
  readonly masksAt: readonly Int32Array[];
  /** [stem][band]: how often it counts there. */
  readonly countedAt: readonly Int32Array[];
}

const powers = Float64Array.from({ length: 256 }, (_, step) =>
  step === 0 ? 0 : powerFromDecibels(step / 2 + TRACE_FLOOR_DB),
);

/** Masking of the same stems at one set of gains after another. */
export interface MaskingMeter {
  /** `gainsDb`: of each ERB band, for every stem. */
  measure(gainsDb: readonly Float64Array[]): Masking;
}

export function maskingOf(stems: readonly MaskedStem[], stride = 1): Masking {
  return createMaskingMeter(
    stems.map(({ trace }) => trace),
    stride,
  ).measure(stems.map(({ gainsDb }) => gainsDb));
}

/** `stride`: looks at every so many frames only. */
export function createMaskingMeter(traces: readonly StemTrace[], stride = 1): MaskingMeter {
  const frames = Math.max(0, ...traces.map(({ cents }) => cents.length));
  // Most stems are silent most of the time: who sounds in which frame is looked up once.
  const looks: Look[] = [];
  for (let frame = 0; frame < frames; frame += stride) {
    const at = frame * ERB_BANDS;
    const present = traces.flatMap(({ excitation }, s) => (hasSound(excitation, at) ? [s] : []));
    looks.push({ at, present });
  }
  return { measure: (gainsDb) => measure(traces, looks, gainsDb) };
}

/** A frame: where its bands begin in an excitation, and the stems that sound in it. */
interface Look {
  readonly at: number;
  readonly present: readonly number[];
}

function hasSound(excitation: Uint8Array, at: number): boolean {
  for (let b = at; b < at + ERB_BANDS; b++) if ((excitation[b] ?? 0) !== 0) return true;
  return false;
}

const SPEECH_BANDS: readonly boolean[] = ERB_CENTRES_HZ.map((hz) => hz >= 200 && hz <= 5000);

function measure(traces: readonly StemTrace[], looks: readonly Look[], gainsDb: readonly Float64Array[]): Masking {
  const gains = gainsDb.map((each) => each.map((gain) => powerFromDecibels(gain)));
  const { loudest, floor } = levels(traces, gains, looks);
  const zeros = (): Int32Array[] => traces.map(() => new Int32Array(ERB_BANDS));
  const over = powerFromDecibels(MASKED_OVER_DB);
  const within = powerFromDecibels(-BAND_RANGE_DB);
  const frameRange = powerFromDecibels(-FRAME_RANGE_DB);
  const [maskedAt, masksAt, countedAt] = [zeros(), zeros(), zeros()];
  const sounding = traces.map(() => 0);
  const audible = traces.map(() => 0);
  const band = traces.map(() => new Float64Array(ERB_BANDS));
  const sum = new Float64Array(ERB_BANDS);
  const [strongest, second] = [new Int32Array(ERB_BANDS), new Int32Array(ERB_BANDS)];
  for (const { at, present } of looks) {
    sum.fill(0);
    strongest.fill(-1);
    second.fill(-1);
    for (const s of present) {
      const into = band[s] as Float64Array;
      const gain = gains[s] as Float64Array;
      const { excitation } = traces[s] as StemTrace;
      for (let b = 0; b < ERB_BANDS; b++) {
        const power = (powers[excitation[at + b] as number] as number) * (gain[b] as number);
        into[b] = power;
        if (power === 0) continue;
        sum[b] = (sum[b] as number) + power;
        const first = strongest[b] as number;
        const next = second[b] as number;
        if (first < 0 || power > ((band[first] as Float64Array)[b] as number)) {
          second[b] = first;
          strongest[b] = s;
        } else if (next < 0 || power > ((band[next] as Float64Array)[b] as number)) second[b] = s;
      }
    }
    for (const s of present) {
      const own = band[s] as Float64Array;
      let most = 0;
      for (let b = 0; b < ERB_BANDS; b++) if ((own[b] as number) > most) most = own[b] as number;
      if (most <= floor || most < (loudest[s] as number) * frameRange) continue;
      sounding[s] = (sounding[s] as number) + 1;
      let open = 0;
      for (let b = 0; b < ERB_BANDS; b++) {
        const power = own[b] as number;
        if (power < most * within || power <= floor) continue;
        (countedAt[s] as Int32Array)[b] = ((countedAt[s] as Int32Array)[b] as number) + 1;
        if ((sum[b] as number) - power <= power * over) {
          if (SPEECH_BANDS[b]) open++;
          continue;
        }
        (maskedAt[s] as Int32Array)[b] = ((maskedAt[s] as Int32Array)[b] as number) + 1;
        const masker = strongest[b] === s ? (second[b] as number) : (strongest[b] as number);
        if (masker >= 0) (masksAt[masker] as Int32Array)[b] = ((masksAt[masker] as Int32Array)[b] as number) + 1;
      }
      if (open >= 3) audible[s] = (audible[s] as number) + 1;
    }
  }
  const total = (of: Int32Array): number => of.reduce((count, each) => count + each, 0);
  const counted = countedAt.map(total);
  const masked = maskedAt.map(total);
  const all = counted.reduce((count, each) => count + each, 0);
  return {
    counted,
    masked,
    share: all > 0 ? masked.reduce((count, each) => count + each, 0) / all : 0,
    sounding,
    audible,
    maskedAt,
    masksAt,
    countedAt,
  };
}

/**
 * The loudest band of each stem, and what is too quiet to count: so far under the mean excitation of all stems
 * together, so that a gain over everything changes nothing.
 */
function levels(
  traces: readonly StemTrace[],
  gains: readonly Float64Array[],
  looks: readonly Look[],
): { readonly loudest: readonly number[]; readonly floor: number } {
  const loudest = traces.map(() => 0);
  const sums = traces.map(() => 0);
  for (const { at, present } of looks) {
    for (const s of present) {
      const gain = gains[s] as Float64Array;
      const { excitation } = traces[s] as StemTrace;
      let most = loudest[s] as number;
      let sum = 0;
      for (let b = 0; b < ERB_BANDS; b++) {
        const power = (powers[excitation[at + b] as number] as number) * (gain[b] as number);
        sum += power;
        if (power > most) most = power;
      }
      loudest[s] = most;
      sums[s] = (sums[s] as number) + sum;
    }
  }
  const sum = sums.reduce((total, each) => total + each, 0);
  const looked = Math.max(1, looks.length);
  return { loudest, floor: sum > 0 ? powerFromDecibels(decibelsFromPower(sum / looked / ERB_BANDS) - QUIET_DB) : 0 };
}
