/** `effect variants`: tests of two variants, pooled, each with its decision. */
import { join } from "node:path";
import { InputError } from "../../foundation/plan/errors.ts";
import { csvText } from "../../foundation/tables/write-csv.ts";
import { type JudgedTest, judgeTests, TESTS_FOR_SPREAD } from "../../marketing/index.ts";
import { type ColumnNames, type NamedTest, readVariantFile } from "../marketing/variant-file.ts";
import { markNamed } from "../project/csv-numbers.ts";
import { refuseExisting, writeWhole } from "../project/files.ts";
import { variantsReport } from "../report/variants-report.ts";
import type { Context } from "./verb.ts";

interface Options extends ColumnNames {
  readonly second: string | null;
  readonly split: string;
  readonly "decimal-mark": string | null;
}

const SHOWN = 20;

export async function measureVariants(context: Context): Promise<void> {
  const given = context.options as unknown as Options;
  const share = shareOf(given.split);
  const mark = markNamed(given["decimal-mark"]);
  const { tests: named, leftOut } = await readVariantFile(context.material[0] as string, given.second, given, mark);
  if (named.length === 0) {
    const missing = "a test: two rows with what was shown and clicked";
    context.say(`cannot tell: there is no row. It takes ${missing}`);
    context.write({ status: "not-enough-data", missing, cheapestNextStep: "show two variants to 1,000 people each" });
    return;
  }
  const { spread, tests } = judgeTests(named, share);
  const answers = named.map((test, at) => ({
    test: test.name,
    variants: test.variants,
    ...(tests[at] as JudgedTest),
  }));
  const page = context.out === null ? null : join(context.out, "variants.html");
  if (context.out !== null && page !== null) {
    for (const path of [page, join(context.out, "variants.csv")]) await refuseExisting(path, context.force);
    const sheet = named.map((test, at) => {
      const judged = tests[at] as JudgedTest;
      return { ...test, judged, sentence: sentence({ ...judged, test: test.name }, test) };
    });
    const report = variantsReport({ tests: sheet, leftOut, spread, learnedFrom: TESTS_FOR_SPREAD });
    await writeWhole(page, report, context.force);
    const header = ["test", "first", "second", "decision", "ratio", "low", "high", "chance_second_better"];
    const rows = answers.map(({ test, variants, decision, ratio, interval90, chanceSecondBetter }) => [
      test,
      ...variants,
      decision,
      ratio,
      ...interval90,
      chanceSecondBetter,
    ]);
    await writeWhole(join(context.out, "variants.csv"), csvText([header, ...rows]), context.force);
  }
  const count = (decision: string): number => tests.filter((test) => test.decision === decision).length;
  const decided = count("first") + count("second");
  context.say(
    `${tests.length} ${tests.length === 1 ? "test" : "tests"}: ${decided} decided, ${count("cannot-tell")} open, ${count("faulty-split")} with a faulty split`,
  );
  if (tests.length >= TESTS_FOR_SPREAD) {
    context.say(
      `  in general the second has ${ratio(spread.mean)} times the rate of the first; nine of ten pieces lie between ${ratio(spread.mean - 1.645 * spread.deviation)} and ${ratio(spread.mean + 1.645 * spread.deviation)}`,
    );
  }
  answers.slice(0, SHOWN).forEach((answer, at) => {
    context.say(`  ${sentence(answer, named[at] as NamedTest)}`);
  });
  if (answers.length > SHOWN)
    context.say(`  and ${answers.length - SHOWN} more: --out DIR writes all, --json prints them`);
  for (const { test, expected, found } of leftOut)
    context.say(`  left out, ${test}: expected ${expected}, found ${found}`);
  if (page !== null) context.say(`page: ${page}`);
  context.write({ status: "done", spread, tests: answers, leftOut, ...(page === null ? {} : { page }) });
}

const ratio = (log: number): string => Math.exp(log).toFixed(2);

function sentence(answer: JudgedTest & { test: string }, { variants, first, second }: NamedTest): string {
  const [low, high] = answer.interval90.map((value) => value.toFixed(2));
  const found = `${variants[1]} at ${answer.ratio.toFixed(2)} times ${variants[0]} (90 %: ${low} to ${high})`;
  if (answer.decision === "faulty-split") {
    return `${answer.test}: nothing can be said. ${first.trials} and ${second.trials} were shown, not the split that was meant: something chose who saw what. If no split was meant, --split any`;
  }
  if (answer.decision === "cannot-tell") {
    const more =
      answer.trialsMissing === null
        ? "show both until someone clicks"
        : answer.trialsMissing > 0
          ? `${answer.trialsMissing.toLocaleString("en")} more showings of each would tell +20 %`
          : "there is no difference worth waiting for, take either";
    return `${answer.test}: cannot tell. ${found}; ${more}`;
  }
  const loss = 100 * answer.expectedLoss[answer.decision];
  const best = answer.decision === "first" ? variants[0] : variants[1];
  return `${answer.test}: ${best}. ${found}; choosing it loses ${loss.toFixed(2)} % on average`;
}

/** The part meant for the second, of "1:3" 0.75; null for "any". */
function shareOf(split: string): number | null {
  if (split === "any") return null;
  const [first, second] = (/^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(split)?.slice(1) ?? []).map(Number);
  if (!first || !second) throw new InputError("--split", "like 1:1 or 1:3, or any", split);
  return second / (first + second);
}
