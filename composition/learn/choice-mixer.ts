/**
 * Votes to probabilities. Each candidate has a row of inputs (what every context says of it) and a few features; a small
 * network gives it a score, and the scores of all candidates become probabilities (softmax). The same weights judge
 * every candidate: what is learned is how far to trust each kind of context, alone and together.
 *
 *   score = w . x + sum u_f + v . a(W x + sum V_f + b),  a(z) = z / (1 + |z|)
 *
 * Log-linear pooling with learned weights is that of M. Mahoney's PAQ and of J. Pickens, "Harmonic Models", with one
 * hidden layer beside it; learned by Adam (Kingma and Ba 2015) on the likelihood. Only + - * / and square roots.
 */
import type { Random } from "../../foundation/statistics/random.ts";

export interface MixerShape {
  /** Dense inputs of a candidate. */
  readonly inputs: number;
  /** Features there are. */
  readonly features: number;
  readonly featuresEach: number;
  readonly candidates: number;
  readonly hidden: number;
}

/** The learned numbers, in one order: linear, of features, hidden, of features to hidden, biases, of hidden. */
export type MixerWeights = Float32Array;

export interface Mixer {
  readonly weights: MixerWeights;
  /** Inputs of the candidates, one row each; the caller fills them, 0 where a context says nothing. */
  readonly inputs: Float32Array;
  /** Scores of `count` candidates with these features. */
  score(count: number, features: Int32Array, scores: Float64Array): void;
  /** After `score`: `errors` is probability minus truth of each candidate. Learns when a batch is full. */
  learn(count: number, features: Int32Array, errors: Float64Array, rate: number): void;
}

export const BATCH = 32;

export function weightCount(shape: MixerShape): number {
  const { inputs, features, hidden } = shape;
  return inputs + features + (inputs + features) * hidden + hidden * 2;
}

/** Weights to begin with: every context is trusted a little, the hidden part is small noise. */
export function initialWeights(shape: MixerShape, trust: Float32Array, random: Random): MixerWeights {
  const weights = new Float32Array(weightCount(shape));
  weights.set(trust);
  const hidden = shape.inputs + shape.features;
  const bias = hidden + (shape.inputs + shape.features) * shape.hidden;
  for (let at = hidden; at < hidden + shape.inputs * shape.hidden; at++) weights[at] = random.uniform(-0.11, 0.11);
  for (let at = bias + shape.hidden; at < weights.length; at++) weights[at] = random.uniform(-0.2, 0.2);
  return weights;
}

