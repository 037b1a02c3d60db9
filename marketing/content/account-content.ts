/** What resonates with an account's audience, how sure that is, and what to find out next. */
import { exp } from "../../foundation/numbers/elementary.ts";
import { createRandom, type Random } from "../../foundation/statistics/random.ts";
import { fitAccount, type KeptFit } from "./account-fit.ts";
import { ALARM, bestLevel, type LevelClaim } from "./level-claims.ts";
import { type FactorEffects, levelEffects } from "./level-effects.ts";
import { type NextTest, nextTests } from "./next-tests.ts";
import type { Outcome } from "./outcome.ts";
import type { Post } from "./post.ts";
import type { SetAside } from "./screen-posts.ts";

export interface ContentQuestion {
  readonly outcome: Outcome;
  /** Ids of posts that an advertising account says it carried. */
  readonly advertised: ReadonlySet<string>;
  /** Language of a caption's words; null where it cannot be told. */
  readonly language: (words: string) => string | null;
  readonly seed: number;
}

export interface BaselinePoint {
  /** From 1970-01-01. */
  readonly day: number;
  /** What a usual post reached then. */
  readonly usual: number;
}

export interface AccountContent {
  /** Posts that have a day and the outcome. */
  readonly posts: number;
  /** Without those set aside. */
  readonly used: number;
  readonly withoutFigure: number;
  readonly kept: readonly Post[];
  readonly setAside: readonly (Omit<SetAside, "post"> & { readonly post: Post })[];
  readonly baseline: readonly BaselinePoint[];
  /** Standard deviation of the log of the outcome of like posts. */
  readonly noise: number;
  readonly factors: readonly FactorEffects[];
  /** What may be said. Empty is an answer: nothing can be told yet. */
  readonly claims: readonly LevelClaim[];
  /** What speaks most for each family, claimed or not. */
  readonly strongest: readonly LevelClaim[];
  readonly nextTests: readonly NextTest[];
  readonly postsPerWeek: number | null;
}

/** Posts under which nothing is worked out. */
export const LEAST_POSTS = 12;
const TESTS = 2;
/** Days over which the pace of posting is counted. */
const PACE_DAYS = 91;

/** Null where the account has fewer than LEAST_POSTS posts with a day and the outcome. */
export function accountContent(given: readonly Post[], question: ContentQuestion): AccountContent | null {
  const { outcome, advertised, language, seed } = question;
  const posts = given
    .filter(({ day, counts }) => day !== null && (counts[outcome] ?? -1) >= 0)
    .sort(
      (a, b) => (a.day as number) - (b.day as number) || (a.minute ?? 0) - (b.minute ?? 0) || (a.id < b.id ? -1 : 1),
    );
  if (posts.length < LEAST_POSTS) return null;
  const { setAside, kept, fair } = fitAccount(posts, outcome, advertised, language);
  const random = createRandom(seed);
  const effects = levelEffects(kept, random.split("effects"));
  const perWeek = paceOf(posts.map(({ day }) => day as number));
  const strongest = strongestOf(fair, random.split("claims"));
  return {
    posts: posts.length,
    used: kept.used.length,
    withoutFigure: given.length - posts.length,
    kept: kept.used.map((at) => posts[at] as Post),
    setAside: setAside.map((each) => ({ ...each, post: posts[each.post] as Post })),
    baseline: kept.used.map((at, n) => ({ day: posts[at]?.day as number, usual: exp(kept.usual[n] as number) })),
    noise: kept.fit.noise,
    factors: effects,
    claims: strongest.filter(({ claimed }) => claimed).map(({ claim }) => claim),
    strongest: strongest.map(({ claim }) => claim),
    nextTests: nextTests(effects, kept.fit.noise, perWeek, TESTS),
    postsPerWeek: perWeek,
  };
}

/** The best level of the first factor, and of all others beside it. */
function strongestOf(
  { factors, baseline, fit, outcome, usual }: KeptFit,
  random: Random,
): { readonly claim: LevelClaim; readonly claimed: boolean }[] {
  const [first, ...others] = factors;
  if (!first) return [];
  // Levels are compared apart from the line and its steps. Bends are believed in only a little: to take them out of a
  // comparison whole would throw away a twentieth of what the posts say.
  const apart = baseline.filter(({ weight }) => weight === Number.POSITIVE_INFINITY).flatMap(({ columns }) => columns);
  const from = baseline.reduce((sum, { columns }) => sum + columns.length, 0);
  const residual = outcome.map((value, at) => value - (usual[at] as number));
  const best = bestLevel(residual, [first], apart, random.split("first"));
  const columns = first.levels.map((_, level) => Float64Array.from(first.of, (of) => (of === level ? 1 : 0)));
  const rest = residual.map((value, at) => {
    const level = first.of[at] as number;
    return level < 0 ? value : value - (fit.coefficients[from + level] as number);
  });
  const other = bestLevel(rest, others, [...apart, ...columns], random.split("others"));
  return [
    ...(best ? [{ claim: best, claimed: best.p <= ALARM.first }] : []),
    ...(other ? [{ claim: other, claimed: other.p <= ALARM.others }] : []),
  ];
}

/** Posts a week in the last months of the account. */
function paceOf(days: readonly number[]): number | null {
  const last = days[days.length - 1] ?? 0;
  const recent = days.filter((day) => day > last - PACE_DAYS);
  const span = last - (recent[0] ?? last);
  return span < 7 ? null : (7 * (recent.length - 1)) / span;
}
