/**
 * Posts that say nothing about content: those that advertising carried, and those that a platform took up.
 *
 * Advertising adds people who were not looking, and who react less. So an advertised post reaches more than the
 * account's usual and its share of reactions is less, both by the same people. Each post is weighed between the two
 * explanations, over what may have been paid for; a viral post reaches more too, but its share of reactions stays.
 */
import { exp, log } from "../../foundation/numbers/elementary.ts";

/** Share of posts that are advertised, where nothing is known; and posts that this belief is worth. */
const USUAL_SHARE = 0.05;
const SHARE_WEIGHT = 20;
/** People reached by advertising in units of the usual reach: log-normal. */
const PAID = { median: 2.5, deviation: 0.7 };
/** How often those react, in units of how often others do. */
const REACTION = [0.1, 0.2, 0.35, 0.5] as const;
const STEPS = [-1.8, -1.4, -1, -0.6, -0.2, 0.2, 0.6, 1, 1.4, 1.8] as const;
const ROUNDS = 8;
/** From this chance on a post is set aside: one that was carried misleads more than an ordinary one is missed. */
export const BOOSTED = 0.25;
/** Robust standard deviations above the usual. */
export const VIRAL = 3;

export interface Unusual {
  /** Chance that advertising carried the post. */
  readonly boosted: Float64Array;
  /** Reach above the usual, in robust standard deviations. */
  readonly above: Float64Array;
}

/**
 * @param reach log of each post's reach above the account's usual
 * @param reaction log of each post's share of reactions above the usual; NaN where it has none to count
 * @param reactions how many reactions that share was counted from
 */
export function unusualPosts(reach: Float64Array, reaction: Float64Array, reactions: Float64Array): Unusual {
  const spread = robustSpread(reach);
  const reacting = robustSpread(reaction.filter((value) => !Number.isNaN(value)));
  const odds = Float64Array.from(reach, (x, i) => {
    const y = reaction[i] as number;
    if (Number.isNaN(y)) return 0;
    const deviation = Math.sqrt(reacting * reacting + 1 / ((reactions[i] as number) + 1));
    return advertised(x, y, spread, deviation) / plain(x, y, spread, deviation);
  });
  let share = USUAL_SHARE;
  const boosted = new Float64Array(reach.length);
  for (let round = 0; round < ROUNDS; round++) {
    let sum = 0;
    for (let i = 0; i < reach.length; i++) {
      const weighed = (odds[i] as number) * share;
      boosted[i] = weighed / (weighed + 1 - share);
      sum += boosted[i] as number;
    }
    share = (sum + USUAL_SHARE * SHARE_WEIGHT) / (reach.length + SHARE_WEIGHT);
  }
  // Those that advertising carried would widen what is usual.
  const own = robustSpread(reach.filter((_, i) => (boosted[i] as number) < BOOSTED));
  return { boosted, above: reach.map((x) => x / own) };
}

function plain(x: number, y: number, spread: number, deviation: number): number {
  return (student(x / spread) / spread) * (normal(y / deviation) / deviation);
}

function advertised(x: number, y: number, spread: number, deviation: number): number {
  let sum = 0;
  let mass = 0;
  const seen = exp(x);
  for (const step of STEPS) {
    const weight = exp((-step * step) / 2);
    mass += weight;
    const organic = seen - PAID.median * exp(PAID.deviation * step);
    if (organic <= 0) continue;
    const own = log(organic);
    let reacting = 0;
    for (const rate of REACTION) {
      const expected = log((organic + rate * (seen - organic)) / seen);
      reacting += normal((y - expected) / deviation) / deviation / REACTION.length;
    }
    sum += weight * ((student(own / spread) / spread) * (seen / organic)) * reacting;
  }
  return sum / mass;
}

/** Student's density of 7 degrees of freedom. */
function student(t: number): number {
  return 0.385 / (1 + (t * t) / 7) ** 4;
}

/** Nearly normal: Student's density of 30 degrees of freedom. */
function normal(t: number): number {
  const square = 1 + (t * t) / 30;
  return 0.3956 / (square ** 15 * Math.sqrt(square));
}

/** 1.4826 times the median distance from the median: the standard deviation of a normal distribution. */
export function robustSpread(values: Float64Array): number {
  if (values.length === 0) return 1;
  const middle = medianOf(values);
  return Math.max(0.05, 1.4826 * medianOf(values.map((value) => Math.abs(value - middle))));
}

function medianOf(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[half] as number)
    : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}
