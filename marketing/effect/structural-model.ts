/**
 * A series as a local level that hardly moves, plus a regression on controls: the model behind CausalImpact (Brodersen et al.
 * 2015, Annals of Applied Statistics 9), by Gibbs sampling. Level by forward filtering and backward sampling (Carter and Kohn
 * 1994; Frühwirth-Schnatter 1994), coefficients with spike and slab (George and McCulloch 1997; slab: Zellner's g-prior).
 *
 * Everything is standardised by the pre-period first. Priors as in CausalImpact: standard deviation of a step of the level
 * about 0.01 with the weight of 32 observations, of noise about √0.2 (a regression that explains 80 %) with the weight of 50.
 */
import { exp, log } from "../../foundation/numbers/elementary.ts";
import type { Random } from "../../foundation/statistics/random.ts";

export interface StructuralDraws {
  /** For each draw, the series without the intervention over the post-period, noise included. */
  readonly paths: readonly Float64Array[];
  /** Share of draws in which a control is in the regression. */
  readonly inclusion: readonly number[];
}

export interface StructuralPriors {
  /** Expected standard deviation of a step of the level, in standard deviations of the series. */
  readonly levelDeviation: number;
}

const LEVEL_WEIGHT = 32;
const NOISE_WEIGHT = 50;
const NOISE_GUESS = 0.2;
const DRAWS = 3000;
const BURN_IN = 800;

/**
 * @param series pre-period first, NaN where missing; what is beyond the pre-period is not looked at
 * @param controls as long as pre- and post-period together
 */
export function structuralDraws(
  series: Float64Array,
  controls: readonly Float64Array[],
  pre: number,
  total: number,
  { levelDeviation }: StructuralPriors,
  random: Random,
): StructuralDraws {
  const y = standardised(series, pre);
  const x = controls
    .map((control) => standardised(control, pre).values)
    .filter((control) => control.some((value) => value !== 0));
  const k = x.length;
  const level = new Float64Array(pre);
  let beta: Float64Array = new Float64Array(k);
  let inside = new Array<boolean>(k).fill(true);
  let noise = NOISE_GUESS;
  let step = levelDeviation * levelDeviation;
  const paths: Float64Array[] = [];
  const counts = new Float64Array(k);
  const rest = new Float64Array(pre);
  for (let draw = 0; draw < DRAWS + BURN_IN; draw++) {
    for (let t = 0; t < pre; t++) rest[t] = (y.values[t] as number) - regression(x, beta, t);
    const last = sampleLevel(rest, level, noise, step, random);
    for (let t = 0; t < pre; t++) rest[t] = (y.values[t] as number) - (level[t] as number);
    ({ beta, inside } = sampleCoefficients(x, rest, pre, noise, inside, random));
    let squares = 0;
    let seen = 0;
    for (let t = 0; t < pre; t++) {
      const error = (rest[t] as number) - regression(x, beta, t);
      if (Number.isNaN(error)) continue;
      squares += error * error;
      seen++;
    }
    noise = inverseGamma((NOISE_WEIGHT + seen) / 2, (NOISE_WEIGHT * NOISE_GUESS + squares) / 2, random);
    let steps = 0;
    for (let t = 1; t < pre; t++) steps += ((level[t] as number) - (level[t - 1] as number)) ** 2;
    const guess = levelDeviation * levelDeviation;
    step = inverseGamma((LEVEL_WEIGHT + pre - 1) / 2, (LEVEL_WEIGHT * guess + steps) / 2, random);
    if (draw < BURN_IN) continue;
    for (let i = 0; i < k; i++) if (inside[i]) counts[i] = (counts[i] as number) + 1;
    const path = new Float64Array(total - pre);
    let now = last;
    for (let t = pre; t < total; t++) {
      now += Math.sqrt(step) * random.normal();
      path[t - pre] = y.mean + y.spread * (now + regression(x, beta, t) + Math.sqrt(noise) * random.normal());
    }
    paths.push(path);
  }
  return { paths, inclusion: [...counts].map((count) => count / DRAWS) };
}

