/** What format and the rest do to the posts of an account that were not set aside. */
import { baselineBlocks } from "./moving-baseline.ts";
import { type Outcome, redefined } from "./outcome.ts";
import { type Block, type PooledFit, pooledFit } from "./pooled-fit.ts";
import type { Post } from "./post.ts";
import { type Factor, postFactors } from "./post-factors.ts";
import { factorBlocks, type Screening, type SetAside, screenPosts } from "./screen-posts.ts";

export interface KeptFit {
  /** Indices of the posts that the fit is of. */
  readonly used: readonly number[];
  readonly factors: readonly Factor[];
  readonly fit: PooledFit;
  readonly baseline: readonly Block[];
  /** Log of the outcome of each used post. */
  readonly outcome: Float64Array;
  /** Level of the account at each used post, in the same logs. */
  readonly usual: Float64Array;
}

export interface AccountFit {
  readonly setAside: readonly SetAside[];
  /** For estimates: posts are odd beside others of their format. */
  readonly kept: KeptFit;
  /**
   * For claims: posts are odd beside all of the account. Leaving out what is odd for its format alone makes formats
   * differ where they do not.
   */
  readonly fair: KeptFit;
}

const FREEDOM = 8;
/** Coefficients that the expected spread of a factor is worth. */
const FACTOR_WEIGHT = 15;

/**
 * @param posts with a day and the outcome each
 * @param advertised ids of posts that an advertising account names
 */
export function fitAccount(
  posts: readonly Post[],
  outcome: Outcome,
  advertised: ReadonlySet<string>,
  language: (words: string) => string | null,
): AccountFit {
  const screened = screenPosts(posts, outcome, advertised, postFactors(posts, language).slice(0, 1));
  const fairly = screenPosts(posts, outcome, advertised, []);
  const breaks = redefined(outcome, posts[0]?.platform ?? "");
  return {
    setAside: screened.setAside,
    kept: fitKept(posts, screened, breaks, language),
    fair: fitKept(posts, fairly, breaks, language),
  };
}

function fitKept(
  posts: readonly Post[],
  { setAside, outcome, days, boosted }: Screening,
  breaks: readonly number[],
  language: (words: string) => string | null,
): KeptFit {
  const odd = new Set(setAside.map(({ post }) => post));
  const used = [...posts.keys()].filter((at) => !odd.has(at));
  const kept = Float64Array.from(used, (at) => outcome[at] as number);
  const baseline = baselineBlocks(
    Float64Array.from(used, (at) => days[at] as number),
    breaks,
  );
  const factors = postFactors(
    used.map((at) => posts[at] as Post),
    language,
  );
  const blocks = factors.flatMap((factor) =>
    factorBlocks([factor], { spread: factor.expected, weight: FACTOR_WEIGHT }),
  );
  const trust = Float64Array.from(used, (at) => 1 - (boosted[at] as number));
  const fit = pooledFit(kept, [...baseline, ...blocks], FREEDOM, trust);
  const usual = new Float64Array(used.length);
  baseline
    .flatMap(({ columns }) => columns)
    .forEach((column, k) => {
      for (let at = 0; at < usual.length; at++) usual[at]! += (fit.coefficients[k] as number) * (column[at] as number);
    });
  return { used, factors, fit, baseline, outcome: kept, usual };
}
