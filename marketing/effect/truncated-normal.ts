/** Gaussians that stay above 0. */
import { exp, log } from "../../foundation/numbers/elementary.ts";
import { normalAbove } from "../../foundation/statistics/normal-tail.ts";
import type { Random } from "../../foundation/statistics/random.ts";

const LOG_ROOT_TWO_PI = 0.9189385332046727;
/** Beyond this many deviations the tail is a continued fraction. */
const FAR = -4;

/** Logarithm of the probability of being below z, for a Gaussian of mean 0 and deviation 1; relative error within 1e-3. */
export function logNormalBelow(z: number): number {
  if (z > 6) return 0;
  if (z > FAR) return log(normalAbove(-z));
  // Mills' ratio by its continued fraction (Laplace): 1/(x + 1/(x + 2/(x + 3/(x + ...)))).
  const x = -z;
  let fraction = x;
  for (let k = 8; k >= 1; k--) fraction = x + k / fraction;
  return -0.5 * x * x - LOG_ROOT_TWO_PI - log(fraction);
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
