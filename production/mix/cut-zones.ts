/** Zones in which moments are cut: two ERBs each, and what a cut does to the bands in and around them. */
import { amplitudeFromDecibels } from "../../foundation/numbers/decibels.ts";
import { type Hertz, movingBellPower } from "../../foundation/sound/index.ts";
import { ERB_BANDS, ERB_CENTRES_HZ, erbFrequency, FIRST_ERB_RATE } from "./erb.ts";

/** Bands of a zone: narrower bells ring longer than the moments ask for, wider ones cut what is needed. */
const WIDTH = 2;
/** Bands whose power changes by less than this share are not looked at. */
const LEAST_CHANGE = 0.07;

export interface CutZone {
  readonly hz: Hertz;
  readonly q: number;
  /** Its own bands. */
  readonly first: number;
  readonly end: number;
  /** Bands that it changes. */
  readonly from: number;
  readonly to: number;
  /** Factor of power of each band with the cut at each of `CUT_STEPS`. */
  readonly powers: readonly Float64Array[];
}

/** How far in a cut can be in a frame of a trace: out, the three frames of its way out, in. */
export const CUT_STEPS: readonly number[] = [0, 1 / 6, 1 / 2, 5 / 6, 1];
export const FULL_CUT: number = CUT_STEPS.length - 1;

/** All zones, for cuts of this depth (dB, less than 0). */
export function cutZones(gainDb: number): CutZone[] {
  const depth = 1 - amplitudeFromDecibels(gainDb);
  const zones: CutZone[] = [];
  for (let first = 0; first < ERB_BANDS; first += WIDTH) {
    const end = Math.min(ERB_BANDS, first + WIDTH);
    const [low, high] = [erbFrequency(FIRST_ERB_RATE + first - 0.5), erbFrequency(FIRST_ERB_RATE + end - 0.5)];
    // Rounded as it stands in the plan.
    const hz = Math.round(Math.sqrt(low * high));
    const q = Math.round((100 * hz) / (high - low)) / 100;
    const powers = CUT_STEPS.map((amount) =>
      Float64Array.from(ERB_CENTRES_HZ, (at) => movingBellPower({ hz, q }, 1 - depth * amount, at)),
    );
    const changed = (b: number): boolean => (powers[FULL_CUT]?.[b] ?? 1) < 1 - LEAST_CHANGE;
    let from = first;
    let to = end;
    while (from > 0 && changed(from - 1)) from--;
    while (to < ERB_BANDS && changed(to)) to++;
    zones.push({ hz, q, first, end, from, to, powers });
  }
  return zones;
}
