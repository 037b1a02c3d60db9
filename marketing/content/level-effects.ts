/** What the levels of a factor do to a post, as chances and ratios. */
import { exp } from "../../foundation/numbers/elementary.ts";
import { quantile } from "../../foundation/statistics/quantile.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import type { KeptFit } from "./account-fit.ts";
import type { Factor, FactorKind } from "./post-factors.ts";

export interface LevelEffect {
  readonly level: string;
  readonly posts: number;
  /** Outcome in units of what the account's posts of this factor reach on average. */
  readonly ratio: number;
  readonly interval90: readonly [number, number];
  /** Chance that no other level does better. */
  readonly chanceBest: number;
  /** Mean part of the outcome lost by always choosing it, against always choosing the best. */
  readonly expectedLoss: number;
}

export interface FactorEffects {
  readonly factor: string;
  readonly kind: FactorKind;
  /** The most promising first. */
  readonly levels: readonly LevelEffect[];
  /** Names of the levels, means of their log effects and the covariance of these, in the order of the factor. */
  readonly names: readonly string[];
  readonly mean: readonly number[];
  readonly covariance: readonly (readonly number[])[];
}

const DRAWS = 4000;

/** Effects of the account's factors, in their order. */
export function levelEffects({ factors, baseline, fit }: KeptFit, random: Random): FactorEffects[] {
  let at = baseline.reduce((sum, { columns }) => sum + columns.length, 0);
  const size = fit.coefficients.length;
  return factors.map((factor) => {
    const from = at;
    at += factor.levels.length;
    const mean = factor.levels.map((_, level) => fit.coefficients[from + level] as number);
    const covariance = factor.levels.map((_, a) =>
      factor.levels.map((__, b) => fit.covariance[(from + a) * size + from + b] as number),
    );
    const levels = effectsOf(factor, mean, covariance, random);
    return { factor: factor.name, kind: factor.kind, levels, names: factor.levels, mean, covariance };
  });
}

function effectsOf(
  { levels, of }: Factor,
  mean: readonly number[],
  covariance: readonly (readonly number[])[],
  random: Random,
): LevelEffect[] {
  const posts = levels.map((_, level) => of.reduce((sum, each) => sum + Number(each === level), 0));
  const total = posts.reduce((sum, count) => sum + count, 0);
  const root = choleskyOf(covariance);
  const draws = levels.map(() => new Float64Array(DRAWS));
  const best = new Float64Array(levels.length);
  const loss = new Float64Array(levels.length);
  const normal = new Float64Array(levels.length);
  const drawn = new Float64Array(levels.length);
  for (let draw = 0; draw < DRAWS; draw++) {
    for (let k = 0; k < normal.length; k++) normal[k] = random.normal();
    let middle = 0;
    let highest = 0;
    for (let a = 0; a < drawn.length; a++) {
      let value = mean[a] as number;
      for (let b = 0; b <= a; b++) value += ((root[a] as Float64Array)[b] as number) * (normal[b] as number);
      drawn[a] = value;
      middle += (value * (posts[a] as number)) / total;
      if (value > (drawn[highest] as number)) highest = a;
    }
    best[highest]!++;
    for (let a = 0; a < drawn.length; a++) {
      (draws[a] as Float64Array)[draw] = (drawn[a] as number) - middle;
      loss[a]! += (1 - exp((drawn[a] as number) - (drawn[highest] as number))) / DRAWS;
    }
  }
  return levels
    .map((level, a): LevelEffect => {
      const sorted = (draws[a] as Float64Array).sort();
      return {
        level,
        posts: posts[a] as number,
        ratio: exp(quantile(sorted, 0.5)),
        interval90: [exp(quantile(sorted, 0.05)), exp(quantile(sorted, 0.95))],
        chanceBest: (best[a] as number) / DRAWS,
        expectedLoss: loss[a] as number,
      };
    })
    .sort((a, b) => b.ratio - a.ratio || b.posts - a.posts);
}

function choleskyOf(matrix: readonly (readonly number[])[]): Float64Array[] {
  const root = matrix.map(() => new Float64Array(matrix.length));
  for (let i = 0; i < matrix.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = (matrix[i] as readonly number[])[j] as number;
      for (let k = 0; k < j; k++) {
        sum -= ((root[i] as Float64Array)[k] as number) * ((root[j] as Float64Array)[k] as number);
      }
      // Rounding may leave a variance of nothing a little under it.
      if (i === j) (root[i] as Float64Array)[i] = Math.sqrt(Math.max(0, sum));
      else {
        const pivot = (root[j] as Float64Array)[j] as number;
        (root[i] as Float64Array)[j] = pivot > 1e-12 ? sum / pivot : 0;
      }
    }
  }
  return root;
}