export function createMixer(shape: MixerShape, weights: MixerWeights): Mixer {
  const { inputs: width, features: featureCount, featuresEach, hidden } = shape;
  const atFeatures = width;
  const atHidden = width + featureCount;
  const atFeatureHidden = atHidden + width * hidden;
  const atBias = atFeatureHidden + featureCount * hidden;
  const atOut = atBias + hidden;
  const inputs = new Float32Array(shape.candidates * width);
  const cells = new Float32Array(shape.candidates * hidden);
  let gradient: Float32Array | null = null;
  let mean: Float32Array | null = null;
  let square: Float32Array | null = null;
  let waiting = 0;
  let terms = 0;
  let power1 = 1;
  let power2 = 1;

  // What a candidate's cells are made of: places in the weights, and factors. Most inputs are 0 and are not among them.
  const places = new Int32Array(width + featuresEach);
  const factors = new Float32Array(width + featuresEach);

  /** Adds up the linear part of a candidate, and lists what goes into its cells. */
  function gather(c: number, features: Int32Array): number {
    const row = c * width;
    let sum = 0;
    terms = 0;
    for (let i = 0; i < width; i++) {
      const x = inputs[row + i] as number;
      if (x === 0) continue;
      sum += x * (weights[i] as number);
      places[terms] = atHidden + i * hidden;
      factors[terms++] = x;
    }
    for (let k = c * featuresEach; k < (c + 1) * featuresEach; k++) {
      const f = features[k] as number;
      if (f < 0) continue;
      sum += weights[atFeatures + f] as number;
      places[terms] = atFeatureHidden + f * hidden;
      factors[terms++] = 1;
    }
    return sum;
  }

  function score(count: number, features: Int32Array, scores: Float64Array): void {
    for (let c = 0; c < count; c++) {
      const cell = c * hidden;
      let sum = gather(c, features);
      let h = 0;
      // Five cells at a time stay in registers; rounding after each term is what 32-bit memory did.
      for (; h + 5 <= hidden; h += 5) {
        let c0 = weights[atBias + h] as number;
        let c1 = weights[atBias + h + 1] as number;
        let c2 = weights[atBias + h + 2] as number;
        let c3 = weights[atBias + h + 3] as number;
        let c4 = weights[atBias + h + 4] as number;
        for (let t = 0; t < terms; t++) {
          const x = factors[t] as number;
          const from = (places[t] as number) + h;
          c0 = Math.fround(c0 + x * (weights[from] as number));
          c1 = Math.fround(c1 + x * (weights[from + 1] as number));
          c2 = Math.fround(c2 + x * (weights[from + 2] as number));
          c3 = Math.fround(c3 + x * (weights[from + 3] as number));
          c4 = Math.fround(c4 + x * (weights[from + 4] as number));
        }
        cells[cell + h] = c0;
        cells[cell + h + 1] = c1;
        cells[cell + h + 2] = c2;
        cells[cell + h + 3] = c3;
        cells[cell + h + 4] = c4;
      }
      for (; h < hidden; h++) {
        let one = weights[atBias + h] as number;
        for (let t = 0; t < terms; t++)
          one = Math.fround(one + (factors[t] as number) * (weights[(places[t] as number) + h] as number));
        cells[cell + h] = one;
      }
      for (h = 0; h < hidden; h++) {
        const z = cells[cell + h] as number;
        const a = z / (1 + (z < 0 ? -z : z));
        cells[cell + h] = a;
        sum += a * (weights[atOut + h] as number);
      }
      scores[c] = sum;
    }
  }

  function learn(count: number, features: Int32Array, errors: Float64Array, rate: number): void {
    gradient ??= new Float32Array(weights.length);
    for (let c = 0; c < count; c++) {
      const error = (errors[c] as number) / BATCH;
      if (error < 1e-7 && error > -1e-7) continue;
      const row = c * width;
      const cell = c * hidden;
      for (let h = 0; h < hidden; h++) {
        const a = cells[cell + h] as number;
        const slope = 1 - (a < 0 ? -a : a);
        gradient[atOut + h]! += error * a;
        const back = error * (weights[atOut + h] as number) * slope * slope;
        gradient[atBias + h]! += back;
        cells[cell + h] = back;
      }
      for (let i = 0; i < width; i++) {
        const x = inputs[row + i] as number;
        if (x === 0) continue;
        gradient[i]! += error * x;
        const to = atHidden + i * hidden;
        for (let h = 0; h < hidden; h++) gradient[to + h]! += x * (cells[cell + h] as number);
      }
      for (let k = c * featuresEach; k < (c + 1) * featuresEach; k++) {
        const f = features[k] as number;
        if (f < 0) continue;
        gradient[atFeatures + f]! += error;
        const to = atFeatureHidden + f * hidden;
        for (let h = 0; h < hidden; h++) gradient[to + h]! += cells[cell + h] as number;
      }
    }
    if (++waiting === BATCH) step(gradient, rate);
  }

  function step(slopes: Float32Array, rate: number): void {
    mean ??= new Float32Array(weights.length);
    square ??= new Float32Array(weights.length);
    waiting = 0;
    power1 *= 0.9;
    power2 *= 0.999;
    const size = rate / (1 - power1);
    const scale = 1 / (1 - power2);
    for (let at = 0; at < weights.length; at++) {
      const g = slopes[at] as number;
      const m = 0.9 * (mean[at] as number) + 0.1 * g;
      const v = 0.999 * (square[at] as number) + 0.001 * g * g;
      mean[at] = m;
      square[at] = v;
      if (m !== 0) weights[at]! -= (size * m) / (Math.sqrt(v * scale) + 1e-8);
      slopes[at] = 0;
    }
  }

  return { weights, inputs, score, learn };
}
