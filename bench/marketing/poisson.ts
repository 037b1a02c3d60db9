/** Counts that events of a steady rate make. */
import type { Random } from "../../foundation/statistics/random.ts";

/** Poisson's distribution: by products of uniform numbers (D. Knuth, TAOCP 2, 3.4.1), rounded normal from 60 on. */
export function poisson(mean: number, random: Random): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
  let count = 0;
  for (let product = random.uniform(); product > Math.exp(-mean); count++) product *= random.uniform();
  return count;
}
