/** Keys as the numbers that profileCorrelations gives them. */
import type { Key } from "../score-analysis.ts";

/** Keys as numbers: tonic, and 12 more for minor. */
export function keyOfCode(code: number): Key {
  return { tonic: code % 12, mode: code < 12 ? "major" : "minor" };
}
