/**
 * Intervals from the errors that the combination made at rolling origins, each forecast with weights that had not seen
 * that origin. Errors are measured against the square root of the level, between "as large as the level" and "always as
 * large"; their spread is smoothed over the horizon, and the tails are taken from all of them together (normalised
 * conformal prediction: J. Lei et al., JASA 113, 2018).
 */
import { exp, pow } from "../../foundation/numbers/elementary.ts";

export interface PastErrors {
  /** Mean square error at each step, in the unit of `base` squared; NaN where no origin saw that step. */
  readonly variance: Float64Array;
  /** How many errors each step has. */
  readonly counts: Float64Array;
  /** Errors divided by the spread at their step, rising. */
  readonly standard: Float64Array;
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
  return { variance, counts, standard: Float64Array.from(standard).sort() };
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
/** The next error is larger than past ones, to which the choice of experts was fitted (decisions/0016). */
const WIDER = 1.15;

export interface Interval {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** `share`: of the truths that are to lie inside, over 0 to under 1. */
export function intervalAround(path: Float64Array, errors: PastErrors, level: number, share: number): Interval {
  const { standard } = errors;
  const tail = (1 - share) / 2;
  const both = quantile(standard.map((z) => Math.abs(z)).sort(), share);
  const below = ONE_SIDED * quantile(standard, tail) - (1 - ONE_SIDED) * both;
  const above = ONE_SIDED * quantile(standard, 1 - tail) + (1 - ONE_SIDED) * both;
  const variance = carriedOn(errors.variance);
  const lower = new Float64Array(path.length);
  const upper = new Float64Array(path.length);
  for (let h = 0; h < path.length; h++) {
    const unit = WIDER * Math.sqrt(variance[h]!) * errorUnit(path[h]!, level);
    lower[h] = path[h]! + unit * Math.min(0, below);
    upper[h] = path[h]! + unit * Math.max(0, above);
  }
  return { lower, upper };
}

/** Steps that no origin saw: the last seen spread, growing as that of a random walk does. */
export function carriedOn(variance: Float64Array): Float64Array {
  const out = Float64Array.from(variance);
  let last = -1;
  for (let h = 0; h < out.length; h++) {
    if (!Number.isNaN(out[h]!)) last = h;
    else out[h] = last < 0 ? Number.NaN : out[last]! * pow((h + 1) / (last + 1), 1);
  }
  return out;
}
