/** Counts as people write them: 950, 12.3k, 4.56M. */
export function countLabel(value: number): string {
  const size = Math.abs(value);
  if (size < 10_000) return `${Number.isInteger(value) ? value : Number(value.toPrecision(3))}`;
  if (size < 1_000_000) return `${Number((value / 1000).toPrecision(3))}k`;
  if (size < 1e9) return `${Number((value / 1e6).toPrecision(3))}M`;
  return `${Number((value / 1e9).toPrecision(3))}G`;
}
