/** NN5 (daily, gaps, a week and holidays), NN3 (monthly) and short histories cut from both and from M4. */
import { join } from "node:path";
import type { NamedSeries } from "../../distribution/index.ts";
import { readSeriesFile } from "../../runtime/distribution/series-file.ts";
import { type Part, table } from "../table.ts";
import { smape } from "./forecast-measures.ts";
import { COVERAGE_HEAD, coverageCells, heldOut, score, type Trial } from "./score-forecasts.ts";

async function series(data: string, name: string): Promise<readonly NamedSeries[]> {
  return (await readSeriesFile(join(data, "streams", name))).series;
}

/** The median of the last 16 same weekdays: what has to be beaten. */
function medianOfWeekdays(history: Float64Array, horizon: number): Float64Array {
  return Float64Array.from({ length: horizon }, (_, h) => {
    const seen = Array.from({ length: 16 }, (__, back) => history[history.length - 7 * (back + 1) + (h % 7)]!)
      .filter((value) => !Number.isNaN(value))
      .sort((a, b) => a - b);
    const half = seen.length >> 1;
    return seen.length % 2 ? seen[half]! : (seen[half - 1]! + seen[half]!) / 2;
  });
}

export const nn5Part: Part = {
  name: "forecast-nn5",
  title: "Forecasts: NN5, 111 daily series with gaps, 56 steps",
  async run(data) {
    const all = await series(data, "nn/nn5-train.csv");
    const backs = [56, 112, 168];
    const rows = backs.map((back) => {
      const trials = heldOut(all, 56, back);
      const simple = trials.map(({ history, truth }) => smape(truth, medianOfWeekdays(history.values, 56)));
      const found = score(trials, { horizon: 56, season: 7, period: 7, aligned: true });
      return { back, ...found, simple: simple.reduce((sum, each) => sum + each, 0) / simple.length };
    });
    const mean = (of: (row: (typeof rows)[number]) => number): number =>
      rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
    return {
      lines: table(
        ["what was forecast", "sMAPE", "median of 16 weekdays", ...COVERAGE_HEAD],
        [
          ...rows.map((each) => [
            each.back === 56 ? "the last 56" : `56, ${each.back - 56} days earlier`,
            each.smape,
            each.simple,
            ...coverageCells(each),
          ]),
          [
            "mean of the three",
            mean(({ smape }) => smape),
            mean(({ simple }) => simple),
            ...(
              [({ covered }) => covered, (r) => r.coveredEarly, (r) => r.coveredLate, (r) => r.poor] as ((
                row: (typeof rows)[number],
              ) => number)[]
            ).map((of) => (100 * mean(of)).toFixed(1)),
          ],
        ],
      ),
      figures: { rows },
    };
  },
};

export const nn3Part: Part = {
  name: "forecast-nn3",
  title: "Forecasts: NN3, 111 monthly series, 18 steps",
  async run(data) {
    const train = await series(data, "nn/nn3-train.csv");
    const truths = new Map((await series(data, "nn/nn3-test.csv")).map(({ id, values }) => [id, values]));
    const trials: Trial[] = train.map((history) => ({ history, truth: truths.get(history.id)! }));
    const found = score(trials, { horizon: 18, season: 12, period: 12, aligned: false });
    return {
      lines: table(
        ["what was forecast", "sMAPE", "OWA", "MSIS", ...COVERAGE_HEAD],
        [["the test file", found.smape, found.owa.toFixed(3), found.msis, ...coverageCells(found)]],
      ),
      figures: found,
    };
  },
};

const LENGTHS = [3, 6, 9, 12, 15, 19];

export const shortPart: Part = {
  name: "forecast-short",
  title: "Forecasts: short histories, 6 steps ahead, errors pooled",
  async run(data) {
    const sources = [
      { name: "M4 Weekly", file: "m4/Weekly-train.csv", season: 1 },
      { name: "NN3", file: "nn/nn3-train.csv", season: 12 },
      { name: "NN5", file: "nn/nn5-train.csv", season: 7 },
    ];
    const found = [];
    for (const { name, file, season } of sources) {
      const long = (await series(data, file)).filter(({ values }) => values.length > 120);
      for (const length of LENGTHS) {
        const trials = long
          .map(({ id, values }) => ({
            history: { id, values: values.slice(40, 40 + length) },
            truth: values.slice(40 + length, 46 + length),
          }))
          .filter(({ history, truth }) => !Number.isNaN(history.values[length - 1]) && !truth.some(Number.isNaN))
          .filter(({ history }) => history.values.filter((value) => !Number.isNaN(value)).length >= 3);
        const last = trials.map(({ history, truth }) =>
          smape(
            truth,
            truth.map(() => history.values[length - 1]!),
          ),
        );
        const ours = score(trials, { horizon: 6, season, period: 1, aligned: false });
        found.push({ name, length, series: trials.length, ours, last: last.reduce((a, b) => a + b, 0) / last.length });
      }
    }
    return {
      lines: table(
        ["series", "values known", "how many", "sMAPE", "last value", "covered, %"],
        found.map(({ name, length, series, ours, last }) => [
          name,
          String(length),
          String(series),
          ours.smape,
          last,
          (100 * ours.covered).toFixed(1),
        ]),
      ),
      figures: found,
    };
  },
};
