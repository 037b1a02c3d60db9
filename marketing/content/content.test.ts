import { expect, test } from "vitest";
import { createRandom } from "../../foundation/statistics/random.ts";
import { type AccountContent, accountContent, LEAST_POSTS } from "./account-content.ts";
import { captionTraits } from "./caption-traits.ts";
import { ALARM, bestLevel } from "./level-claims.ts";
import { lossAbove } from "./next-tests.ts";
import { usualOutcome } from "./outcome.ts";
import { pooledFit } from "./pooled-fit.ts";
import type { Post } from "./post.ts";
import { postFactors } from "./post-factors.ts";
import { unusualPosts } from "./set-aside.ts";

const random = createRandom(7);
const ask = { outcome: "reach", advertised: new Set<string>(), language: () => null, seed: 1 } as const;

function post(at: number, reach: number | null, label: string, likes = 0.06 * (reach ?? 0)): Post {
  return {
    id: `p${at}`,
    platform: "Instagram",
    account: "a",
    day: 20_000 + 3 * at,
    minute: (at * 397) % 1440,
    kind: "IG reel",
    seconds: 20,
    caption: at % 7 < 3 ? "what do you think?" : "out now",
    permalink: "",
    labels: { label },
    territory: null,
    counts: {
      views: null,
      impressions: null,
      reach,
      likes: Math.round(likes),
      comments: null,
      shares: null,
      saves: null,
      follows: null,
      clicks: null,
    },
  };
}

/** Posts in turns of three kinds, the last one lifted. */
function account(posts: number, lift: number, noise: number): Post[] {
  return Array.from({ length: posts }, (_, at) =>
    post(
      at,
      Math.round(Math.exp(7 + noise * random.normal() + (at % 3 === 2 ? lift : 0))),
      ["live", "photo", "trend"][at % 3] as string,
    ),
  );
}

const judge = (posts: readonly Post[]): AccountContent => accountContent(posts, ask) as AccountContent;

test("captions: questions, requests, hashtags and emoji are told without links and names", () => {
  const traits = captionTraits("Coming back? Link in bio 🎤🔥 #NewMusic #newmusic @friend https://example.org/?a=b");
  expect(traits).toMatchObject({ question: true, call: true, emoji: 2, hashtags: ["#newmusic"] });
  expect(captionTraits("Enlace en la bio").call).toBe(true);
  expect(captionTraits("see https://example.org/?q=1 now")).toMatchObject({ question: false, call: false });
  expect(captionTraits("")).toMatchObject({ letters: 0, hashtags: [] });
});

test("a fit without pooling is least squares", () => {
  // The first ten cars of M. Ezekiel, Methods of Correlation Analysis, 1930.
  const speed = Float64Array.of(4, 4, 7, 7, 8, 9, 10, 10, 10, 11);
  const stop = Float64Array.of(2, 10, 4, 22, 16, 10, 18, 26, 34, 17);
  const wide = { spread: 1e4, weight: Number.POSITIVE_INFINITY };
  const { coefficients } = pooledFit(
    stop,
    [{ columns: [new Float64Array(10).fill(1), speed], ...wide }],
    Number.POSITIVE_INFINITY,
  );
  const meanX = 8;
  const meanY = 15.9;
  let xy = 0;
  let xx = 0;
  speed.forEach((x, at) => {
    xy += (x - meanX) * ((stop[at] as number) - meanY);
    xx += (x - meanX) ** 2;
  });
  expect(coefficients[1]).toBeCloseTo(xy / xx, 5);
  expect(coefficients[0]).toBeCloseTo(meanY - (xy / xx) * meanX, 4);
});

test("heavy tails: one post in the sky moves a Student fit little, a normal one much", () => {
  const y = Float64Array.from({ length: 41 }, (_, at) => (at === 20 ? 60 : Math.sin(at)));
  const level = [{ columns: [new Float64Array(41).fill(1)], spread: 100, weight: Number.POSITIVE_INFINITY }];
  expect(Math.abs(pooledFit(y, level, 4).coefficients[0] as number)).toBeLessThan(0.15);
  expect(pooledFit(y, level, Number.POSITIVE_INFINITY).coefficients[0]).toBeGreaterThan(1.4);
});

test("effects are pooled: where levels do not differ, their spread comes out small", () => {
  const y = Float64Array.from({ length: 300 }, () => random.normal());
  const columns = [0, 1, 2, 3, 4].map((level) =>
    Float64Array.from({ length: 300 }, (_, at) => (at % 5 === level ? 1 : 0)),
  );
  const { spreads, coefficients } = pooledFit(y, [{ columns, spread: 0.3, weight: 5 }], 8);
  expect(spreads[0]).toBeLessThan(0.25);
  for (const effect of coefficients) expect(Math.abs(effect)).toBeLessThan(0.2);
});

test("unit normal loss as tabled (Raiffa and Schlaifer, 1961, table II)", () => {
  expect(lossAbove(0)).toBeCloseTo(0.3989, 4);
  expect(lossAbove(1)).toBeCloseTo(0.08332, 5);
  expect(lossAbove(2)).toBeCloseTo(0.008491, 6);
});

