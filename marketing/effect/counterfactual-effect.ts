/** `effect counterfactual`: what happened against what the controls say would have happened. */
import { quantile } from "../../foundation/statistics/quantile.ts";
import { createRandom } from "../../foundation/statistics/random.ts";
import { structuralDraws } from "./structural-model.ts";

export interface CounterfactualQuestion {
  /** Rows, both included. The post-period begins after the pre-period ends. */
  readonly pre: readonly [number, number];
  readonly post: readonly [number, number];
  /** Expected standard deviation of a step of the level, in those of the series: 0.01 for series that controls explain. */
  readonly levelDeviation: number;
  readonly seed: number;
}

export interface EffectSummary {
  readonly actual: number;
  readonly predicted: number;
  readonly effect: number;
  /** Standard deviation of what is believed of the effect. */
  readonly sd: number;
  readonly interval95: readonly [number, number];
}

export interface CounterfactualEffect {
  readonly average: EffectSummary;
  readonly cumulative: EffectSummary;
  readonly relativePercent: { readonly effect: number; readonly interval95: readonly [number, number] };
  /** One-sided tail area of no effect. */
  readonly p: number;
  readonly predicted: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** How often each control was in the regression. */
  readonly inclusion: readonly number[];
}

export function counterfactualEffect(
  series: Float64Array,
  controls: readonly Float64Array[],
  { pre, post, levelDeviation, seed }: CounterfactualQuestion,
): CounterfactualEffect {
  const length = pre[1] - pre[0] + 1;
  const gap = post[0] - pre[1] - 1;
  const total = post[1] - pre[0] + 1;
  const window = (values: Float64Array): Float64Array => values.slice(pre[0], post[1] + 1);
  const { paths, inclusion } = structuralDraws(
    window(series),
    controls.map(window),
    length,
    total,
    { levelDeviation },
    createRandom(seed),
  );
  const days = post[1] - post[0] + 1;
  const actual = series.slice(post[0], post[1] + 1);
  const observed = actual.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0);
  const sums = paths.map((path) =>
    actual.reduce((sum, value, at) => sum + (Number.isNaN(value) ? 0 : (path[gap + at] as number)), 0),
  );
  const predicted = sums.reduce((sum, value) => sum + value, 0) / sums.length;
  const effects = sums.map((value) => observed - value).sort((a, b) => a - b);
  const spread = Math.sqrt(sums.reduce((sum, value) => sum + (value - predicted) ** 2, 0) / (sums.length - 1));
  const interval = (scale: number): readonly [number, number] => [
    quantile(effects, 0.025) / scale,
    quantile(effects, 0.975) / scale,
  ];
  const summary = (scale: number): EffectSummary => ({
    actual: observed / scale,
    predicted: predicted / scale,
    effect: (observed - predicted) / scale,
    sd: spread / scale,
    interval95: interval(scale),
  });
  const above = effects.filter((effect) => effect >= 0).length;
  const [low, high] = interval(1);
  const daily = Array.from({ length: days }, (_, at) =>
    paths.map((path) => path[gap + at] as number).sort((a, b) => a - b),
  );
  return {
    average: summary(days),
    cumulative: summary(1),
    relativePercent: {
      effect: (100 * (observed - predicted)) / predicted,
      interval95: [(100 * low) / predicted, (100 * high) / predicted],
    },
    p: Math.min(above + 1, effects.length - above + 1) / (effects.length + 1),
    predicted: daily.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length),
    low: daily.map((values) => quantile(values, 0.025)),
    high: daily.map((values) => quantile(values, 0.975)),
    inclusion,
  };
}
