/** What can be said of an account's content, in sentences. */
import type { AccountContent, FactorEffects, LevelClaim, LevelEffect } from "../../marketing/index.ts";
import { LEAST_POSTS } from "../../marketing/index.ts";
import type { JudgedAccount } from "./judge-content.ts";

/** "Instagram, vesna.music". */
export function accountName({ platform, account, territory }: JudgedAccount): string {
  return [platform || "posts", account, territory ?? ""].filter((part) => part !== "").join(", ");
}

/** "live take (label)"; a trait of a caption as it is: "with emoji". */
export function levelName(factor: string, level: string): string {
  if (factor === "label" || factor === "format") return level;
  if (level === "yes") return `with ${factor}`;
  if (level === "no") return `without ${factor}`;
  return `${factor}: ${level}`;
}

export function effectOf(content: AccountContent, { factor, level }: LevelClaim): LevelEffect | null {
  const found = content.factors.find((each: FactorEffects) => each.factor === factor);
  return found?.levels.find((each) => each.level === level) ?? null;
}

export const times = (ratio: number): string => `× ${ratio.toFixed(2)}`;

/** The first sentence of an account: what is known, or that nothing is. */
export function leadSentence({ content, posts, outcome }: JudgedAccount): string {
  if (content === null)
    return `cannot tell: ${posts} ${posts === 1 ? "post" : "posts"} with a day and a figure are too few; it takes ${LEAST_POSTS}`;
  const told = content.claims.map((claim) => {
    const effect = effectOf(content, claim);
    if (effect === null) return `${levelName(claim.factor, claim.level)} does better than the rest`;
    const [low, high] = effect.interval90;
    return `${levelName(claim.factor, claim.level)}: ${times(effect.ratio)} the usual ${outcome} (90 %: ${times(low)} to ${times(high)}), the best with a chance of ${Math.round(100 * effect.chanceBest)} %`;
  });
  if (told.length > 0) return told.join("; ");
  const [first] = content.factors[0]?.levels ?? [];
  const hint =
    first && content.factors[0]
      ? `; the best bet is ${levelName(content.factors[0].factor, first.level)}, the best with a chance of ${Math.round(100 * first.chanceBest)} %`
      : "";
  return `cannot tell yet what resonates${hint}`;
}

export function testSentence({
  factor,
  first,
  second,
  difference,
  postsEach,
  weeks,
  asAd,
}: JudgedAccount["nextTests"][number]): string {
  const pace = weeks === null ? "" : `, ${weeks} ${weeks === 1 ? "week" : "weeks"} at your pace`;
  const paid = asAd
    ? `; as an advertisement ${asAd.impressionsEach.toLocaleString("en")} showings of each, about ${asAd.cost.toLocaleString("en")} ${asAd.currency}`
    : "";
  const plain = first === "yes" || first === "no" || factor === "label" || factor === "format";
  const pair = plain
    ? `${levelName(factor, first)} against ${levelName(factor, second)}`
    : `${factor}, ${first} against ${second}`;
  return `${pair}: ${postsEach} posts of each, in turns${pace}, tell a difference of ${Math.round(100 * difference)} %${paid}`;
}

/** What timing did: nothing is said unless it was claimed. */
export function timingSentence(content: AccountContent): string {
  const timed = content.claims.find(({ factor }) => factor === "part of the day" || factor === "day of the week");
  return timed
    ? `When: ${timed.level} does better.`
    : "When: no evidence that the hour or the day matters for you. Post when you are there to answer.";
}
