/** What measured campaigns say of places, before the next money is spent. */
import { exp, log } from "../../foundation/numbers/elementary.ts";
import { normalQuantile } from "../../foundation/statistics/normal-quantile.ts";
import type { Place } from "./spend-plan.ts";

export interface MeasuredGain {
  readonly places: readonly string[];
  /** Units for a unit of money, with the ends of the 90 % interval; nothing and less count as a twentieth of the high end. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Half-width of 90 % in standard deviations. */
const TWO_SIDED_90: number = normalQuantile(0.95);
/** All places together are known to this before anything is measured (logs): a factor of two. */
const COMMON = 0.42;
/** A campaign that comes again meets other songs, ads and days (logs). */
const AGAIN = 0.25;
const LEAST = 1 / 20;

/**
 * Places with gains moved by what was measured: all of them as far as the level was wrong, those of the campaign as far
 * as they differ from it. Normal in logarithms: one level for all, one deviation a place.
 */
export function informedPlaces(places: readonly Place[], measured: readonly MeasuredGain[]): Place[] {
  let levelPrecision = 1 / COMMON ** 2;
  let levelSum = 0;
  const seen = measured.flatMap(({ places: names, value, low, high }) => {
    const own = places.filter(({ id }) => names.includes(id));
    if (own.length === 0) return [];
    const assumed = own.reduce((sum, { gain }) => sum + gain, 0) / own.length;
    // Of a campaign that took streams away the logarithm is that of nearly nothing.
    const top = high > 0 ? high : assumed * LEAST;
    const least = top * LEAST;
    const error = (log(top) - log(Math.max(low, least))) / (2 * TWO_SIDED_90);
    const variance = error * error + AGAIN * AGAIN;
    const off = log(Math.max(value, least) / assumed);
    const spread = own.reduce((sum, { deviation }) => sum + deviation * deviation, 0) / own.length ** 2;
    levelPrecision += 1 / (variance + spread);
    levelSum += off / (variance + spread);
    return [{ own: own.map(({ id }) => id), off, variance }];
  });
  const level = levelSum / levelPrecision;
  return places.map((place) => {
    let precision = 1 / place.deviation ** 2;
    let sum = 0;
    for (const { own, off, variance } of seen) {
      if (!own.includes(place.id)) continue;
      // A campaign in several places says of each as much less.
      const weight = 1 / (variance * own.length);
      precision += weight;
      sum += weight * (off - level);
    }
    return { ...place, gain: place.gain * exp(level + sum / precision), deviation: Math.sqrt(1 / precision) };
  });
}
