/**
 * Experts combined. The weight of an expert at a step of the horizon falls with a power of its mean error near that
 * step, over all rolling origins (J. M. Bates, C. W. J. Granger, Operational Research Quarterly 20, 1969, weights by
 * past errors alone; the power was chosen on hold-outs, decisions/0016).
 */
import { exp, pow } from "../../foundation/numbers/elementary.ts";
import type { Paths, Task } from "./task.ts";

/** Errors count half by the value of the day and half by the usual step of the series: neither alone misleads. */
const RELATIVE_UNIT = 0.1;
/** Steps of the horizon that are judged together: the deviation of a bell. */
const NEAR = 2;
const POWER = 5;

export interface Combination {
  /** Row by row of experts: the weight at each step; adds up to 1 over experts. */
  readonly weights: Float64Array;
  /** At the end of the history. */
  readonly path: Float64Array;
  /** Row by row of origins but the last: the forecast with weights that have not seen this origin. */
  readonly past: Float64Array;
}

/** `unit`: the usual step of the series (mean absolute change over one season), over 0. */
export function combine(task: Task, experts: readonly Paths[], unit: number): Combination {
  const { values, observed, horizon, origins } = task;
  const judged = origins.length - 1;
  const count = experts.length;
  let level = 0;
  for (const value of values) level += Math.abs(value) / values.length;
  const losses = experts.map(() => new Float64Array(judged * horizon));
  const seen = new Float64Array(judged * horizon);
  for (let k = 0; k < judged; k++) {
    for (let h = 0; h < horizon; h++) {
      const t = origins[k]! + h;
      if (t >= values.length || !observed[t]) continue;
      const at = k * horizon + h;
      seen[at] = 1;
      const share = RELATIVE_UNIT * Math.max(Math.abs(values[t]!), 0.2 * level);
      const rate = 0.5 / Math.max(share, 1e-300) + 0.5 / unit;
      for (let e = 0; e < count; e++) losses[e]![at] = rate * Math.abs(experts[e]![at]! - values[t]!);
    }
  }
  const kernel = bell(horizon);
  const weigh = (without: number): Float64Array => {
    const counts = sumOver(seen, judged, horizon, without);
    const total = counts.reduce((sum, each) => sum + each, 0);
    const weights = new Float64Array(count * horizon);
    if (total === 0) return weights.fill(1 / count);
    // Few judgements are trusted less.
    const origins = total / horizon;
    const power = (POWER * (origins + 0.5)) / (origins + 2.5);
    const means = experts.map((_, e) => {
      const sums = sumOver(losses[e]!, judged, horizon, without);
      const overall = sums.reduce((sum, each) => sum + each, 0) / total;
      return spread(sums, counts, kernel, overall);
    });
    for (let h = 0; h < horizon; h++) {
      let best = Infinity;
      for (let e = 0; e < count; e++) best = Math.min(best, means[e]![h]!);
      let sum = 0;
      for (let e = 0; e < count; e++) {
        const ratio = (means[e]![h]! + 1e-9) / (best + 1e-9);
        const weight = pow(ratio, -power);
        weights[e * horizon + h] = weight;
        sum += weight;
      }
      for (let e = 0; e < count; e++) weights[e * horizon + h] = weights[e * horizon + h]! / sum;
    }
    return weights;
  };
  const mix = (weights: Float64Array, k: number, into: Float64Array, from: number): void => {
    for (let h = 0; h < horizon; h++) {
      let sum = 0;
      for (let e = 0; e < count; e++) sum += weights[e * horizon + h]! * experts[e]![k * horizon + h]!;
      into[from + h] = sum;
    }
  };
  const weights = weigh(-1);
  const path = new Float64Array(horizon);
  mix(weights, judged, path, 0);
  const past = new Float64Array(judged * horizon);
  for (let k = 0; k < judged; k++) mix(judged > 1 ? weigh(k) : weights, k, past, k * horizon);
  return { weights, path, past };
}

function sumOver(rows: Float64Array, count: number, width: number, without: number): Float64Array {
  const sums = new Float64Array(width);
  for (let k = 0; k < count; k++) {
    if (k === without) continue;
    for (let h = 0; h < width; h++) sums[h] = sums[h]! + rows[k * width + h]!;
  }
  return sums;
}

/** Weights of distances 0, 1, 2 ... steps. */
function bell(horizon: number): Float64Array {
  const reach = Math.min(horizon, 4 * NEAR + 1);
  return Float64Array.from({ length: reach }, (_, d) => exp(-0.5 * (d / NEAR) ** 2));
}

/** Means near each step; where nothing is near, the mean of all. */
function spread(sums: Float64Array, counts: Float64Array, kernel: Float64Array, overall: number): Float64Array {
  const horizon = sums.length;
  return sums.map((_, h) => {
    let above = 0.02 * overall;
    let below = 0.02;
    for (let d = 1 - kernel.length; d < kernel.length; d++) {
      const at = h + d;
      if (at < 0 || at >= horizon) continue;
      const weight = kernel[Math.abs(d)]!;
      above += weight * sums[at]!;
      below += weight * counts[at]!;
    }
    return above / below;
  });
}
