/** Do chains agree? A. Gelman et al., Bayesian Data Analysis, 3rd edition, 2013, section 11.4. */

/**
 * Each chain is cut in halves; 1 where all halves say the same, more where they do not (over 1.05 is commonly too much).
 *
 * @param chains draws of one quantity, at least 4 in each, chains of the same length
 */
export function splitRHat(chains: readonly ArrayLike<number>[]): number {
  const halves = chains.flatMap((chain) => {
    const half = chain.length >> 1;
    return [slice(chain, 0, half), slice(chain, chain.length - half, chain.length)];
  });
  const length = halves[0]?.length ?? 0;
  const means = halves.map((values) => values.reduce((sum, value) => sum + value, 0) / length);
  const all = means.reduce((sum, value) => sum + value, 0) / means.length;
  const between = (length * means.reduce((sum, value) => sum + (value - all) ** 2, 0)) / (means.length - 1);
  const within =
    halves.reduce(
      (sum, values, at) =>
        sum + values.reduce((squares, value) => squares + (value - (means[at] as number)) ** 2, 0) / (length - 1),
      0,
    ) / halves.length;
  if (within === 0) return between === 0 ? 1 : Number.POSITIVE_INFINITY;
  return Math.sqrt((((length - 1) / length) * within + between / length) / within);
}

function slice(values: ArrayLike<number>, from: number, until: number): number[] {
  return Array.from({ length: until - from }, (_, at) => values[from + at] as number);
}