test("advertising is told from luck by who reacts", () => {
  const reach = Float64Array.from({ length: 80 }, (_, at) => 0.7 * Math.sin(at * 1.7));
  const reaction = Float64Array.from({ length: 80 }, (_, at) => 0.2 * Math.sin(at * 2.3));
  // Four times the usual reach, half the reactions; and six times the usual reach with all of its reactions.
  reach[10] = Math.log(4);
  reaction[10] = Math.log(0.35);
  reach[20] = Math.log(30);
  const { boosted, above } = unusualPosts(reach, reaction, new Float64Array(80).fill(200));
  expect(boosted[10]).toBeGreaterThan(0.5);
  expect(boosted[20]).toBeLessThan(0.25);
  expect(above[20]).toBeGreaterThan(3);
});

test("the best of levels without effect is claimed as rarely as promised", () => {
  const names = ["a", "b", "c", "d"];
  const of = Int32Array.from({ length: 60 }, (_, at) => at % 4);
  let claims = 0;
  for (let each = 0; each < 300; each++) {
    const y = Float64Array.from(of, () => random.normal() ** 3);
    const best = bestLevel(
      y,
      [{ name: "kind", levels: names, of, kind: "content", expected: 0.3 }],
      [new Float64Array(60).fill(1)],
      random.split(`${each}`),
    );
    if (best && best.p <= ALARM.first) claims++;
  }
  // 13.5 expected; 26 and more have a chance of 1 in 1,000.
  expect(claims).toBeLessThan(26);
});

test("a real difference is claimed, and named", () => {
  const { claims, factors } = judge(account(150, Math.log(2), 0.6));
  expect(claims[0]).toMatchObject({ factor: "label", level: "trend" });
  const [best] = factors.find(({ factor }) => factor === "label")?.levels ?? [];
  expect(best).toMatchObject({ level: "trend", posts: expect.any(Number) });
  // Two over the mean of 1, 1, 2 in logs: 2 / 2^(1/3).
  expect(best?.ratio).toBeGreaterThan(1.3);
  expect(best?.ratio).toBeLessThan(1.85);
  expect(best?.interval90[0]).toBeGreaterThan(1);
});

test("next tests: of different factors, with posts and weeks", () => {
  const { nextTests, noise } = judge(account(60, 0.3, 0.8));
  expect(nextTests.length).toBe(2);
  expect(new Set(nextTests.map(({ factor }) => factor)).size).toBe(2);
  const [first] = nextTests;
  // Two groups, one side of 5 %, 80 %: 2 (1.645 + 0.842)² noise² / difference².
  const posts = 2 * ((1.64485 + 0.84162) * noise) ** 2;
  expect(first?.postsEach).toBe(Math.ceil(posts / Math.log1p(first?.difference as number) ** 2));
  expect(first?.weeks).toBeGreaterThan(1);
});

test("posts without a figure are left out and counted; too few are no account", () => {
  const posts = [...account(40, 0, 0.5), post(100, null, "live"), { ...post(101, 50, "live"), day: null }];
  expect(judge(posts)).toMatchObject({ posts: 40, withoutFigure: 2 });
  expect(accountContent(account(LEAST_POSTS - 1, 0, 0.5), ask)).toBeNull();
});

test("the outcome is reach where posts have it", () => {
  expect(usualOutcome(account(20, 0, 0.5))).toBe("reach");
  expect(usualOutcome([])).toBe("reach");
  const views = account(20, 0, 0.5).map((each) => ({ ...each, counts: { ...each.counts, reach: null, views: 10 } }));
  expect(usualOutcome(views)).toBe("views");
});

test("a redefined number makes a step, not growth", () => {
  // From 2025-04-21 on twice as many "views" are counted.
  const posts = account(120, 0, 0.2).map((each) => {
    const day = 20_199 - 180 + 3 * Number(each.id.slice(1));
    const views = (each.counts.reach as number) * (day >= 20_199 ? 2 : 1);
    return { ...each, day, counts: { ...each.counts, reach: null, views } };
  });
  const { baseline } = accountContent(posts, { ...ask, outcome: "views" }) as AccountContent;
  const at = (day: number): number => baseline.find((point) => point.day >= day)?.usual ?? 0;
  expect(at(20_200) / at(20_190)).toBeGreaterThan(1.6);
  expect(at(20_190) / at(20_030)).toBeGreaterThan(0.8);
  expect(at(20_190) / at(20_030)).toBeLessThan(1.25);
});

test("factors: labels first, repeats once, levels of too few posts are none", () => {
  const posts = account(30, 0, 0.5).map((each, at) => ({ ...each, kind: at % 3 === 1 ? "IG image" : "IG reel" }));
  const names = postFactors(posts, () => null).map(({ name }) => name);
  expect(names[0]).toBe("label");
  expect(names).not.toContain("format");
  expect(names).toContain("part of the day");
});
