/** Counts and walks for made-up worlds. */
import { exp, log } from "../../foundation/numbers/elementary.ts";
import type { Random } from "../../foundation/statistics/random.ts";

/** Poisson: by inversion up to 30, beyond that a rounded Gaussian. */
export function poisson(random: Random, mean: number): number {
  if (!(mean > 0)) return 0;
  if (mean > 30) return Math.max(0, Math.round(random.normal(mean, Math.sqrt(mean))));
  let u = random.bits() / 4294967296;
  // exp(-m) >= 1 - m: most cells of a quiet place end here.
  if (u < 1 - mean) return 0;
  let p = exp(-mean);
  let count = 0;
  while (u >= p && count < 200) {
    u -= p;
    count++;
    p *= mean / count;
  }
  return count;
}

/** A stationary walk: deviation `spread`, memory of `days`; drawn once a week and straight between. */
export function walk(random: Random, length: number, spread: number, days: number): Float64Array {
  const keep = exp(-7 / days);
  const fresh = spread * Math.sqrt(1 - keep * keep);
  const out = new Float64Array(length);
  let here = random.normal(0, spread);
  for (let from = 0; from < length; from += 7) {
    const next = keep * here + random.normal(0, fresh);
    for (let day = from; day < Math.min(length, from + 7); day++) out[day] = here + ((next - here) * (day - from)) / 7;
    here = next;
  }
  return out;
}

/** Between `low` and `high`, each factor as likely. */
export function logUniform(random: Random, low: number, high: number): number {
  return low * exp(random.uniform(0, log(high / low)));
}
