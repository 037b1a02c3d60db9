/** What content resonates, on made-up accounts whose truth is known: false claims, right ones, and silence. */
import { normalQuantile } from "../../foundation/statistics/normal-quantile.ts";
import { createRandom, type Random } from "../../foundation/statistics/random.ts";
import { type AccountContent, accountContent, type Post } from "../../marketing/index.ts";
import { type Part, table } from "../table.ts";
import { FORMATS, type MadeUpAccount, madeUpAccount } from "./made-up-posts.ts";

const NULLS = 1000;
const LIFTED = 1000;
const LIFT = Math.log(1.5);
const ARTISTS = 400;

const share = (count: number, of: number): string => `${((100 * count) / of).toFixed(1)} %`;

function judge(posts: readonly Post[]): AccountContent {
  const question = { outcome: "reach", advertised: new Set<string>(), language: () => null, seed: 1 } as const;
  return accountContent(posts, question) as AccountContent;
}

/** Odd accounts have Student noise of six degrees of freedom. */
const freedomOf = (at: number): number => (at % 2 ? 6 : Number.POSITIVE_INFINITY);

/** Log effect of each format that is seen by one who knows the baseline, what is organic, and the noise. */
function oracleMeans(account: MadeUpAccount): { readonly mean: number; readonly count: number }[] {
  return FORMATS.slice(0, 5).map((_, format) => {
    const errors = account.organic.flatMap((organic, at) =>
      account.formats[at] === format && !account.viral.has((account.posts[at] as Post).id)
        ? [organic - (account.level[at] as number)]
        : [],
    );
    return { mean: errors.reduce((sum, each) => sum + each, 0) / Math.max(1, errors.length), count: errors.length };
  });
}

/** The oracle's claim: the best format against the rest, at a false alarm in twenty over the formats. */
function oracleClaim(account: MadeUpAccount, noise: number): number | null {
  const seen = oracleMeans(account);
  const all = seen.reduce((sum, { count }) => sum + count, 0);
  const total = seen.reduce((sum, { mean, count }) => sum + mean * count, 0);
  const z = seen.map(({ mean, count }) => {
    if (count === 0 || count === all) return Number.NEGATIVE_INFINITY;
    const rest = (total - mean * count) / (all - count);
    return (mean - rest) / (noise * Math.sqrt(1 / count + 1 / (all - count)));
  });
  const best = z.indexOf(Math.max(...z));
  return (z[best] as number) > normalQuantile(1 - 0.05 / seen.length) ? best : null;
}

export const contentClaims: Part = {
  name: "content-claims",
  title: "Claims about accounts where nothing matters, and where one format does",
  async run() {
    const random = createRandom(2023);
    const sizes = [60, 180, 365];
    const nulls = sizes.map(() => ({ accounts: 0, any: 0, format: 0 }));
    for (let at = 0; at < NULLS; at++) {
      const own = random.split(`null ${at}`);
      const posts = own.integer(60, 365);
      const account = madeUpAccount(question(posts, [0, 0, 0, 0, 0], 0.8, at), own);
      const { claims } = judge(account.posts);
      const group = nulls[posts < 160 ? 0 : posts < 260 ? 1 : 2] as (typeof nulls)[number];
      group.accounts++;
      if (claims.length > 0) group.any++;
      if (claims.some(({ factor }) => factor === "label")) group.format++;
    }
    const sum = (key: "accounts" | "any" | "format"): number => nulls.reduce((total, group) => total + group[key], 0);
    const ranges = ["60 to 159", "160 to 259", "260 to 365"];
    const lifted = [60, 120, 365].map((posts) => liftedRow(posts, random));
    return {
      lines: [
        ...table(
          ["null accounts, posts", "accounts", "any claim", "of these about the format"],
          [
            ...nulls.map((group, at) => [
              ranges[at] as string,
              `${group.accounts}`,
              share(group.any, group.accounts),
              share(group.format, group.accounts),
            ]),
            [
              "all (must ≤ 5 %)",
              `${sum("accounts")}`,
              share(sum("any"), sum("accounts")),
              share(sum("format"), sum("accounts")),
            ],
          ],
        ),
        "",
        ...table(
          [
            "best format +50 %, posts",
            "right claim",
            "must",
            "oracle's right",
            "of the oracle's (≥ 85 %)",
            "wrong claim (≤ 3 %)",
            "silent",
          ],
          lifted,
        ),
      ],
      figures: { nulls, lifted },
    };
  },
};

