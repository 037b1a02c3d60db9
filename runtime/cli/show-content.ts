/** `content`: what resonates, as text, JSON, a page and rows. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../../foundation/plan/errors.ts";
import { isoDay } from "../../foundation/tables/index.ts";
import { csvText } from "../../foundation/tables/write-csv.ts";
import type { AdResult, Outcome, Post } from "../../marketing/index.ts";
import { accountName, leadSentence, testSentence, timingSentence } from "../marketing/content-sentences.ts";
import { type JudgedAccount, judgeContent } from "../marketing/judge-content.ts";
import { refuseExisting, writeWhole } from "../project/files.ts";
import { contentReport } from "../report/content-report.ts";
import type { FileLedger } from "../store/import-files.ts";
import { openStore } from "../store/project-store.ts";
import { readAdResults } from "../store/read-ad-results.ts";
import { readPosts } from "../store/read-posts.ts";
import { readPostsFiles } from "../store/read-posts-file.ts";
import { QuestionsError } from "./exit-codes.ts";
import { readAnswers } from "./import-exports.ts";
import { type NotPosts, notPosts } from "./not-posts.ts";
import type { Context } from "./verb.ts";

interface Options {
  readonly project: string;
  readonly posts: string | null;
  readonly labels: string | null;
  readonly answers: string | null;
  readonly "accept-proposals": boolean;
  readonly by: Outcome | null;
}

/** Rows that cannot be read, of each file. */
const SHOWN = 5;
const CHEAPEST =
  "import an export of your posts: songwright import FILE (docs/content.md says where each platform has it)";

export async function showContent(context: Context): Promise<void> {
  const options = context.options as unknown as Options;
  const { posts, ads, others } = await materialOf(options, context);
  const accounts = judgeContent(posts, ads, { outcome: options.by, seed: context.seed });
  if (options.by !== null && accounts.every(({ content }) => content === null) && posts.length > 0) {
    const counted = posts.filter(({ counts }) => counts[options.by as Outcome] !== null).length;
    if (counted === 0) throw new InputError("--by", "what the posts have", options.by);
  }
  const [first] = accounts;
  if (!first) {
    const [other] = others;
    const missing = other ? `posts with a day and a figure: ${other.found}` : "posts with a day and a figure";
    context.say(`cannot tell: ${other ? `${other.found}. Next: ${other.next}` : "there are no posts"}`);
    context.write({ status: "not-enough-data", missing, cheapestNextStep: other?.next ?? CHEAPEST });
    return;
  }
  if (context.out !== null) {
    const files = [
      ["content.html", contentReport(accounts)],
      ["content.csv", rowsText(accounts)],
      ["set-aside.csv", asideText(accounts)],
      ["content.json", `${JSON.stringify(documentOf(accounts), null, 2)}\n`],
    ] as const;
    await mkdir(context.out, { recursive: true });
    for (const [name] of files) await refuseExisting(join(context.out, name), context.force);
    for (const [name, text] of files) await writeWhole(join(context.out, name), text, context.force);
  }
  for (const line of accounts.flatMap(linesOf)) context.say(line);
  context.write(documentOf(accounts));
}

interface Material {
  readonly posts: readonly Post[];
  readonly ads: readonly AdResult[];
  /** Tables of the files given that are no exports of posts. */
  readonly others: readonly NotPosts[];
}

async function materialOf(
  { project, posts, labels, answers, "accept-proposals": accept }: Options,
  context: Context,
): Promise<Material> {
  if (posts !== null) {
    let others: NotPosts[] = [];
    const files = labels === null ? [posts] : [posts, labels];
    const told = (ledger: FileLedger): void => {
      others = [...others, ...ledger.tables.flatMap((table) => notPosts(table) ?? [])];
      for (const { rejected, path } of ledger.tables)
        for (const { at, column, expected, found } of rejected.slice(0, SHOWN))
          context.warn(`${path}, line ${at}: ${column}: expected ${expected}, found ${found}; this row is left out`);
    };
    const known = await readAnswers(answers);
    try {
      return { posts: await readPostsFiles(files, known, context.run, told), ads: [], others };
    } catch (error) {
      if (!accept || !(error instanceof QuestionsError)) throw error;
      for (const { id, proposal } of error.questions) if (proposal !== null) known[id] = proposal;
      others = [];
      return { posts: await readPostsFiles(files, known, context.run, told), ads: [], others };
    }
  }
  for (const [option, value] of Object.entries({ "--labels": labels, "--answers": answers }))
    if (value !== null) throw new InputError(option, "only with --posts; a project's files go through import", value);
  const store = await openStore(project, { mustExist: true });
  try {
    return { posts: await readPosts(store), ads: await readAdResults(store), others: [] };
  } finally {
    store.close();
  }
}

function documentOf(accounts: readonly JudgedAccount[]): object {
  const shown = accounts.map(({ content, ...account }) => ({
    ...account,
    ...(content === null
      ? { status: "not-enough-data" }
      : {
          status: content.claims.length > 0 ? "done" : "not-enough-data",
          used: content.used,
          withoutFigure: content.withoutFigure,
          noise: content.noise,
          postsPerWeek: content.postsPerWeek,
          claims: content.claims,
          strongest: content.strongest,
          factors: content.factors.map(({ factor, levels }) => ({ factor, levels })),
          setAside: content.setAside.map(({ post, ...why }) => ({ id: post.id, permalink: post.permalink, ...why })),
        }),
  }));
  if (accounts.some(({ content }) => (content?.claims.length ?? 0) > 0)) return { status: "done", accounts: shown };
  const test = accounts.flatMap(({ nextTests }) => nextTests)[0];
  return {
    status: "not-enough-data",
    missing: "posts enough that a difference is more than chance makes",
    cheapestNextStep: test ? testSentence(test) : "post on, and import again",
    accounts: shown,
  };
}

function linesOf(account: JudgedAccount): string[] {
  const { content, nextTests } = account;
  if (content === null) return [`${accountName(account)}: ${leadSentence(account)}`];
  const boosted = content.setAside.filter(({ why }) => why === "boosted").length;
  const viral = content.setAside.length - boosted;
  return [
    `${accountName(account)}: ${leadSentence(account)}`,
    `  ${content.used} posts compared; ${boosted} set aside as advertised, ${viral} as viral${content.withoutFigure > 0 ? `, ${content.withoutFigure} without a figure` : ""}`,
    `  ${timingSentence(content)}`,
    ...nextTests.map((test) => `  next: ${testSentence(test)}`),
  ];
}

function asideText(accounts: readonly JudgedAccount[]): string {
  const rows = accounts.flatMap((account) =>
    (account.content?.setAside ?? []).map(({ post, why, chance, above }) => [
      accountName(account),
      isoDay(post.day as number),
      post.permalink || post.id,
      why,
      chance,
      above,
    ]),
  );
  return csvText([["account", "day", "post", "why", "chance_advertised", "deviations_above"], ...rows]);
}

function rowsText(accounts: readonly JudgedAccount[]): string {
  const rows = accounts.flatMap((account) => {
    if (account.content === null) return [];
    const { factors } = account.content;
    const name = accountName(account);
    return [
      ...factors.flatMap(({ factor, levels }) =>
        levels.map(({ level, posts, ratio, interval90, chanceBest, expectedLoss }) => [
          name,
          factor,
          level,
          posts,
          ratio,
          ...interval90,
          chanceBest,
          expectedLoss,
        ]),
      ),
    ];
  });
  const header = ["account", "factor", "level", "posts", "ratio", "low", "high", "chance_best", "expected_loss"];
  return csvText([header, ...rows]);
}
