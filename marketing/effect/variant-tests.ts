/**
 * Tests of two variants (headlines, covers, hooks), pooled.
 *
 * Given the successes of a test, those of its second variant are binomial with p = n2 e^d / (n1 + n2 e^d), d being the
 * log rate ratio: the likelihood of two Poisson rates with the total taken as given (J. Przyborowski, H. Wilenski,
 * Biometrika 31, 1940). The ratios of the tests of one question (say "a question against none") are Gaussian around a
 * common one, with mean and deviation by greatest marginal likelihood: a moment estimate fails where a variant has
 * four clicks. All integrals are sums over one grid.
 */
import { exp, log, pow } from "../../foundation/numbers/elementary.ts";

export interface Variant {
  /** Times shown; over 0. */
  readonly trials: number;
  /** Clicks, saves, follows; 0 to trials. */
  readonly successes: number;
}

export interface VariantTest {
  readonly first: Variant;
  readonly second: Variant;
}

/** Log rate ratios of the second variant over the first, as they spread over tests. */
export interface RatioSpread {
  readonly mean: number;
  readonly deviation: number;
}

/** The chance of each log rate ratio of RATIOS. */
export type RatioPosterior = Float64Array;

const STEP = 0.025;
const REACH = 3;
/** Log rate ratios at which posteriors are held: -3 to 3, by 0.025. */
export const RATIOS: Float64Array = Float64Array.from(
  { length: Math.round((2 * REACH) / STEP) + 1 },
  (_, at) => at * STEP - REACH,
);

/**
 * For few tests: within the spread of 5,295 randomised pairs of headlines (deviation 0.337; J. N. Matias et al.,
 * Scientific Data 8, 2021), without their direction.
 */
export const USUAL_SPREAD: RatioSpread = { mean: 0, deviation: 0.34 };
const DEVIATIONS = Array.from({ length: 25 }, (_, at) => 0.02 * pow(1.18, at));
/** Fewer tests than this say too little of their spread. */
export const TESTS_FOR_SPREAD = 20;

/** The likelihood of each ratio of RATIOS, greatest 1. */
function ratioLikelihood({ first, second }: VariantTest): Float64Array {
  const likelihood = RATIOS.map((ratio) => {
    const odds = (second.trials / first.trials) * exp(ratio);
    return second.successes * log(odds) - (first.successes + second.successes) * log(1 + odds);
  });
  const greatest = likelihood.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return likelihood.map((value) => exp(value - greatest));
}

function priorOf({ mean, deviation }: RatioSpread): Float64Array {
  const weights = RATIOS.map((ratio) => exp(-0.5 * ((ratio - mean) / deviation) ** 2));
  const total = weights.reduce((sum, value) => sum + value, 0);
  return weights.map((value) => value / total);
}

/** The spread under which these results are likeliest; USUAL_SPREAD for fewer than TESTS_FOR_SPREAD tests. */
export function ratioSpread(tests: readonly VariantTest[]): RatioSpread {
  if (tests.length < TESTS_FOR_SPREAD) return USUAL_SPREAD;
  const likelihoods = tests.map(ratioLikelihood);
  const evidence = (spread: RatioSpread): number => {
    const prior = priorOf(spread);
    let sum = 0;
    for (const likelihood of likelihoods) {
      let chance = 0;
      for (let at = 0; at < prior.length; at++) chance += (prior[at] as number) * (likelihood[at] as number);
      sum += log(Math.max(chance, Number.MIN_VALUE));
    }
    return sum;
  };
  let best = { spread: USUAL_SPREAD, evidence: Number.NEGATIVE_INFINITY };
  const offer = (spread: RatioSpread): void => {
    const its = evidence(spread);
    if (its > best.evidence) best = { spread, evidence: its };
  };
  for (const deviation of DEVIATIONS) for (let mean = -0.6; mean <= 0.6; mean += 0.1) offer({ mean, deviation });
  for (const step of [0.05, 0.02, 0.01]) {
    const { mean, deviation } = best.spread;
    for (let by = -3; by <= 3; by++)
      for (let times = -2; times <= 2; times++)
        offer({ mean: mean + by * step, deviation: Math.max(0.02, deviation * (1 + times * step * 2)) });
  }
  return best.spread;
}

export function ratioPosterior(test: VariantTest, spread: RatioSpread): RatioPosterior {
  const likelihood = ratioLikelihood(test);
  const joint = priorOf(spread).map((value, at) => value * (likelihood[at] as number));
  const total = joint.reduce((sum, value) => sum + value, 0);
  return joint.map((value) => value / total);
}

export function posteriorMean(posterior: RatioPosterior): number {
  return posterior.reduce((sum, chance, at) => sum + chance * (RATIOS[at] as number), 0);
}

/** The chance that the second variant is better; a ratio of exactly 0 counts half. */
export function chanceSecondBetter(posterior: RatioPosterior): number {
  return posterior.reduce((sum, chance, at) => {
    const ratio = RATIOS[at] as number;
    return sum + (Math.abs(ratio) < STEP / 2 ? chance / 2 : ratio > 0 ? chance : 0);
  }, 0);
}

/** The ratio that lies above the share `p` of the posterior. */
export function posteriorQuantile(posterior: RatioPosterior, p: number): number {
  let below = 0;
  for (let at = 0; at < posterior.length; at++) {
    const chance = posterior[at] as number;
    if (below + chance >= p) return (RATIOS[at] as number) + STEP * ((p - below) / chance - 0.5);
    below += chance;
  }
  return REACH;
}

/** What choosing each variant loses on average, as a share of the first variant's rate. */
export function expectedLoss(posterior: RatioPosterior): { readonly first: number; readonly second: number } {
  let first = 0;
  let second = 0;
  posterior.forEach((chance, at) => {
    const gain = exp(RATIOS[at] as number) - 1;
    if (gain > 0) first += chance * gain;
    else second -= chance * gain;
  });
  return { first, second };
}
