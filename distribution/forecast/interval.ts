/**
 * Intervals from the errors that the combination made at rolling origins, each forecast with weights that had not seen
 * that origin. Errors are measured against the square root of the level, between "as large as the level" and "always as
 * large"; their spread is smoothed over the horizon, and the tails are taken from all of them together (normalised
 * conformal prediction: J. Lei et al., JASA 113, 2018).
 */
import { exp } from "../../foundation/numbers/elementary.ts";
import { normalQuantile } from "../../foundation/statistics/normal-quantile.ts";

export interface PastErrors {
  /** Mean square error at each step, in the unit of `base` squared; NaN where no origin saw that step. */
  readonly variance: Float64Array;
  /** How many errors each step has. */
  readonly counts: Float64Array;
  /** Errors divided by the spread at their step, rising. */
  readonly standard: Float64Array;
  /** From how many origins. */
  readonly origins: number;
}

/** What one unit of error is at a forecast: the root of forecast times level; `level` is the mean size of the history. */
export function errorUnit(forecast: number, level: number): number {
  return Math.sqrt(Math.max(Math.abs(forecast), 0.02 * level) * level) || 1;
}

const NEAR = 3;

/** `past` and `truth` row by row of origins, NaN where there is no truth. */
export function pastErrors(past: Float64Array, truth: Float64Array, horizon: number, level: number): PastErrors {
  const rows = past.length / horizon;
  const sums = new Float64Array(horizon);
  const counts = new Float64Array(horizon);
  const errors = truth.map((value, at) => (value - past[at]!) / errorUnit(past[at]!, level));
  for (let at = 0; at < errors.length; at++) {
    if (Number.isNaN(errors[at]!)) continue;
    const h = at % horizon;
    sums[h] = sums[h]! + errors[at]! ** 2;
    counts[h] = counts[h]! + 1;
  }
  const variance = new Float64Array(horizon).fill(Number.NaN);
  for (let h = 0; h < horizon; h++) {
    let above = 0;
    let below = 0;
    for (let s = Math.max(0, h - 4 * NEAR); s <= Math.min(horizon - 1, h + 4 * NEAR); s++) {
      const weight = exp(-0.5 * ((s - h) / NEAR) ** 2);
      above += weight * sums[s]!;
      below += weight * counts[s]!;
    }
    if (counts[h]! > 0) variance[h] = above / below;
  }
  const standard: number[] = [];
  for (let at = 0; at < rows * horizon; at++) {
    const spread = Math.sqrt(variance[at % horizon]!);
    if (!Number.isNaN(errors[at]!)) standard.push(spread > 0 ? errors[at]! / spread : 0);
  }
  return { variance, counts, standard: Float64Array.from(standard).sort(), origins: rows };
}

/** The value below which the share q of rising values lies, between neighbours by their distance. */
export function quantile(rising: Float64Array, q: number): number {
  if (rising.length === 0) return Number.NaN;
  const at = Math.min(rising.length - 1, Math.max(0, q * (rising.length - 1)));
  const low = Math.floor(at);
  const high = Math.min(rising.length - 1, low + 1);
  return rising[low]! + (at - low) * (rising[high]! - rising[low]!);
}

/** How much tails of one side count against those of both sides together. */
const ONE_SIDED = 0.3;
/**
 * The next error is larger than past ones, to which the choice of experts was fitted: by this much over the number of
 * origins (decisions/0016).
 */
const WIDER = 2.1;
/** So many errors weigh as much as the Gaussian tail. */
const GAUSSIAN_WORTH = 10;

