/** M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, 1964, 26.2.17: within 7.5e-8 of the true value. */
import { exp } from "../numbers/elementary.ts";

/** Probability that a Gaussian of mean 0 and deviation 1 is above z. */
export function normalAbove(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return z > 0 ? tail : 1 - tail;
}
