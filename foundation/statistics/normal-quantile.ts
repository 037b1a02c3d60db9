/** M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, 1964, 26.2.23: within 4.5e-4 of the true value. */
import { log } from "../numbers/elementary.ts";

/** The value that a Gaussian of mean 0 and deviation 1 stays below with probability p, over 0 and under 1. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a probability over 0 and under 1, given ${p}`);
  const tail = Math.min(p, 1 - p);
  const t = Math.sqrt(-2 * log(tail));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  const z = t - above / below;
  return p < 0.5 ? -z : z;
}
