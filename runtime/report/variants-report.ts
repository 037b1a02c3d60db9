/** The pages of `effect variants` and `campaign creatives`: which is better, how surely, what is missing. */
import { moneyText } from "../../foundation/catalogue/currency.ts";
import { countText, numberText } from "../../foundation/look/figure-text.ts";
import type { CreativeRate, JudgedTest, RatioSpread } from "../../marketing/index.ts";
import type { LeftOut, NamedTest } from "../marketing/variant-file.ts";
import { escapeHtml } from "./html.ts";
import { intervalPicture } from "./interval-picture.ts";
import { figureOf } from "./measure-report.ts";
import { page } from "./page.ts";

export interface VariantSheet {
  readonly tests: readonly (NamedTest & { readonly judged: JudgedTest; readonly sentence: string })[];
  readonly leftOut: readonly LeftOut[];
  readonly spread: RatioSpread;
  /** Tests from which on their spread is learned from them. */
  readonly learnedFrom: number;
}

/** Tests in the picture, and in sentences. */
const DRAWN = 40;
const LISTED = 200;
/** Letters of a name in a picture. */
const LETTERS = 34;

const shortened = (name: string): string => (name.length > LETTERS ? `${name.slice(0, LETTERS - 1)}…` : name);
const percent = (share: number, digits = 0): string => `${numberText(100 * share, digits)} %`;
const times = (ratio: number): string => `× ${numberText(ratio, 2)}`;

export function variantsReport({ tests, leftOut, spread, learnedFrom }: VariantSheet): string {
  const count = (...decisions: string[]): number =>
    tests.filter(({ judged }) => decisions.includes(judged.decision)).length;
  const lead = `${countText(tests.length, "test", "tests")}: ${count("first", "second")} decided, ${count("cannot-tell")} open, ${count("faulty-split")} with a faulty split.`;
  const drawn = tests.filter(({ judged }) => judged.decision !== "faulty-split").slice(0, DRAWN);
  const bars = drawn.map(({ name, judged: { ratio, interval90, chanceSecondBetter, decision } }) => ({
    name: shortened(name),
    value: Math.log(ratio),
    low: Math.log(interval90[0]),
    high: Math.log(interval90[1]),
    sure: decision !== "cannot-tell",
    text: `${percent(chanceSecondBetter)} better`,
  }));
  const rows = tests.slice(0, LISTED).map(({ name, variants, first, second, judged }) => {
    const { ratio, interval90, chanceSecondBetter, expectedLoss, decision } = judged;
    const verdict = {
      first: variants[0],
      second: variants[1],
      "cannot-tell": "cannot tell",
      "faulty-split": "faulty split",
    };
    const rate = ({ successes, trials }: NamedTest["first"]): string => percent(successes / trials, 2);
    return `<tr><th scope="row" class="long">${escapeHtml(name)}</th><td>${escapeHtml(variants.join(", "))}</td><td class="number">${rate(first)}</td><td class="number">${rate(second)}</td><td class="number">${times(ratio)} <span class="change">${numberText(interval90[0], 2)} to ${numberText(interval90[1], 2)}</span></td><td class="number">${percent(chanceSecondBetter)}</td><td class="number">${percent(Math.min(expectedLoss.first, expectedLoss.second), 1)}</td><td>${escapeHtml(verdict[decision])}</td></tr>`;
  });
  const items = [
    ...tests.slice(0, DRAWN).map(({ sentence }) => `<li class="fine">${escapeHtml(sentence)}.</li>`),
    ...leftOut.map(
      ({ test, expected, found }) =>
        `<li>${escapeHtml(`${test} was left out: expected ${expected}, found ${found}.`)}</li>`,
    ),
  ];
  const general =
    tests.length >= learnedFrom
      ? `In general the second has ${times(Math.exp(spread.mean))} of the first's rate here; each test is drawn towards that.`
      : `Fewer than ${learnedFrom} tests say little of how such pairs differ: each is drawn towards no difference, as far as headlines usually are apart.`;
  const more = tests.length > DRAWN ? ` The first ${drawn.length} are shown.` : "";
  const body = [
    `<header>\n<h1>Tests of two variants</h1>\n<p class="lead">${lead}</p>\n<p>${escapeHtml(general)}</p>\n</header>`,
    `<section>\n<h2>The second against the first</h2>\n${bars.length === 0 ? "" : figureOf("Rate of the second over the first", `On a scale of logarithms, with 90 % intervals; the line in the middle is no difference. Filled: decided. Behind: chance that the second is better.${more}`, intervalPicture(bars, "Rate of the second variant over the first, by test", 960, 240), "wide")}\n</section>`,
    `<section>\n<h2>In words</h2>\n<ul class="look">${items.join("")}</ul>\n</section>`,
    `<section>\n<h2>Figures</h2>\n<div class="scroll"><table class="ranged"><thead><tr><th scope="col">Test</th><th scope="col">First, second</th><th scope="col" class="number">First</th><th scope="col" class="number">Second</th><th scope="col" class="number">Ratio, 90 %</th><th scope="col" class="number">Second is better</th><th scope="col" class="number">Lost on average</th><th scope="col">Better</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>\n${tests.length > LISTED ? `<p class="note">The first ${LISTED} of ${tests.length}: variants.csv has all.</p>` : ""}\n</section>`,
  ];
  return page({ title: "Tests of two variants", body: body.join("\n") });
}

