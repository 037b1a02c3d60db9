/** Posts, account by account, with what resonates in each and what the next tests cost. */
import {
  type AccountContent,
  type AdResult,
  accountContent,
  advertisedPosts,
  type NextTest,
  type Outcome,
  type Post,
  trialsNeeded,
  usualOutcome,
} from "../../marketing/index.ts";
import { captionLanguage } from "./caption-language.ts";

/** A test as an advertisement: both shown to as many as it takes. */
export interface AdTest {
  readonly impressionsEach: number;
  readonly cost: number;
  readonly currency: string;
}

export interface JudgedAccount {
  readonly platform: string;
  readonly account: string;
  /** Null where the posts are of no one territory. */
  readonly territory: string | null;
  readonly outcome: Outcome;
  /** Null where there are too few posts; `posts` counts them. */
  readonly content: AccountContent | null;
  readonly posts: number;
  readonly nextTests: readonly (NextTest & { readonly asAd: AdTest | null })[];
}

/** Accounts with the most posts first. Without `outcome` each takes the first that nearly all of its posts have. */
export function judgeContent(
  posts: readonly Post[],
  ads: readonly AdResult[],
  { outcome, seed }: { readonly outcome: Outcome | null; readonly seed: number },
): JudgedAccount[] {
  const groups = new Map<string, Post[]>();
  for (const post of posts) {
    const key = [post.platform, post.account, post.territory ?? ""].join("\0");
    groups.set(key, [...(groups.get(key) ?? []), post]);
  }
  const advertised = advertisedPosts(posts, ads);
  return [...groups.values()]
    .sort((a, b) => b.length - a.length)
    .flatMap((group): JudgedAccount[] => {
      const [{ platform, account, territory }] = group as [Post, ...Post[]];
      const counted = outcome ?? usualOutcome(group);
      if (counted === null) return [];
      const content = accountContent(group, { outcome: counted, advertised, language: captionLanguage, seed });
      const nextTests = (content?.nextTests ?? []).map((each) => ({ ...each, asAd: adTest(each, ads) }));
      return [{ platform, account, territory, outcome: counted, content, posts: group.length, nextTests }];
    });
}

/** What the test would cost at the prices and click rates of past ads; null without any. */
function adTest({ difference }: NextTest, ads: readonly AdResult[]): AdTest | null {
  const currency = ads.find((each) => each.currency !== null)?.currency;
  const known = ads.filter((each) => each.currency === currency && each.group === "" && each.spend && each.impressions);
  const sum = (of: (ad: AdResult) => number | null): number => known.reduce((all, each) => all + (of(each) ?? 0), 0);
  const [spend, impressions, clicks] = [sum((ad) => ad.spend), sum((ad) => ad.impressions), sum((ad) => ad.clicks)];
  const rate = clicks / impressions;
  if (!currency || !(rate > 0 && rate * (1 + difference) < 1)) return null;
  const impressionsEach = trialsNeeded(rate, difference);
  return { impressionsEach, cost: Math.ceil((2 * impressionsEach * spend) / impressions), currency };
}
