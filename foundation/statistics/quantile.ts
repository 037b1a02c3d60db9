/** The value that a share of the rising values stays below, between neighbours in a straight line (R. Hyndman, Y. Fan 1996, type 7). */

/** @param rising at least one value, least first @param share 0 to 1 */
export function quantile(rising: ArrayLike<number>, share: number): number {
  const at = share * (rising.length - 1);
  const low = Math.floor(at);
  const high = Math.min(rising.length - 1, low + 1);
  return (rising[low] as number) + (at - low) * ((rising[high] as number) - (rising[low] as number));
}

/** The middle 90 % of values in any order. */
export function middle90(values: Iterable<number>): [number, number] {
  const rising = Float64Array.from(values).sort();
  return [quantile(rising, 0.05), quantile(rising, 0.95)];
}
