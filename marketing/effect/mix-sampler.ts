/**
 * Draws from what the data leave possible of a media mix: y = baseline + Σ weight · column + noise. Baseline and weights are
 * integrated out where a carry-over and curve is drawn, so that every step is drawn exactly: no proposals, nothing to tune
 * (collapsed Gibbs sampling: J. Liu 1994, JASA 89). Weights are 0 or more: with some chance nothing, else half normal.
 */
import { exp } from "../../foundation/numbers/elementary.ts";
import type { Random } from "../../foundation/statistics/random.ts";
import { type Baseline, decorrelated, dot, explained, productsWith, withoutBaseline } from "./mix-baseline.ts";
import type { ChannelGrid } from "./mix-grid.ts";
import { inverseGamma } from "./structural-model.ts";
import { ALL_BELOW, truncatedNormal, weightAboveZero } from "./truncated-normal.ts";

export interface MixPriors {
  /** Chance that a channel does nothing. */
  readonly nothing: number;
  /** Scale of the half-normal prior of a weight: a share of the mean of the series. */
  readonly weight: number;
}

/** Many channels together are not believed to bring more than three do. */
export function mixPriors(channels: number): MixPriors {
  return { nothing: 0.15, weight: 0.2 * Math.min(1, 3 / channels) };
}

/** Standard deviation of a weight before any data. */
export function weightSpread({ nothing, weight }: MixPriors): number {
  const some = 1 - nothing;
  return weight * Math.sqrt(some - (some * some * 2) / Math.PI);
}

export interface MixDraw {
  /** The cell of each channel's grid. */
  readonly cells: readonly number[];
  /** Parts of the series' mean that each channel brings. */
  readonly weights: readonly number[];
  readonly setting: number;
  /** Standard deviation of the noise, in means of the series. */
  readonly noise: number;
}

/** What the noise is thought to be, with the weight of two weeks: a tenth of the mean. */
const NOISE_GUESS = 0.01;
const NOISE_WEIGHT = 2;

export interface MixMaterial {
  /** In means of the series. */
  readonly y: Float64Array;
  readonly grids: readonly ChannelGrid[];
  readonly base: Baseline;
  /** For each channel, what its experiments found, in means of the series. */
  readonly experiments: readonly (readonly { readonly incremental: number; readonly sd: number }[])[];
}

export type MixSampler = (random: Random, draws: number, burnIn: number) => MixDraw[];

