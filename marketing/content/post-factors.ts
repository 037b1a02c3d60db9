/** What posts differ in, as factors with levels that enough posts have. */
import { captionTraits } from "./caption-traits.ts";
import type { Post } from "./post.ts";

export type FactorKind = "content" | "trait" | "tag" | "time";

export interface Factor {
  /** "format", "length", "question". */
  readonly name: string;
  readonly levels: readonly string[];
  /** Level of each post; -1 where it has none. */
  readonly of: Int32Array;
  /** What it is about: what is shown, how it is put, under which hashtag, or when. */
  readonly kind: FactorKind;
  /** Standard deviation of log effects that is expected where posts have not spoken. */
  readonly expected: number;
}

/** Posts that a level needs: of content, whose levels are pooled; of traits, and of whatever is claimed. */
const FEWEST = 1;
export const LEAST_POSTS = 4;
const COVERED = 0.8;
const TAGS = 5;
/** Formats differ by this much in general (decisions/0023), single traits of a caption or the hour by much less. */
const EXPECTED: Readonly<Record<FactorKind, number>> = { content: 0.35, trait: 0.1, tag: 0.05, time: 0.08 };

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;

/**
 * Factors of posts, the one that counts most first: a person's own labels where they cover the posts, the platform's
 * kind otherwise. The others follow; none repeats another.
 *
 * @param language of a caption's words; null where it cannot be told
 */
export function postFactors(posts: readonly Post[], language: (words: string) => string | null): Factor[] {
  const traits = posts.map(({ caption }) => captionTraits(caption));
  const labels = [...new Set(posts.flatMap((post) => Object.keys(post.labels)))].sort(byName);
  const factors: Factor[] = [];
  const add = (name: string, kind: FactorKind, levelOf: (post: Post, at: number) => string | null): void => {
    const factor = factorOf(name, kind, posts.map(levelOf));
    if (factor && !factors.some((other) => repeats(other, factor))) factors.push(factor);
  };
  const covers = (name: string): boolean =>
    posts.filter((post) => (post.labels[name] ?? "") !== "").length >= COVERED * posts.length;
  for (const name of labels.filter(covers)) add(name, "content", (post) => post.labels[name] || null);
  add("format", "content", ({ kind }) => kind || null);
  for (const name of labels.filter((each) => !covers(each))) add(name, "content", (post) => post.labels[name] || null);
  add("length", "trait", ({ seconds }) => (seconds === null || seconds <= 0 ? null : lengthOf(seconds)));
  add("question in the caption", "trait", (_, at) => yes(traits[at]?.question));
  add("a request", "trait", (_, at) => yes(traits[at]?.call));
  add("emoji", "trait", (_, at) => yes((traits[at]?.emoji ?? 0) > 0));
  add("hashtags", "trait", (_, at) => numberOf(traits[at]?.hashtags.length ?? 0));
  add("length of the caption", "trait", (_, at) => captionLength(traits[at]?.letters ?? 0));
  add("language", "trait", (_, at) => language(traits[at]?.words ?? ""));
  const tags = new Map<string, number>();
  for (const { hashtags } of traits) for (const tag of hashtags) tags.set(tag, (tags.get(tag) ?? 0) + 1);
  const common = [...tags]
    .filter(([, count]) => count >= 2 * LEAST_POSTS && count <= COVERED * posts.length)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, TAGS);
  for (const [tag] of common) add(tag, "tag", (_, at) => yes(traits[at]?.hashtags.includes(tag)));
  add("part of the day", "time", ({ minute }) => (minute === null ? null : partOfDay(minute)));
  add("day of the week", "time", ({ day }) => (day === null ? null : (WEEKDAYS[(((day + 4) % 7) + 7) % 7] as string)));
  return factors;
}

/** "label" is what a person calls the kind of content; it goes before "topic" and the rest. */
function byName(a: string, b: string): number {
  return Number(b === "label") - Number(a === "label") || (a < b ? -1 : 1);
}

const yes = (value: boolean | undefined): string => (value ? "yes" : "no");

function lengthOf(seconds: number): string {
  return seconds < 15 ? "under 15 s" : seconds < 30 ? "15 to 30 s" : seconds < 60 ? "30 to 60 s" : "60 s and more";
}

function numberOf(count: number): string {
  return count === 0 ? "none" : count <= 3 ? "1 to 3" : "4 and more";
}

function captionLength(letters: number): string {
  return letters < 40 ? "under 40 letters" : letters < 150 ? "40 to 150 letters" : "150 letters and more";
}

function partOfDay(minute: number): string {
  return ["0 to 6 h", "6 to 12 h", "12 to 18 h", "18 to 24 h"][Math.floor(minute / 360)] as string;
}

/** Null where fewer than two levels have enough posts; levels with too few are no level. */
function factorOf(name: string, kind: FactorKind, named: readonly (string | null)[]): Factor | null {
  const least = kind === "content" ? FEWEST : LEAST_POSTS;
  const counts = new Map<string, number>();
  for (const level of named) if (level !== null) counts.set(level, (counts.get(level) ?? 0) + 1);
  const levels = [...counts].filter(([, count]) => count >= least).map(([level]) => level);
  if (levels.length < 2) return null;
  return {
    name,
    levels,
    of: Int32Array.from(named, (level) => levels.indexOf(level ?? "")),
    kind,
    expected: EXPECTED[kind],
  };
}

/** Whether the level of the second follows from that of the first. */
function repeats(first: Factor, second: Factor): boolean {
  const seen = new Map<number, number>();
  for (let at = 0; at < first.of.length; at++) {
    const [a, b] = [first.of[at] as number, second.of[at] as number];
    if (a < 0 || b < 0) continue;
    const known = seen.get(a);
    if (known === undefined) seen.set(a, b);
    else if (known !== b) return false;
  }
  return true;
}
