/** Which of several classes something belongs to: a linear discriminant for each pair, and the pairs taken together. */
import { exp, log } from "../numbers/elementary.ts";
import { solveSymmetric } from "./ridge.ts";

export interface LabelledRow {
  readonly x: readonly number[];
  /** From 0. */
  readonly label: number;
  /** How much it counts, over 0. */
  readonly weight: number;
}

/** Between two classes: over 0 where `weights` times the standardised variables plus `constant` speaks for `first`. */
export interface PairDiscriminant {
  readonly first: number;
  readonly second: number;
  readonly weights: readonly number[];
  readonly constant: number;
}

export interface PairwiseModel {
  readonly mean: readonly number[];
  /** Standard deviation of each variable, over 0. */
  readonly spread: readonly number[];
  readonly classes: number;
  readonly pairs: readonly PairDiscriminant[];
}

/** Standardised variables count within this only: one that is far out is no proof. */
const FARTHEST = 3;
/** No pair is ever surer than 1 to this. */
const DOUBT = 0.02;

/**
 * R. A. Fisher, The use of multiple measurements in taxonomic problems, Annals of Eugenics 7, 1936, for each pair of
 * classes, both counted the same. The covariance within the pair is shrunk towards the unit matrix by `shrinkage`
 * (0 to 1; J. H. Friedman, Regularized discriminant analysis, JASA 84, 1989). Throws RangeError without rows. Classes
 * without rows have no pairs and no probability.
 */
export function fitPairwise(rows: readonly LabelledRow[], classes: number, shrinkage: number): PairwiseModel {
  const [first] = rows;
  if (!first) throw new RangeError("discriminants need rows");
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const average = (of: (row: LabelledRow) => number): number =>
    rows.reduce((sum, row) => sum + (row.weight / total) * of(row), 0);
  const mean = first.x.map((_, k) => average(({ x }) => x[k] as number));
  const spread = first.x.map((_, k) =>
    Math.max(1e-6, Math.sqrt(average(({ x }) => ((x[k] as number) - (mean[k] as number)) ** 2))),
  );
  const moments = Array.from({ length: classes }, (_, label) =>
    momentsOf(
      rows.filter((row) => row.label === label).map(({ x, weight }) => ({ z: standardised(mean, spread, x), weight })),
      mean.length,
    ),
  );
  const pairs: PairDiscriminant[] = [];
  moments.forEach((a, one) => {
    moments.slice(0, one).forEach((b, other) => {
      if (a === null || b === null) return;
      const covariance = a.covariance.map((row, i) =>
        row.map((value, j) => {
          const shared = (1 - shrinkage) * 0.5 * (value + ((b.covariance[i] as number[])[j] as number));
          return i === j ? shared + shrinkage : shared;
        }),
      );
      const weights = solveSymmetric(
        covariance,
        a.centre.map((value, k) => value - (b.centre[k] as number)),
      );
      const constant =
        -0.5 * weights.reduce((sum, w, k) => sum + w * ((a.centre[k] as number) + (b.centre[k] as number)), 0);
      pairs.push({ first: one, second: other, weights, constant });
    });
  });
  return { mean, spread, classes, pairs };
}

interface Moments {
  readonly centre: readonly number[];
  readonly covariance: readonly (readonly number[])[];
}

function momentsOf(rows: readonly { z: readonly number[]; weight: number }[], count: number): Moments | null {
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) return null;
  const centre = new Array<number>(count).fill(0);
  for (const { z, weight } of rows)
    for (let k = 0; k < count; k++) centre[k] = (centre[k] as number) + (weight / total) * (z[k] as number);
  const covariance = centre.map(() => new Array<number>(count).fill(0));
  for (const { z, weight } of rows)
    for (let i = 0; i < count; i++) {
      const row = covariance[i] as number[];
      const scale = (weight / total) * ((z[i] as number) - (centre[i] as number));
      for (let j = 0; j < count; j++) row[j] = (row[j] as number) + scale * ((z[j] as number) - (centre[j] as number));
    }
  return { centre, covariance };
}

function standardised(mean: readonly number[], spread: readonly number[], x: readonly number[]): number[] {
  return x.map((value, k) =>
    Math.max(-FARTHEST, Math.min(FARTHEST, (value - (mean[k] as number)) / (spread[k] as number))),
  );
}

/**
 * Probabilities of the classes, adding up to 1: each in proportion to the root of the product of its pairs' (in the
 * spirit of T. Hastie, R. Tibshirani, Classification by pairwise coupling, Annals of Statistics 26, 1998, without
 * iteration).
 */
export function pairwiseProbabilities(model: PairwiseModel, x: readonly number[]): number[] {
  const z = standardised(model.mean, model.spread, x);
  const scores = new Array<number>(model.classes).fill(-Infinity);
  const add = (label: number, probability: number): void => {
    const before = scores[label] as number;
    scores[label] = (before === -Infinity ? 0 : before) + 0.5 * log(probability + DOUBT);
  };
  for (const { first, second, weights, constant } of model.pairs) {
    const score = weights.reduce((sum, weight, k) => sum + weight * (z[k] as number), constant);
    const probability = 1 / (1 + exp(-Math.max(-30, Math.min(30, score))));
    add(first, probability);
    add(second, 1 - probability);
  }
  const most = Math.max(...scores);
  const shares = scores.map((score) => (score === -Infinity ? 0 : exp(score - most)));
  const sum = shares.reduce((all, share) => all + share, 0);
  return shares.map((share) => share / sum);
}