/** Prepares what all chains need once. */
export function mixSampler({ y, grids, base, experiments }: MixMaterial, priors: MixPriors): MixSampler {
  const weeks = y.length;
  const memories = [...new Set(base.settings.map(({ memory }) => memory))];
  /** Of a column at every setting: its square less what the baseline explains of it. */
  const leftOver = (column: Float64Array): number[] => {
    const each = new Map(
      memories.map((memory) => {
        const weighed = decorrelated(column, memory);
        return [memory, { own: dot(column, weighed), products: productsWith(base, weighed) }];
      }),
    );
    return base.settings.map((setting) => {
      const { own, products } = each.get(setting.memory) as { own: number; products: Float64Array };
      return own - explained(setting, products);
    });
  };
  const squares = grids.map(({ columns }) => {
    const each = columns.map(leftOver);
    return base.settings.map((_, setting) => Float64Array.from(each, (values) => values[setting] as number));
  });
  /** Precision and its product with the mean that experiments add to a weight. */
  const known = grids.map(({ cells, tested }, channel) => {
    const precision = new Float64Array(cells.length);
    const pull = new Float64Array(cells.length);
    for (const [test, { incremental, sd }] of (experiments[channel] ?? []).entries())
      for (const [cell, each] of (tested[test] as Float64Array).entries()) {
        precision[cell] = (precision[cell] as number) + (each / sd) ** 2;
        pull[cell] = (pull[cell] as number) + (each * incremental) / sd ** 2;
      }
    return { precision, pull };
  });
  const slab = 1 / priors.weight ** 2;
  const { nothing } = priors;

  return (random, draws, burnIn) => {
    const cells = grids.map((grid) => random.integer(0, grid.cells.length - 1));
    const weights = grids.map(() => random.uniform(0, priors.weight));
    let setting = random.integer(0, base.settings.length - 1);
    let variance = NOISE_GUESS;
    const rest = Float64Array.from(y);
    const change = (channel: number, sign: number): void => {
      const weight = sign * (weights[channel] as number);
      if (weight === 0) return;
      const column = grids[channel]?.columns[cells[channel] as number] as Float64Array;
      for (let week = 0; week < weeks; week++) rest[week] = (rest[week] as number) + weight * (column[week] as number);
    };
    for (let channel = 0; channel < grids.length; channel++) change(channel, -1);
    const kept: MixDraw[] = [];
    for (let round = -burnIn; round < draws; round++) {
      for (const channel of random.shuffle(grids.map((_, at) => at))) {
        change(channel, 1);
        const drawn = drawChannel(
          grids[channel] as ChannelGrid,
          withoutBaseline(base, base.settings[setting] as Baseline["settings"][number], rest),
          squares[channel]?.[setting] as Float64Array,
          known[channel] as (typeof known)[number],
          variance,
          random,
        );
        cells[channel] = drawn.cell;
        weights[channel] = drawn.weight;
        change(channel, -1);
      }
      const left = leftOver(rest);
      setting = drawIndex(
        base.settings.map(
          ({ halfLogDeterminant }, at) => -halfLogDeterminant - (0.5 * (left[at] as number)) / variance,
        ),
        random,
      );
      variance = inverseGamma(
        (weeks + NOISE_WEIGHT) / 2,
        ((left[setting] as number) + NOISE_WEIGHT * NOISE_GUESS) / 2,
        random,
      );
      if (round >= 0) kept.push({ cells: [...cells], weights: [...weights], setting, noise: Math.sqrt(variance) });
    }
    return kept;
  };

  /** Carry-over, curve and weight of one channel, all else given. */
  function drawChannel(
    { columns, logPriors, priors: chances }: ChannelGrid,
    cleaned: Float64Array,
    square: Float64Array,
    { precision, pull }: { readonly precision: Float64Array; readonly pull: Float64Array },
    variance: number,
    random: Random,
  ): { cell: number; weight: number } {
    const count = columns.length;
    const weighed = new Float64Array(count);
    const means = new Float64Array(count);
    const precisions = new Float64Array(count);
    let most = 0;
    for (let cell = 0; cell < count; cell++) {
      const product = dot(columns[cell] as Float64Array, cleaned) / variance + (pull[cell] as number);
      const exact = (square[cell] as number) / variance + (precision[cell] as number) + slab;
      const z = product / Math.sqrt(exact);
      weighed[cell] = z;
      means[cell] = product / exact;
      precisions[cell] = exact;
      if (z > ALL_BELOW) most = Math.max(most, 0.5 * z * z);
    }
    // All are over exp(most), so that nothing overflows; the chance of nothing has no curve to be drawn with.
    const common = exp(-most);
    let sum = 0;
    for (let cell = 0; cell < count; cell++) {
      const z = weighed[cell] as number;
      const below = 0.5 * z * z - most;
      const weight = z > ALL_BELOW ? (below > -40 ? exp(below) : 0) : common * weightAboveZero(z);
      // 2 for the half normal.
      const odds = 2 * (1 - nothing) * (chances[cell] as number) * Math.sqrt(slab / (precisions[cell] as number));
      sum += odds * weight;
      weighed[cell] = sum;
    }
    const place = random.uniform() * (sum + nothing * common);
    if (place >= sum) return { cell: drawIndex(logPriors, random), weight: 0 };
    let drawn = 0;
    while (drawn < count - 1 && place >= (weighed[drawn] as number)) drawn++;
    const weight = truncatedNormal(means[drawn] as number, 1 / Math.sqrt(precisions[drawn] as number), random);
    return { cell: drawn, weight };
  }
}

/** One of the places, as likely as the exponentials of the values. */
function drawIndex(logs: ArrayLike<number>, random: Random): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < logs.length; at++) most = Math.max(most, logs[at] as number);
  const chances = new Float64Array(logs.length);
  let sum = 0;
  for (let at = 0; at < logs.length; at++) {
    const below = (logs[at] as number) - most;
    if (below > -40) sum += exp(below);
    chances[at] = sum;
  }
  const place = random.uniform() * sum;
  for (let at = 0; at < logs.length; at++) if (place < (chances[at] as number)) return at;
  return logs.length - 1;
}