export interface Interval {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** `share`: of the truths that are to lie inside, over 0 to under 1. */
export function intervalAround(path: Float64Array, errors: PastErrors, level: number, share: number): Interval {
  const { standard, origins } = errors;
  const tail = (1 - share) / 2;
  const gaussian = normalQuantile(1 - tail);
  const trust = standard.length / (standard.length + GAUSSIAN_WORTH);
  const tailOf = (q: number): number => (trust > 0 ? quantile(standard, q) : 0);
  const sizes = standard.map((z) => Math.abs(z)).sort();
  const both = trust * (trust > 0 ? quantile(sizes, share) : 0) + (1 - trust) * gaussian;
  const side = (own: number): number => ONE_SIDED * (trust * own + (1 - trust) * gaussian) + (1 - ONE_SIDED) * both;
  const below = side(-tailOf(tail));
  const above = side(tailOf(1 - tail));
  const variance = carriedOn(standard.length > 0 ? errors.variance : guessed(path.length));
  const wider = 1 + WIDER / Math.max(2, origins);
  const lower = new Float64Array(path.length);
  const upper = new Float64Array(path.length);
  for (let h = 0; h < path.length; h++) {
    const unit = wider * Math.sqrt(variance[h]!) * errorUnit(path[h]!, level);
    lower[h] = path[h]! - unit * Math.max(0, below);
    upper[h] = path[h]! + unit * Math.max(0, above);
  }
  return { lower, upper };
}

/** Without any past error: half of the level at the first step. */
function guessed(horizon: number): Float64Array {
  const variance = new Float64Array(horizon).fill(Number.NaN);
  variance[0] = 0.25;
  return variance;
}

/**
 * Steps that no origin saw: between others, that of the step before (the first seen, at the beginning); after all
 * others, growing as that of a random walk does.
 */
export function carriedOn(variance: Float64Array): Float64Array {
  const out = Float64Array.from(variance);
  const seen = (h: number): boolean => !Number.isNaN(variance[h]!);
  const first = variance.findIndex((_, h) => seen(h));
  const last = variance.findLastIndex((_, h) => seen(h));
  for (let h = 0; h < out.length; h++) {
    if (seen(h) || first < 0) continue;
    out[h] = h < first ? out[first]! : h < last ? out[h - 1]! : (out[last]! * (h + 1)) / (last + 1);
  }
  return out;
}

/** How many origins of its own weigh as much as the pool does. */
const POOL_WORTH = 6;

/** The errors of several series as those of one: mean variances, and all standardised errors together. */
export function pooledErrors(each: readonly PastErrors[]): PastErrors {
  const horizon = each[0]?.variance.length ?? 0;
  const variance = new Float64Array(horizon).fill(Number.NaN);
  const counts = new Float64Array(horizon);
  for (let h = 0; h < horizon; h++) {
    let sum = 0;
    for (const errors of each) {
      if (errors.counts[h]! === 0) continue;
      sum += errors.variance[h]! * errors.counts[h]!;
      counts[h] = counts[h]! + errors.counts[h]!;
    }
    if (counts[h]! > 0) variance[h] = sum / counts[h]!;
  }
  neverFalling(variance, counts);
  const standard = Float64Array.from(each.flatMap((errors) => [...errors.standard])).sort();
  return { variance, counts, standard, origins: each.reduce((sum, { origins }) => sum + origins, 0) };
}

/**
 * Errors of a short history with those of like series: how they grow over the horizon, and their tails, are the pool's;
 * how large they are is between its own and the pool's.
 */
export function withPool(own: PastErrors, pool: PastErrors): PastErrors {
  const shape = carriedOn(pool.variance);
  let ratios = 0;
  let count = 0;
  own.variance.forEach((value, h) => {
    if (!(own.counts[h]! > 0 && shape[h]! > 0)) return;
    ratios += (own.counts[h]! * value) / shape[h]!;
    count += own.counts[h]!;
  });
  const trust = count > 0 ? own.origins / (own.origins + POOL_WORTH) : 0;
  const size = trust * (count > 0 ? ratios / count : 0) + (1 - trust);
  return { ...own, variance: shape.map((value) => size * value), standard: pool.standard, origins: pool.origins };
}

/** Weighted isotonic regression (R. E. Barlow et al., 1972): what lies further ahead is not surer. NaN stays. */
function neverFalling(variance: Float64Array, counts: Float64Array): void {
  const blocks: { sum: number; weight: number; steps: number[] }[] = [];
  for (let h = 0; h < variance.length; h++) {
    if (Number.isNaN(variance[h]!)) continue;
    let block = { sum: variance[h]! * counts[h]!, weight: counts[h]!, steps: [h] };
    for (
      let last = blocks[blocks.length - 1];
      last !== undefined && last.sum * block.weight > block.sum * last.weight;
      last = blocks[blocks.length - 1]
    ) {
      blocks.pop();
      block = { sum: last.sum + block.sum, weight: last.weight + block.weight, steps: [...last.steps, ...block.steps] };
    }
    blocks.push(block);
  }
  for (const { sum, weight, steps } of blocks) for (const h of steps) variance[h] = sum / weight;
}
