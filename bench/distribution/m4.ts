/** M4 Hourly and Weekly: points against Naive2, intervals, coverage, time. */
import { join } from "node:path";
import type { NamedSeries } from "../../distribution/index.ts";
import { readSeriesFile } from "../../runtime/distribution/series-file.ts";
import { type Part, table } from "../table.ts";
import { meanAbsoluteError, naive2, naiveError, seasonalNaive, smape } from "./forecast-measures.ts";
import { COVERAGE_HEAD, coverageCells, heldOut, type Score, score, type Trial } from "./score-forecasts.ts";

const HEAD = ["what was forecast", "sMAPE", "MASE", "OWA", "MSIS", ...COVERAGE_HEAD];
const HOURLY = { horizon: 48, season: 24, period: 24, aligned: false };
const WEEKLY = { horizon: 13, season: 1, period: 1, aligned: false };

function row(what: string, each: Score): (string | number)[] {
  return [what, each.smape.toFixed(3), each.mase.toFixed(3), each.owa.toFixed(3), each.msis, ...coverageCells(each)];
}

async function series(data: string, name: string): Promise<readonly NamedSeries[]> {
  return (await readSeriesFile(join(data, "streams/m4", name))).series;
}

/** Mean sMAPE and MASE of a naive method: must be the published figures. */
function naive(trials: readonly Trial[], period: number, of: (history: Float64Array, horizon: number) => Float64Array) {
  const scores = trials.map(({ history, truth }) => {
    const forecast = of(history.values, truth.length);
    return [smape(truth, forecast), meanAbsoluteError(truth, forecast) / naiveError(history.values, period)] as const;
  });
  const mean = (which: 0 | 1): number => scores.reduce((sum, each) => sum + each[which], 0) / scores.length;
  return { smape: mean(0), mase: mean(1) };
}

export const hourlyPart: Part = {
  name: "forecast-hourly",
  title: "Forecasts: M4 Hourly, 414 series, 48 steps",
  async run(data) {
    const train = await series(data, "Hourly-train.csv");
    const truths = new Map((await series(data, "Hourly-test.csv")).map(({ id, values }) => [id, values]));
    const trials = train.map((history) => ({ history, truth: truths.get(history.id)! }));
    const second = naive(trials, 24, (history, horizon) => naive2(history, 24, horizon));
    const seasonal = naive(trials, 24, (history, horizon) => seasonalNaive(history, 24, horizon));
    const holdouts = [48, 96, 168].map((back) => ({ back, ...score(heldOut(train, 48, back), HOURLY) }));
    const test = score(trials, HOURLY);
    const cells = (found: { smape: number; mase: number }): string =>
      `${found.smape.toFixed(3)} / ${found.mase.toFixed(3)}`;
    return {
      lines: [
        ...table(HEAD, [
          ...holdouts.map((each) => row(`inside train: 48 of the last ${each.back}`, each)),
          row("the test file", test),
        ]),
        "",
        ...table(
          ["naive methods on the test file, sMAPE / MASE", "here", "published"],
          [
            ["Naive2", cells(second), "18.383 / 2.395"],
            ["last 24", cells(seasonal), "13.912 / 1.193"],
          ],
        ),
        "",
        ...table(
          ["time for one series with weights and intervals, one thread", "mean, ms", "slowest, ms"],
          [["all 414", test.milliseconds.mean, test.milliseconds.slowest]],
        ),
        "",
        "All choices were made on hold-outs inside the training file; the test file was scored once, after the last of them.",
      ],
      figures: { holdouts, test, naive2: second, seasonalNaive: seasonal },
    };
  },
};

export const weeklyPart: Part = {
  name: "forecast-weekly",
  title: "Forecasts: M4 Weekly, 359 series, 13 steps held out of train",
  async run(data) {
    const train = await series(data, "Weekly-train.csv");
    const holdouts = [13, 26, 39, 52].map((back) => ({ back, ...score(heldOut(train, 13, back), WEEKLY) }));
    return {
      lines: table(
        HEAD,
        holdouts.map((each) => row(each.back === 13 ? "the last 13" : `13 of the last ${each.back}`, each)),
      ),
      figures: { holdouts },
    };
  },
};
