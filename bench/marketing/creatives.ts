/** Clicks lost while learning which creative is best, against showing all alike. */
import { createRandom, type Random } from "../../foundation/statistics/random.ts";
import { drawCreative } from "../../marketing/index.ts";
import { type Part, table } from "../table.ts";

interface Problem {
  readonly name: string;
  readonly rates: readonly number[];
  readonly showings: number;
  readonly must: readonly [string, string];
}

const PROBLEMS: readonly Problem[] = [
  { name: "5 ads, 2 to 1 %", rates: [0.02, 0.015, 0.012, 0.01, 0.01], showings: 5000, must: ["≤ 62 %", "≤ 68 %"] },
  {
    name: "10 ads, one 10 %, nine 9 %",
    rates: [0.1, ...Array(9).fill(0.09)],
    showings: 10_000,
    must: ["≤ 88 %", "≤ 92 %"],
  },
  { name: "3 ads, 5, 4, 3 %", rates: [0.05, 0.04, 0.03], showings: 2000, must: ["≤ 58 %", "≤ 63 %"] },
];
const DAYS = 14;
/** Days until a day's clicks are known: those of yesterday are not known when today is planned. */
const LATE = 2;

interface Count {
  trials: number;
  successes: number;
}

const none = (arms: number): Count[] => Array.from({ length: arms }, () => ({ trials: 0, successes: 0 }));

/** Expected clicks lost against always showing the best. */
function campaign(rates: readonly number[], showings: number, daily: boolean, random: Random): number {
  const arms = random.shuffle(rates);
  const best = Math.max(...arms);
  const known = none(arms.length);
  const days: Count[][] = [];
  let lost = 0;
  for (let showing = 0; showing < showings; showing++) {
    const day = Math.floor((showing * DAYS) / showings);
    if (daily && days.length === day) {
      days[day - LATE]?.forEach(({ trials, successes }, at) => {
        const count = known[at] as Count;
        count.trials += trials;
        count.successes += successes;
      });
      days.push(none(arms.length));
    }
    const spent = daily ? day / (DAYS - 1) : showing / showings;
    const at = daily && day < LATE ? showing % arms.length : drawCreative(known, spent, random);
    const count = (daily ? (days[day] as Count[]) : known)[at] as Count;
    count.trials++;
    if (random.uniform() < (arms[at] as number)) count.successes++;
    lost += best - (arms[at] as number);
  }
  return lost;
}

const uniformLoss = (rates: readonly number[], showings: number): number =>
  (rates.reduce((sum, rate) => sum + Math.max(...rates) - rate, 0) / rates.length) * showings;

/** Mean and 95th percentile of clicks lost, over those of showing all alike. */
function judge(rates: readonly number[], showings: number, daily: boolean, runs: number): [number, number] {
  const random = createRandom(71).split(`${rates} ${showings} ${daily}`);
  const lost = Array.from({ length: runs }, () => campaign(rates, showings, daily, random)).sort((a, b) => a - b);
  const alike = uniformLoss(rates, showings);
  const mean = lost.reduce((sum, each) => sum + each, 0) / runs;
  return [mean / alike, (lost[Math.floor(0.95 * runs)] as number) / alike];
}

/** Between 3 and 10 creatives at 0.5 to 5 %, log rates with a deviation of 0.15 to 0.6, 2,000 to 20,000 showings. */
function randomProblem(random: Random): { rates: number[]; showings: number } {
  const middle = 0.005 * 10 ** random.uniform();
  const spread = random.uniform(0.15, 0.6);
  const rates = Array.from({ length: random.integer(3, 10) }, () =>
    Math.min(0.5, middle * Math.exp(random.normal(0, spread))),
  );
  return { rates, showings: Math.round(2000 * 10 ** random.uniform()) };
}

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
const RUNS = 4000;
const RANDOM_RUNS = 400;

export const creatives: Part = {
  name: "creatives",
  title: "Clicks lost while learning which creative is best, of those lost by showing all alike",
  async run() {
    const rows = PROBLEMS.map(({ name, rates, showings, must }) => {
      const each = judge(rates, showings, false, RUNS);
      const daily = judge(rates, showings, true, RUNS);
      return [name, percent(each[0]), must[0], each[1].toFixed(2), percent(daily[0]), must[1], daily[1].toFixed(2)];
    });
    const random = createRandom(72);
    const made = Array.from({ length: 20 }, () => randomProblem(random));
    const judged = made.map(({ rates, showings }) => [
      ...judge(rates, showings, false, RANDOM_RUNS),
      ...judge(rates, showings, true, RANDOM_RUNS),
    ]);
    const summary = (name: string, of: (values: number[]) => number): string[] => {
      const column = (which: number): number => of(judged.map((each) => each[which] as number));
      return [name, percent(column(0)), "", column(1).toFixed(2), percent(column(2)), "", column(3).toFixed(2)];
    };
    rows.push(summary("mean of 20 random problems", (values) => values.reduce((sum, value) => sum + value, 0) / 20));
    rows.push(summary("worst of 20", (values) => Math.max(...values)));
    return {
      lines: [
        `${RUNS} runs each (${RANDOM_RUNS} of the random ones), creatives in random order; one setting for all. Daily: ${DAYS} batches, clicks known a day late.`,
        "The 95th percentile must stay within 1.15 of the mean of showing all alike.",
        "",
        ...table(["problem", "each showing", "must", "95th percentile", "daily", "must", "95th percentile"], rows),
      ],
      figures: rows,
    };
  },
};
