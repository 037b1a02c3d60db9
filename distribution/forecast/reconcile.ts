/**
 * Forecasts of a hierarchy brought together, so that the parts add up to the total exactly: minimum trace
 * reconciliation (S. L. Wickramasuriya, G. Athanasopoulos, R. J. Hyndman, JASA 114, 2019),
 *   b = (S' W^-1 S)^-1 S' W^-1 y,  all = S b,
 * with W the identity ("ols"), the number of bottom series below each ("structural"), the mean squares of past errors
 * ("diagonal"), or their covariance shrunk towards the diagonal ("shrunk": J. Schaefer, K. Strimmer, SAGMB 4, 2005); or
 * the bottom forecasts as they are.
 */
import { solveSymmetric } from "../../foundation/statistics/ridge.ts";

export type ReconcileMethod = "bottom-up" | "ols" | "structural" | "diagonal" | "shrunk";

export interface Hierarchy {
  /** Names of the series that add up to others, in the order of the columns of `sums`. */
  readonly bottom: readonly string[];
  /** One for each series, bottom ones too: which bottom series it is the sum of (places in `bottom`). */
  readonly nodes: readonly { readonly id: string; readonly of: readonly number[] }[];
}

/**
 * `forecasts`: a row of steps for each node, in the order of the nodes. `errors`: past errors of each node, of equal
 * length, for "diagonal" and "shrunk". Gives rows in the same order; every node is the sum of its bottom rows to the last bit.
 * Throws RangeError where rows are missing or of different lengths, or a bottom series has no node of its own.
 */
export function reconcile(
  hierarchy: Hierarchy,
  forecasts: readonly ArrayLike<number>[],
  method: ReconcileMethod,
  errors?: readonly ArrayLike<number>[],
): Float64Array[] {
  const { bottom, nodes } = hierarchy;
  const steps = forecasts[0]?.length ?? 0;
  if (forecasts.length !== nodes.length || forecasts.some((row) => row.length !== steps))
    throw new RangeError(`expected ${nodes.length} rows of the same length`);
  const leaves = bottom.map((id) => nodes.findIndex((node) => node.id === id && node.of.length === 1));
  if (leaves.some((leaf, b) => leaf < 0 || nodes[leaf]!.of[0] !== b))
    throw new RangeError("each bottom series needs a node of its own");
  const rows: Float64Array[] =
    method === "bottom-up"
      ? leaves.map((leaf) => Float64Array.from(forecasts[leaf]!))
      : generalised(hierarchy, forecasts, weightMatrix(hierarchy, method, errors));
  return nodes.map(({ of }) => {
    const sum = new Float64Array(steps);
    for (const b of of) for (let h = 0; h < steps; h++) sum[h] = sum[h]! + rows[b]![h]!;
    return sum;
  });
}

/** W, positive definite. */
function weightMatrix(
  { nodes }: Hierarchy,
  method: Exclude<ReconcileMethod, "bottom-up">,
  errors: readonly ArrayLike<number>[] | undefined,
): number[][] {
  const diagonal = (of: (at: number) => number): number[][] =>
    nodes.map((_, i) => nodes.map((__, j) => (i === j ? of(i) : 0)));
  if (method === "ols") return diagonal(() => 1);
  if (method === "structural") return diagonal((at) => nodes[at]!.of.length);
  const count = errors?.[0]?.length ?? 0;
  if (!errors || errors.length !== nodes.length || count < 2 || errors.some((row) => row.length !== count))
    throw new RangeError(`"${method}" needs at least 2 past errors of each of ${nodes.length} nodes`);
  const covariance = shrunkCovariance(errors, count);
  return method === "diagonal" ? diagonal((at) => covariance[at]![at]!) : covariance;
}

/** Covariance around 0 (errors of forecasts), off-diagonals drawn towards 0 by how uncertain the correlations are. */
export function shrunkCovariance(errors: readonly ArrayLike<number>[], count: number): number[][] {
  const size = errors.length;
  const covariance = errors.map((a) =>
    errors.map((b) => {
      let sum = 0;
      for (let t = 0; t < count; t++) sum += (a[t]! * b[t]!) / count;
      return sum;
    }),
  );
  const least = 1e-9 * Math.max(...covariance.map((row, i) => row[i]!), 1e-300);
  for (let i = 0; i < size; i++) covariance[i]![i] = Math.max(covariance[i]![i]!, least);
  let above = 0;
  let below = 0;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      if (i === j) continue;
      const unit = Math.sqrt(covariance[i]![i]! * covariance[j]![j]!);
      const r = covariance[i]![j]! / unit;
      for (let t = 0; t < count; t++)
        above += ((errors[i]![t]! * errors[j]![t]!) / unit - r) ** 2 / (count * (count - 1));
      below += r * r;
    }
  const shrink = below > 0 ? Math.min(1, Math.max(0, above / below)) : 1;
  return covariance.map((row, i) => row.map((value, j) => (i === j ? value : (1 - shrink) * value)));
}

/** Generalised least squares for the bottom rows. */
function generalised(
  { bottom, nodes }: Hierarchy,
  forecasts: readonly ArrayLike<number>[],
  weights: readonly (readonly number[])[],
): Float64Array[] {
  const steps = forecasts[0]!.length;
  // Columns of W^-1 S.
  const columns = bottom.map((_, b) =>
    solveSymmetric(
      weights,
      nodes.map(({ of }) => (of.includes(b) ? 1 : 0)),
    ),
  );
  const normal = bottom.map((_, i) =>
    bottom.map((__, j) => nodes.reduce((sum, { of }, n) => sum + (of.includes(i) ? columns[j]![n]! : 0), 0)),
  );
  const rows = bottom.map(() => new Float64Array(steps));
  for (let h = 0; h < steps; h++) {
    const right = columns.map((column) => column.reduce((sum, value, n) => sum + value * forecasts[n]![h]!, 0));
    solveSymmetric(normal, right).forEach((value, b) => {
      rows[b]![h] = value;
    });
  }
  return rows;
}
