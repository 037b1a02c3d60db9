/** Which of a post's counts its success is read from. */
import type { Post, PostCounts } from "./post.ts";

export type Outcome =
  | "reach"
  | "views"
  | "impressions"
  | "likes"
  | "saves"
  | "shares"
  | "comments"
  | "follows"
  | "clicks";

/** People reached first: the only one that no platform has redefined in these years. */
export const OUTCOMES: readonly Outcome[] = [
  "reach",
  "views",
  "impressions",
  "likes",
  "saves",
  "shares",
  "comments",
  "follows",
  "clicks",
];
const COVERED = 0.8;

/** 2025-04-21: Instagram and Facebook count "views" where they counted impressions or plays. */
const VIEWS_REDEFINED = 20_199;

/** The first outcome that nearly all posts have; null where none is. */
export function usualOutcome(posts: readonly Post[]): Outcome | null {
  return (
    OUTCOMES.find(
      (outcome) => posts.filter(({ counts }) => counts[outcome] !== null).length >= COVERED * posts.length,
    ) ?? null
  );
}

/** Days from which the outcome means something else on this platform: no growth is read across them. */
export function redefined(outcome: Outcome, platform: string): number[] {
  const metas = platform === "Instagram" || platform === "Facebook";
  return metas && (outcome === "views" || outcome === "impressions") ? [VIEWS_REDEFINED] : [];
}

/** Likes, comments, shares and saves together; null where the export has none of them. */
export function reactionsOf({ likes, comments, shares, saves }: PostCounts): number | null {
  if (likes === null && comments === null && shares === null && saves === null) return null;
  return (likes ?? 0) + (comments ?? 0) + (shares ?? 0) + (saves ?? 0);
}
