/** Stems at the levels of the mix, frame by frame and band by band: who is covered by whom, and changes of one stem. */
import { powerFromDecibels } from "../../foundation/numbers/decibels.ts";
import { exp } from "../../foundation/numbers/elementary.ts";
import { ERB_BANDS, ERB_CENTRES_HZ } from "./erb.ts";
import { BAND_RANGE_DB, MASKED_OVER_DB } from "./masking.ts";
import { type StemTrace, TRACE_FLOOR_DB } from "./stem-trace.ts";

/** A stem as it stands in the mix. */
export interface HeardStem {
  readonly trace: StemTrace;
  /** Gain of each ERB band, dB. */
  readonly gainsDb: Float64Array;
  /** Gain of each frame of the trace besides, dB; null: none. */
  readonly rideDb: Float64Array | null;
  readonly lead: boolean;
}

/** As the masking model has them (`masking.ts`): frames that sound, and what is too quiet to count. */
const FRAME_RANGE = powerFromDecibels(-40);
const QUIET = powerFromDecibels(-50);
const WITHIN = powerFromDecibels(-BAND_RANGE_DB);
const OVER = powerFromDecibels(MASKED_OVER_DB);
export const SPEECH_BANDS: readonly boolean[] = ERB_CENTRES_HZ.map((hz) => hz >= 200 && hz <= 5000);
/** A lead with fewer bands of its own than this is not followed. */
const LEAST_FREE = 3;

const powers = Float64Array.from({ length: 256 }, (_, step) =>
  step === 0 ? 0 : powerFromDecibels(step / 2 + TRACE_FLOOR_DB),
);

export interface Cover {
  readonly frames: number;
  /** [stem][frame * ERB_BANDS + band], excitation as power. */
  readonly power: readonly Float32Array[];
  /** The same without what a band takes in from the two beside it: what a cut in the band itself can take away. */
  readonly source: readonly Float32Array[];
  /** Of all stems. */
  readonly sum: Float64Array;
  /** [stem][frame]: its strongest band, before any change. */
  readonly most: readonly Float32Array[];
  /** [stem][frame]: 1 where it sounds. */
  readonly sounds: readonly Uint8Array[];
  /** [frame]: stems that have any power there. */
  readonly present: readonly (readonly number[])[];
  readonly floor: number;
}

export interface Covered {
  /** Masked over counted bands, all stems together, 0 to 1. */
  readonly share: number;
  /** The same for each stem. */
  readonly shares: readonly number[];
  /** Share of the leads' frames with three bands of their own or more; 1 where there is no lead. */
  readonly leadFree: number;
  /** [stem][frame]: 1 where a lead sounds and has fewer. */
  readonly lost: readonly Uint8Array[];
}

/**
 * Share of the power in one ERB filter that the next one takes in: (1 + pg) exp(-pg) with pg = 4, one bandwidth away
 * (see `erb.ts`).
 */
export const SPILL: number = 5 * exp(-4);

/** Excitation less what spills in from both sides, frame by frame; three rounds leave less than 0.1 dB. */
function sourceOf(power: Float32Array): Float32Array {
  let source = power;
  for (let round = 0; round < 3; round++) {
    const before = source;
    source = power.map((each, n) => {
      const b = n % ERB_BANDS;
      const spilt = (b > 0 ? (before[n - 1] as number) : 0) + (b < ERB_BANDS - 1 ? (before[n + 1] as number) : 0);
      return Math.max(0, each - SPILL * spilt);
    });
  }
  return source;
}

export function coverOf(stems: readonly HeardStem[]): Cover {
  const frames = Math.max(0, ...stems.map(({ trace }) => trace.cents.length));
  const power = stems.map(({ trace: { excitation }, gainsDb, rideDb }) => {
    const gains = gainsDb.map((gain) => powerFromDecibels(gain));
    const out = new Float32Array(frames * ERB_BANDS);
    for (let at = 0, n = 0; n < excitation.length; at++) {
      const ride = rideDb === null ? 1 : powerFromDecibels(rideDb[at] ?? 0);
      for (let b = 0; b < ERB_BANDS; b++, n++)
        out[n] = (powers[excitation[n] as number] as number) * (gains[b] as number) * ride;
    }
    return out;
  });
  const most = power.map((own) => {
    const of = new Float32Array(frames);
    for (let n = 0, at = 0; at < frames; at++)
      for (let b = 0; b < ERB_BANDS; b++, n++) if ((own[n] as number) > (of[at] as number)) of[at] = own[n] as number;
    return of;
  });
  const sum = new Float64Array(frames * ERB_BANDS);
  for (const own of power) for (let n = 0; n < sum.length; n++) sum[n] = (sum[n] as number) + (own[n] as number);
  const floor = (sum.reduce((total, each) => total + each, 0) / Math.max(1, sum.length)) * QUIET;
  const sounds = most.map((of) => {
    const loudest = of.reduce((top, each) => Math.max(top, each), 0);
    return Uint8Array.from(of, (each) => (each > floor && each >= loudest * FRAME_RANGE ? 1 : 0));
  });
  const present = Array.from({ length: frames }, (_, at) =>
    most.flatMap((of, s) => ((of[at] as number) > 0 ? [s] : [])),
  );
  return { frames, power, source: power.map(sourceOf), sum, most, sounds, present, floor };
}

/** Least power with which a band of a stem counts in a frame. */
export function countsFrom({ most, floor }: Cover, s: number, frame: number): number {
  return Math.max(floor, ((most[s] as Float32Array)[frame] as number) * WITHIN);
}

export function measureCover(cover: Cover, leads: readonly boolean[]): Covered {
  const { frames, power, sum, sounds, present } = cover;
  const masked = power.map(() => 0);
  const counted = power.map(() => 0);
  const lost = power.map(() => new Uint8Array(frames));
  let [free, sounding] = [0, 0];
  for (let at = 0; at < frames; at++) {
    for (const s of present[at] as readonly number[]) {
      if (!(sounds[s] as Uint8Array)[at]) continue;
      const own = power[s] as Float32Array;
      const least = countsFrom(cover, s, at);
      let open = 0;
      for (let b = 0, n = at * ERB_BANDS; b < ERB_BANDS; b++, n++) {
        const here = own[n] as number;
        if (here < least) continue;
        counted[s] = (counted[s] as number) + 1;
        if ((sum[n] as number) - here > here * OVER) masked[s] = (masked[s] as number) + 1;
        else if (SPEECH_BANDS[b]) open++;
      }
      if (!leads[s]) continue;
      sounding++;
      if (open >= LEAST_FREE) free++;
      else (lost[s] as Uint8Array)[at] = 1;
    }
  }
  const total = (of: readonly number[]): number => of.reduce((all, each) => all + each, 0);
  return {
    share: total(masked) / Math.max(1, total(counted)),
    shares: masked.map((each, s) => each / Math.max(1, counted[s] as number)),
    leadFree: sounding > 0 ? free / sounding : 1,
    lost,
  };
}
