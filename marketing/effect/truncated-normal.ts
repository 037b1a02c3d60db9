/** Gaussians that stay above 0. */
import { exp, log } from "../../foundation/numbers/elementary.ts";
import { normalAbove } from "../../foundation/statistics/normal-tail.ts";
import type { Random } from "../../foundation/statistics/random.ts";

const ROOT_TWO_PI = 2.5066282746310002;
/** Beyond this many deviations the tail is a continued fraction. */
const FAR = -4;
const LOW = -12;
const STEPS = 256;
/** From here on nothing of the normal distribution is missing. */
export const ALL_BELOW = 6;

let table: Float64Array | null = null;

/**
 * exp(z²/2) times the probability of being below z, for a Gaussian of mean 0 and deviation 1 and z up to 6: what is left of a
 * Gaussian's weight when it must stay above 0. Relative error within 2e-4 (between tabled values in a straight line).
 */
export function weightAboveZero(z: number): number {
  if (z < LOW) return (1 - 1 / (z * z)) / (-z * ROOT_TWO_PI);
  table ??= Float64Array.from({ length: (ALL_BELOW - LOW) * STEPS + 2 }, (_, at) => exact(LOW + at / STEPS));
  const place = (z - LOW) * STEPS;
  const at = Math.floor(place);
  const low = table[at] as number;
  return low + (place - at) * ((table[at + 1] as number) - low);
}

function exact(z: number): number {
  if (z > FAR) return exp(0.5 * z * z) * normalAbove(-z);
  // Mills' ratio by its continued fraction (Laplace): 1/(x + 1/(x + 2/(x + 3/(x + ...)))).
  let fraction = -z;
  for (let k = 12; k >= 1; k--) fraction = -z + k / fraction;
  return 1 / (fraction * ROOT_TWO_PI);
}

/** One draw above 0: plain rejection near the mean, C. Robert's exponential proposal in the tail (1995, Stat. Comput. 5). */
export function truncatedNormal(mean: number, deviation: number, random: Random): number {
  const low = -mean / deviation;
  if (low < 0.4) {
    for (;;) {
      const value = mean + deviation * random.normal();
      if (value >= 0) return value;
    }
  }
  const rate = (low + Math.sqrt(low * low + 4)) / 2;
  for (;;) {
    const z = low - log(1 - random.uniform()) / rate;
    if (random.uniform() <= exp(-0.5 * (z - rate) ** 2)) return mean + deviation * z;
  }
}