function regression(x: readonly Float64Array[], beta: Float64Array, t: number): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (beta[i] as number) * ((x[i] as Float64Array)[t] as number);
  return sum;
}

function standardised(
  series: Float64Array,
  pre: number,
): { readonly values: Float64Array; readonly mean: number; readonly spread: number } {
  const known = [...series.slice(0, pre)].filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const spread =
    Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, known.length - 1)) || 1;
  return { values: series.map((value) => (value - mean) / spread), mean, spread };
}

/** Draws the level given all else, into `level`; gives the last of it. */
function sampleLevel(rest: Float64Array, level: Float64Array, noise: number, step: number, random: Random): number {
  const n = rest.length;
  const mean = new Float64Array(n);
  const variance = new Float64Array(n);
  let m = 0;
  let v = 1;
  for (let t = 0; t < n; t++) {
    if (t > 0) v += step;
    const value = rest[t] as number;
    if (!Number.isNaN(value)) {
      const gain = v / (v + noise);
      m += gain * (value - m);
      v *= 1 - gain;
    }
    mean[t] = m;
    variance[t] = v;
  }
  level[n - 1] = (mean[n - 1] as number) + Math.sqrt(variance[n - 1] as number) * random.normal();
  for (let t = n - 2; t >= 0; t--) {
    const gain = (variance[t] as number) / ((variance[t] as number) + step);
    const centre = (mean[t] as number) + gain * ((level[t + 1] as number) - (mean[t] as number));
    level[t] = centre + Math.sqrt(Math.max(0, (variance[t] as number) * (1 - gain))) * random.normal();
  }
  return level[n - 1] as number;
}

/** Coefficients one after the other, each in or out by the odds of its marginal likelihood. */
function sampleCoefficients(
  x: readonly Float64Array[],
  rest: Float64Array,
  pre: number,
  noise: number,
  before: readonly boolean[],
  random: Random,
): { beta: Float64Array; inside: boolean[] } {
  const k = x.length;
  const beta = new Float64Array(k);
  const inside = [...before];
  // Few controls are expected to matter: three, as in CausalImpact, or all where there are fewer.
  const odds = Math.min(0.95, Math.min(3, k) / Math.max(k, 1));
  const prior = odds >= 0.95 ? Number.POSITIVE_INFINITY : log(odds / (1 - odds));
  const residual = Float64Array.from(rest);
  const order = random.shuffle(Array.from({ length: k }, (_, at) => at));
  // A pass with the others at their last draw would need it; two sweeps from nothing settle as well and need no memory.
  for (let sweep = 0; sweep < 3; sweep++) {
    for (const i of order) {
      const column = x[i] as Float64Array;
      let xx = 0;
      let xr = 0;
      for (let t = 0; t < pre; t++) {
        const value = residual[t] as number;
        if (Number.isNaN(value)) continue;
        const c = column[t] as number;
        xx += c * c;
        xr += c * (value + (beta[i] as number) * c);
      }
      const slab = pre;
      const precision = xx / noise + xx / (slab * noise);
      const centre = xr / noise / precision;
      const gain = prior + 0.5 * (log(xx / (slab * noise)) - log(precision)) + 0.5 * centre * centre * precision;
      inside[i] = gain > 30 || random.uniform() < 1 / (1 + exp(-gain));
      const next = inside[i] ? centre + random.normal() / Math.sqrt(precision) : 0;
      const change = next - (beta[i] as number);
      if (change !== 0)
        for (let t = 0; t < pre; t++) residual[t] = (residual[t] as number) - change * (column[t] as number);
      beta[i] = next;
    }
  }
  return { beta, inside };
}

/** Inverse gamma: rate over a gamma variate (Marsaglia and Tsang 2000, ACM TOMS 26). */
export function inverseGamma(shape: number, rate: number, random: Random): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = random.normal();
    const v = (1 + c * z) ** 3;
    if (v <= 0) continue;
    const u = random.uniform();
    if (log(u) < 0.5 * z * z + d - d * v + d * log(v)) return rate / (d * v);
  }
}