function question(
  posts: number,
  effects: readonly number[],
  noise: number,
  at: number,
): Parameters<typeof madeUpAccount>[0] {
  return { posts, effects, noise, freedom: freedomOf(at), boosted: 0.05, viral: 0.01 };
}

function liftedRow(posts: number, random: Random): string[] {
  let right = 0;
  let wrong = 0;
  let silent = 0;
  let oracle = 0;
  for (let at = 0; at < LIFTED; at++) {
    const own = random.split(`lifted ${posts} ${at}`);
    const best = own.integer(0, 4);
    const effects = [0, 1, 2, 3, 4].map((format) => (format === best ? LIFT : 0));
    const account = madeUpAccount(question(posts, effects, 0.8, at), own);
    const { claims } = judge(account.posts);
    const isRight = ({ factor, level }: (typeof claims)[number]): boolean =>
      factor === "label" && level === FORMATS[best];
    if (claims.length === 0) silent++;
    if (claims.some(isRight)) right++;
    if (claims.some((claim) => !isRight(claim))) wrong++;
    if (oracleClaim(account, 0.8) === best) oracle++;
  }
  const must = { 60: "≥ 25 %", 120: "≥ 55 %", 365: "≥ 90 %" }[posts] ?? "";
  return [
    `${posts}`,
    share(right, LIFTED),
    must,
    share(oracle, LIFTED),
    share(right, oracle),
    share(wrong, LIFTED),
    share(silent, LIFTED),
  ];
}

export const contentArtists: Part = {
  name: "content-artists",
  title: "Made-up artists: best format, advertised and viral posts",
  async run() {
    const random = createRandom(2024);
    const rows: string[][] = [];
    const found = { boosted: { hit: 0, false: 0, missed: 0 }, viral: { hit: 0, false: 0, missed: 0 } };
    for (const posts of [24, 60, 120, 365]) {
      let hits = 0;
      let oracle = 0;
      for (let at = 0; at < ARTISTS; at++) {
        const own = random.split(`artist ${posts} ${at}`);
        const noise = own.uniform(0.65, 1);
        // Uniform with a standard deviation of 0.35.
        const effects = [0, 1, 2, 3, 4].map(() => own.uniform(-0.606, 0.606));
        const account = madeUpAccount(
          { posts, effects, noise, freedom: freedomOf(at), boosted: 0.06, viral: 0.01 },
          own,
        );
        const result = judge(account.posts);
        const best = effects.indexOf(Math.max(...effects));
        const [first] = result.factors.find(({ factor }) => factor === "label")?.levels ?? [];
        if (first?.level === FORMATS[best]) hits++;
        const shrunk = oracleMeans(account).map(({ mean, count }) => (mean * count) / (count + (noise / 0.35) ** 2));
        if (shrunk.indexOf(Math.max(...shrunk)) === best) oracle++;
        count(found.boosted, result, "boosted", account.boosted);
        count(found.viral, result, "viral", account.viral);
      }
      rows.push([`${posts}`, share(hits, ARTISTS), share(oracle, ARTISTS), share(hits, oracle)]);
    }
    const { boosted, viral } = found;
    const score = ({ hit, false: wrong, missed }: typeof boosted): string[] => [
      (hit / (hit + missed)).toFixed(2),
      (hit / (hit + wrong)).toFixed(2),
      ((2 * hit) / (2 * hit + wrong + missed)).toFixed(2),
    ];
    return {
      lines: [
        ...table(["posts", "best format found", "oracle", "of the oracle's (≥ 92 %)"], rows),
        "",
        ...table(
          ["posts set aside", "recall", "precision", "F1", "must"],
          [
            ["advertised", ...score(boosted), "F1 ≥ .80"],
            ["viral, 3 deviations and more", ...score(viral), "recall ≥ .9, precision ≥ .8"],
          ],
        ),
      ],
      figures: { rows, found },
    };
  },
};

function count(
  into: { hit: number; false: number; missed: number },
  { setAside }: AccountContent,
  why: "boosted" | "viral",
  truth: ReadonlySet<string>,
): void {
  const named = setAside.filter((each) => each.why === why).map(({ post }) => post.id);
  const hits = named.filter((id) => truth.has(id)).length;
  into.hit += hits;
  into.false += named.length - hits;
  into.missed += truth.size - hits;
}
