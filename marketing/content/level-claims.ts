/**
 * Which level of a factor may be said to do better than the rest, so that an account where nothing matters is told
 * something in at most ALARM of all cases, whatever is looked at.
 *
 * Posts are shuffled: how often would the best of all levels look this good, had the levels nothing to do with the
 * outcome? (Maximum over all, P. H. Westfall, S. S. Young, Resampling-Based Multiple Testing, 1993.) Outcomes stand as
 * normal scores, which lose nothing against the mean where noise is normal and gain where it is not (H. Chernoff,
 * I. R. Savage, Ann. Math. Stat. 29, 1958).
 */
import { normalQuantile } from "../../foundation/statistics/normal-quantile.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import { type Factor, LEAST_POSTS } from "./post-factors.ts";

/** Of all alarms, the first factor gets nearly all: formats matter in general, hours and emoji hardly. */
export const ALARM = { first: 0.045, others: 0.002 } as const;
const SHUFFLES = 9_999;
/** Shuffles that looked better, after which nothing is left to find (J. Besag, P. Clifford, Biometrika 78, 1991). */
const ENOUGH = 25;

export interface LevelClaim {
  readonly factor: string;
  readonly level: string;
  /** Chance that the best of all that was looked at would seem this good, were nothing there. */
  readonly p: number;
}

interface Contrast {
  readonly factor: string;
  readonly level: string;
  /** Of unit length, apart from the baseline. */
  readonly column: Float64Array;
}

/**
 * @param outcome of each post, without its baseline
 * @param factors to look at together
 * @param apart columns that the levels are compared apart from: of the baseline, and of factors that come first
 */
export function bestLevel(
  outcome: Float64Array,
  factors: readonly Factor[],
  apart: readonly Float64Array[],
  random: Random,
): LevelClaim | null {
  const basis = orthonormal(apart);
  const contrasts = factors.flatMap((factor) =>
    factor.levels.flatMap((level, at): Contrast[] => {
      const column = Float64Array.from(factor.of, (of) => (of === at ? 1 : 0));
      if (column.reduce((sum, each) => sum + each, 0) < LEAST_POSTS) return [];
      // Posts without a level are compared with none.
      const rest = Float64Array.from(factor.of, (of) => (of < 0 ? 1 : 0));
      const length = reduce(column, [...basis, ...orthonormal([rest], basis)]);
      return length > 1e-3 ? [{ factor: factor.name, level, column }] : [];
    }),
  );
  const scores = normalScores(outcome);
  const best = highest(contrasts, scores);
  if (!best) return null;
  const looked = columnsOf(contrasts);
  const shuffled = Float64Array.from(scores);
  let better = 0;
  let shuffles = 0;
  while (shuffles < SHUFFLES && better < ENOUGH) {
    shuffles++;
    for (let at = shuffled.length - 1; at > 0; at--) {
      const other = random.integer(0, at);
      const kept = shuffled[at] as number;
      shuffled[at] = shuffled[other] as number;
      shuffled[other] = kept;
    }
    if (exceeds(looked, shuffled, best.height)) better++;
  }
  return { factor: best.factor, level: best.level, p: (better + 1) / (shuffles + 1) };
}

function highest(
  contrasts: readonly Contrast[],
  scores: Float64Array,
): { readonly factor: string; readonly level: string; readonly height: number } | null {
  let best: { factor: string; level: string; height: number } | null = null;
  for (const { factor, level, column } of contrasts) {
    const height = dot(column, scores);
    if (!best || height > best.height) best = { factor, level, height };
  }
  return best;
}

function columnsOf(contrasts: readonly Contrast[]): Float64Array[] {
  return contrasts.map(({ column }) => column);
}

function exceeds(columns: readonly Float64Array[], scores: Float64Array, height: number): boolean {
  return columns.some((column) => dot(column, scores) >= height);
}

/** Ranks as quantiles of the normal distribution (B. L. van der Waerden, 1952). */
function normalScores(values: Float64Array): Float64Array {
  const order = Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number));
  const scores = new Float64Array(values.length);
  order.forEach((post, rank) => {
    scores[post] = normalQuantile((rank + 1) / (values.length + 1));
  });
  return scores;
}

function orthonormal(columns: readonly Float64Array[], before: readonly Float64Array[] = []): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const column of columns) {
    const own = Float64Array.from(column);
    if (reduce(own, [...before, ...basis]) > 1e-6) basis.push(own);
  }
  return basis;
}

/** Takes the part along an orthonormal basis out of a column and gives it unit length; answers what was left of it. */
function reduce(column: Float64Array, basis: readonly Float64Array[]): number {
  const before = Math.sqrt(dot(column, column));
  for (const direction of basis) {
    const along = dot(column, direction);
    for (let at = 0; at < column.length; at++) column[at]! -= along * (direction[at] as number);
  }
  const length = Math.sqrt(dot(column, column));
  if (before === 0 || length < 1e-9) return 0;
  for (let at = 0; at < column.length; at++) column[at]! /= length;
  return length / before;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] as number) * (b[at] as number);
  return sum;
}
