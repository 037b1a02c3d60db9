/** Pilots of real tests of two headlines, judged by what was left of the same tests. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { normalAbove } from "../../foundation/statistics/normal-tail.ts";
import { createRandom, type Random } from "../../foundation/statistics/random.ts";
import {
  chanceSecondBetter,
  posteriorMean,
  RATIOS,
  ratioPosterior,
  ratioSpread,
  type Variant,
  type VariantTest,
} from "../../marketing/index.ts";
import { csvRows } from "../../runtime/project/csv-rows.ts";
import { type Part, table } from "../table.ts";

const PILOTS = [0.05, 0.1, 0.25];
const LIMITS = ["≤ .105", "≤ .097", "≤ .069"];
const SHARES = ["≥ 0.3 %", "≥ 2 %", "≥ 10 %"];
const SEEDS = [1, 2, 3, 4, 5];

async function readPairs(data: string): Promise<VariantTest[]> {
  const [, ...rows] = csvRows(await readFile(join(data, "social/upworthy/upworthy_question_dev.csv")));
  const arms = new Map<string, Partial<Record<string, Variant>>>();
  for (const { cells } of rows) {
    const [id, question, trials, successes] = cells as [string, string, string, string];
    arms.set(id, { ...arms.get(id), [question]: { trials: Number(trials), successes: Number(successes) } });
  }
  return [...arms.values()].flatMap(({ no, yes }) => (no && yes ? [{ first: no, second: yes }] : []));
}

/** Successes among `drawn` of the trials, without putting back: each success is in the pilot with the chance left. */
function pilotOf(variant: Variant, share: number, random: Random): Variant {
  const drawn = Math.round(variant.trials * share);
  let left = variant.trials;
  let places = drawn;
  let successes = 0;
  for (let each = 0; each < variant.successes; each++) {
    if (random.uniform() < places / left) {
      successes++;
      places--;
    }
    left--;
  }
  return { trials: drawn, successes };
}

const rest = (whole: Variant, pilot: Variant): Variant => ({
  trials: whole.trials - pilot.trials,
  successes: whole.successes - pilot.successes,
});
/** Half a success more, that none stays countable. */
const logRatio = ({ first, second }: VariantTest): number =>
  Math.log((second.successes + 0.5) / second.trials) - Math.log((first.successes + 0.5) / first.trials);
const samplingVariance = ({ first, second }: VariantTest): number =>
  1 / (first.successes + 0.5) + 1 / (second.successes + 0.5) - 1 / first.trials - 1 / second.trials;

interface Score {
  readonly error: number;
  readonly raw: number;
  readonly covered: number;
  readonly called: number;
  readonly right: number;
  readonly tests: number;
}

function scorePilots(pairs: readonly VariantTest[], share: number, seed: number): Score {
  const random = createRandom(seed).split(`pilot ${share}`);
  const pilots = pairs.map(({ first, second }) => ({
    first: pilotOf(first, share, random),
    second: pilotOf(second, share, random),
  }));
  const spread = ratioSpread(pilots);
  let error = 0;
  let raw = 0;
  let covered = 0;
  let called = 0;
  let right = 0;
  pilots.forEach((pilot, at) => {
    const whole = pairs[at] as VariantTest;
    const left = { first: rest(whole.first, pilot.first), second: rest(whole.second, pilot.second) };
    const truth = logRatio(left);
    const noise = samplingVariance(left);
    const posterior = ratioPosterior(pilot, spread);
    error += (posteriorMean(posterior) - truth) ** 2 - noise;
    raw += (logRatio(pilot) - truth) ** 2 - noise;
    // Where the rest's ratio lies among what the posterior and the rest's own sampling noise would give.
    let place = 0;
    for (const [index, chance] of posterior.entries())
      place += chance * normalAbove(((RATIOS[index] as number) - truth) / Math.sqrt(noise));
    if (place >= 0.05 && place <= 0.95) covered++;
    const better = chanceSecondBetter(posterior);
    if (better >= 0.95 || better <= 0.05) {
      called++;
      if (better > 0.5 === truth > 0) right++;
    }
  });
  return { error, raw, covered, called, right, tests: pilots.length };
}

export const variants: Part = {
  name: "variants",
  title: "Pilots of randomised pairs of headlines, judged by the rest of each test",
  async run(data) {
    const pairs = await readPairs(data);
    const rows = PILOTS.map((share, which) => {
      const scores = SEEDS.map((seed) => scorePilots(pairs, share, seed));
      const sum = (of: keyof Score): number => scores.reduce((total, score) => total + score[of], 0);
      const tests = sum("tests");
      return [
        `${share * 100} %`,
        (sum("error") / tests).toFixed(4),
        `${LIMITS[which]}`,
        (sum("raw") / tests).toFixed(3),
        `${((100 * sum("covered")) / tests).toFixed(1)} %`,
        `${((100 * sum("called")) / tests).toFixed(2)} %`,
        `${SHARES[which]}`,
        `${((100 * sum("right")) / sum("called")).toFixed(1)} %`,
      ];
    });
    return {
      lines: [
        `${pairs.length} tests, ${SEEDS.length} drawings of each pilot; required: 86 to 93 % covered, 92 % of those called right.`,
        "",
        ...table(["pilot", "error²", "must", "raw", "90 % hold", "called", "must", "right"], rows),
      ],
      figures: rows,
    };
  },
};