export interface CreativeShown extends CreativeRate {
  readonly name: string;
  readonly trials: number;
  readonly successes: number;
  /** Of the next day's showings. */
  readonly share: number;
  readonly money: number | null;
}

export function creativesReport(
  creatives: readonly CreativeShown[],
  day: number,
  days: number,
  currency: string,
): string {
  const ordered = [...creatives].sort((a, b) => b.chanceBest - a.chanceBest);
  const [first] = ordered;
  const centre = creatives.reduce((sum, { rate }) => sum + Math.log(rate), 0) / creatives.length;
  const bars = ordered.slice(0, DRAWN).map(({ name, rate, interval90, chanceBest }) => ({
    name: shortened(name),
    value: Math.log(rate) - centre,
    low: Math.log(Math.max(1e-9, interval90[0])) - centre,
    high: Math.log(interval90[1]) - centre,
    sure: chanceBest >= 0.95,
    text: `${percent(chanceBest)} best`,
  }));
  const rows = ordered.map(
    ({ name, trials, successes, rate, interval90: [low, high], chanceBest, share, money }) =>
      `<tr><th scope="row" class="long">${escapeHtml(name)}</th><td class="number">${numberText(trials, 0)}</td><td class="number">${numberText(successes, 0)}</td><td class="number">${percent(rate, 2)} <span class="change">${numberText(100 * low, 2)} to ${numberText(100 * high, 2)}</span></td><td class="number">${percent(chanceBest)}</td><td class="number">${percent(share)}</td>${money === null ? "" : `<td class="number">${moneyText(money, currency)}</td>`}</tr>`,
  );
  const lead =
    creatives.length === 1
      ? "There is one creative: it gets all of the day."
      : first && first.chanceBest >= 0.95
        ? `${first.name} is the best, with a chance of ${percent(first.chanceBest)}.`
        : `Which is best cannot be told yet: ${first?.name} has the best chance, ${percent(first?.chanceBest ?? 0)}.`;
  const body = [
    `<header>\n<h1>Creatives, day ${day} of ${days}</h1>\n<p class="lead">${escapeHtml(lead)}</p>\n<p>Each gets as much of the day as it may still be the best one; what gets nothing today can come back when the others disappoint.</p>\n</header>`,
    `<section>\n<h2>What is known of each</h2>\n${figureOf("Rate of each against the usual of these", "On a scale of logarithms, with 90 % intervals; the line in the middle is the mean of all. Behind: chance to be the best.", intervalPicture(bars, "Rates of the creatives with their intervals", 960, 240), "wide")}\n</section>`,
    `<section>\n<h2>The next day</h2>\n<div class="scroll"><table class="ranged"><caption>Rates are drawn towards the common one: of few showings little is known.</caption><thead><tr><th scope="col">Creative</th><th scope="col" class="number">Shown</th><th scope="col" class="number">Successes</th><th scope="col" class="number">Rate, 90 %</th><th scope="col" class="number">Best</th><th scope="col" class="number">Of the next day</th>${creatives[0]?.money == null ? "" : `<th scope="col" class="number">${currency === "" ? "Money" : escapeHtml(currency)}</th>`}</tr></thead><tbody>${rows.join("")}</tbody></table></div>\n</section>`,
  ];
  return page({ title: `Creatives, day ${day}`, body: body.join("\n") });
}
