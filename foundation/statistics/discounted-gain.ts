/** How much of what the best order gives an order gives. */
import { log2 } from "../numbers/elementary.ts";

/**
 * Normalised discounted cumulative gain over the first `depth` places, gains as they are: K. Järvelin, J. Kekäläinen,
 * "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002, with the usual discount log2(1 + place).
 *
 * @param gains in the order to judge, the best possible order is made of the same gains; 0 or more, some over 0
 */
export function normalisedGain(gains: readonly number[], depth: number): number {
  const sum = (list: readonly number[]): number =>
    list.slice(0, depth).reduce((total, gain, at) => total + gain / log2(at + 2), 0);
  return sum(gains) / sum([...gains].sort((a, b) => b - a));
}
