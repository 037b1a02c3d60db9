/** Many tests at once. */

/**
 * Adjusted p-values: announcing those at or under q keeps the expected share of false ones among the announced at or
 * under q, for independent and for positively dependent tests (Y. Benjamini, Y. Hochberg, JRSS B 57 (1995) 289-300;
 * Y. Benjamini, D. Yekutieli, Annals of Statistics 29 (2001) 1165-1188).
 */
export function falseDiscoveryAdjusted(p: readonly number[]): number[] {
  const order = p.map((_, at) => at).sort((a, b) => (p[b] as number) - (p[a] as number));
  const adjusted = p.map(() => 1);
  let least = 1;
  for (const [place, at] of order.entries()) {
    const rank = p.length - place;
    least = Math.min(least, ((p[at] as number) * p.length) / rank);
    adjusted[at] = least;
  }
  return adjusted;
}
