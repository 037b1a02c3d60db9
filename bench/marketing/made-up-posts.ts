/**
 * Accounts of made-up artists, and the truth behind them. Nothing here is drawn from what the methods assume: effects
 * of formats are uniform, the level grows with a bend, every second account has Student noise, posts come in bursts.
 */
import type { Random } from "../../foundation/statistics/random.ts";
import type { Post } from "../../marketing/index.ts";
import { poisson } from "./poisson.ts";

export interface AccountQuestion {
  readonly posts: number;
  /** Log effects of the formats; their number is that of the formats. */
  readonly effects: readonly number[];
  /** Standard deviation of the log of a post's reach about what its format and day make of it. */
  readonly noise: number;
  /** Degrees of freedom of the noise; Infinity: normal. */
  readonly freedom: number;
  /** Chance of each post to be advertised, and to go viral. */
  readonly boosted: number;
  readonly viral: number;
}

export interface MadeUpAccount {
  readonly posts: readonly Post[];
  /** Index of the format of each post. */
  readonly formats: readonly number[];
  /** Log of what the post would have reached without its own noise, effect of format taken out. */
  readonly level: readonly number[];
  /** Log of the reach without advertising. */
  readonly organic: readonly number[];
  readonly boosted: ReadonlySet<string>;
  readonly viral: ReadonlySet<string>;
}

/** Names of the formats, as a person labels them. */
export const FORMATS: readonly string[] = ["live take", "studio process", "carousel", "photo", "trend", "lyrics"];
const OPENINGS = ["first take of", "how we made", "new version of", "behind", "three years of", "one night with"];
const CALLS = ["link in bio", "tell us below", "save this for later", "out friday", ""];
const TAGS = ["#newmusic", "#studio", "#live", "#indie", "#behindthescenes"];
const EMOJI = ["🎤", "🔥", "🌊", ""];

/** Posts of one account; viral ones stand 3 to 6 of the noise's deviations above their level. */
export function madeUpAccount(question: AccountQuestion, random: Random): MadeUpAccount {
  const { posts: count, effects, noise, freedom, boosted, viral } = question;
  const base = Math.log(300) + random.uniform(0, Math.log(15));
  const growth = random.uniform(-0.2, 0.9);
  const bend = random.uniform(-0.5, 0.5);
  const shares = effects.map(() => 0.4 + random.uniform());
  const rate = Math.log(random.uniform(0.035, 0.09));
  const rateSpread = random.uniform(0.15, 0.3);
  const paidRate = random.uniform(0.1, 0.35);
  const result = {
    posts: [] as Post[],
    formats: [] as number[],
    level: [] as number[],
    organic: [] as number[],
    boosted: new Set<string>(),
    viral: new Set<string>(),
  };
  let time = 20_000 + random.uniform();
  const gap = 365 / Math.max(count, 60);
  for (let at = 0; at < count; at++) {
    time += (random.uniform() < 0.3 ? 0.15 : 1.36) * gap * -Math.log(1 - random.uniform());
    const year = (time - 20_000) / 365;
    const format = choose(shares, random);
    const id = `1800${String(random.integer(1e9, 9.9e9))}${at}`;
    const level = base + growth * year + bend * Math.max(0, year - 0.5);
    let error = noise * student(freedom, random);
    if (random.uniform() < viral) error = noise * random.uniform(3, 6);
    const organic = level + (effects[format] as number) + error;
    if (error >= 3 * noise) result.viral.add(id);
    const seen = Math.max(1, Math.round(Math.exp(organic)));
    const paid = random.uniform() < boosted ? Math.round(Math.exp(level) * random.uniform(1, 5)) : 0;
    if (paid > 0) result.boosted.add(id);
    const liking = Math.exp(rate + rateSpread * random.normal());
    const likes = poisson(liking * (seen + paidRate * paid), random);
    const reach = seen + paid;
    result.formats.push(format);
    result.level.push(level);
    result.organic.push(organic);
    result.posts.push({
      id,
      platform: "Instagram",
      account: "made up",
      day: Math.floor(time),
      minute: Math.floor(60 * (random.uniform() < 0.6 ? random.uniform(17, 22) : random.uniform(7, 17))),
      kind: format < 2 || format === 4 ? "IG reel" : format === 2 ? "IG carousel" : "IG image",
      seconds: format < 2 || format === 4 ? random.integer(8, 60) : null,
      caption: caption(random),
      permalink: `https://example.org/p/${id}`,
      labels: { label: FORMATS[format] as string },
      territory: null,
      counts: {
        views: Math.round(reach * random.uniform(1.15, 1.6)),
        impressions: null,
        reach,
        likes,
        comments: poisson(likes * 0.1, random),
        shares: poisson(likes * 0.08, random),
        saves: poisson(likes * 0.12, random),
        follows: poisson(reach * 0.0015, random),
        clicks: null,
      },
    });
  }
  return result;
}

function caption(random: Random): string {
  const words = [random.pick(OPENINGS), `song ${random.integer(1, 6)}`, random.pick(EMOJI), random.pick(CALLS)];
  if (random.uniform() < 0.25) words.push("what do you think?");
  for (const tag of TAGS) if (random.uniform() < 0.3) words.push(tag);
  return words.filter((word) => word !== "").join(" ");
}

function choose(shares: readonly number[], random: Random): number {
  let left = random.uniform() * shares.reduce((sum, share) => sum + share, 0);
  for (let at = 0; at < shares.length; at++) {
    left -= shares[at] as number;
    if (left < 0) return at;
  }
  return shares.length - 1;
}

/** Student's distribution scaled to a standard deviation of 1. */
function student(freedom: number, random: Random): number {
  if (!Number.isFinite(freedom)) return random.normal();
  let squares = 0;
  for (let each = 0; each < freedom; each++) squares += random.normal() ** 2;
  return (random.normal() / Math.sqrt(squares / freedom)) * Math.sqrt((freedom - 2) / freedom);
}
