/** Finds the posts of an account that say nothing about content. */
import { log } from "../../foundation/numbers/elementary.ts";
import { baselineBlocks } from "./moving-baseline.ts";
import { type Outcome, reactionsOf, redefined } from "./outcome.ts";
import { type Block, pooledFit } from "./pooled-fit.ts";
import type { Post } from "./post.ts";
import type { Factor } from "./post-factors.ts";
import { BOOSTED, unusualPosts, VIRAL } from "./set-aside.ts";

export interface SetAside {
  /** Index in the posts given. */
  readonly post: number;
  readonly why: "boosted" | "viral";
  /** Chance that advertising carried it; 1 where the advertising account says so. */
  readonly chance: number;
  /** Outcome above the usual, in robust standard deviations. */
  readonly above: number;
}

export interface Screening {
  readonly setAside: readonly SetAside[];
  /** Log of the outcome of each post. */
  readonly outcome: Float64Array;
  /** From 1970-01-01, with the part of the day; noon where the hour is not known. */
  readonly days: Float64Array;
  /** Chance of each post that advertising carried it. */
  readonly boosted: Float64Array;
}

/** Degrees of freedom of the noise while odd posts are still there. */
const FREEDOM = 4;
/** Expected spread of what the factor does to the outcome and to reactions; coefficients that this is worth. */
const REACH = { spread: 0.3, weight: 5 };
const REACTION = { spread: 0.05, weight: 30 };

/**
 * @param posts with a day and the outcome each
 * @param advertised ids of posts that an advertising account names
 * @param factors a post is odd beside others of its level; none: beside all of the account
 */
export function screenPosts(
  posts: readonly Post[],
  outcome: Outcome,
  advertised: ReadonlySet<string>,
  factors: readonly Factor[],
): Screening {
  const breaks = redefined(outcome, posts[0]?.platform ?? "");
  const y = Float64Array.from(posts, ({ counts }) => log((counts[outcome] ?? 0) + 0.5));
  const days = Float64Array.from(posts, ({ day, minute }) => (day ?? 0) + (minute ?? 720) / 1440);
  const reach = pooledFit(y, [...baselineBlocks(days, breaks), ...factorBlocks(factors, REACH)], FREEDOM);
  const reactions = Float64Array.from(posts, ({ counts }) => reactionsOf(counts) ?? Number.NaN);
  // Reactions tell advertising apart only from an outcome that is not one of them.
  const tells = outcome === "reach" || outcome === "views" || outcome === "impressions";
  const counted = tells ? [...posts.keys()].filter((at) => Number.isFinite(reactions[at])) : [];
  const reaction = new Float64Array(posts.length).fill(Number.NaN);
  if (counted.length >= posts.length / 2) {
    const shares = Float64Array.from(counted, (at) => log((reactions[at] as number) + 0.5) - (y[at] as number));
    const when = Float64Array.from(counted, (at) => days[at] as number);
    const own = factors.map((factor) => ({ ...factor, of: Int32Array.from(counted, (at) => factor.of[at] as number) }));
    const fit = pooledFit(shares, [...baselineBlocks(when, breaks), ...factorBlocks(own, REACTION)], FREEDOM);
    counted.forEach((at, n) => {
      reaction[at] = (shares[n] as number) - (fit.fitted[n] as number);
    });
  }
  const above = y.map((value, at) => value - (reach.fitted[at] as number));
  const unusual = unusualPosts(above, reaction, reactions);
  const setAside = posts.flatMap(({ id }, post): SetAside[] => {
    const chance = advertised.has(id) ? 1 : (unusual.boosted[post] as number);
    const height = unusual.above[post] as number;
    if (chance >= BOOSTED) return [{ post, why: "boosted", chance, above: height }];
    return height >= VIRAL ? [{ post, why: "viral", chance, above: height }] : [];
  });
  return { setAside, outcome: y, days, boosted: unusual.boosted };
}

/** One column a level. */
export function factorBlocks(
  factors: readonly Factor[],
  { spread, weight }: { readonly spread: number; readonly weight: number },
): Block[] {
  return factors.map(({ levels, of }) => ({
    columns: levels.map((_, level) => Float64Array.from(of, (each) => (each === level ? 1 : 0))),
    spread,
    weight,
  }));
}
