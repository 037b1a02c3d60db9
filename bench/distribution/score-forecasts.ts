/** Forecasts of many series against what came, as the tables show them. */
import { finishTable, forecastSeries, type NamedSeries, tableCovariates } from "../../distribution/index.ts";
import { insideOf, intervalScore, meanAbsoluteError, naive2, naiveError, smape } from "./forecast-measures.ts";

export interface Trial {
  readonly history: NamedSeries;
  /** What came, NaN for missing. */
  readonly truth: Float64Array;
}

export interface Setting {
  readonly horizon: number;
  readonly season: number;
  /** Of the naive errors that MASE and MSIS divide by, and of Naive2. */
  readonly period: number;
  readonly aligned: boolean;
}

export interface Score {
  readonly smape: number;
  readonly mase: number;
  /** Against Naive2; 1 is as good. */
  readonly owa: number;
  readonly msis: number;
  /** Shares of truths inside the 95 % interval: all, the first and the last third of the horizon. */
  readonly covered: number;
  readonly coveredEarly: number;
  readonly coveredLate: number;
  /** Share of series with less than 80 % inside. */
  readonly poor: number;
  readonly milliseconds: { readonly mean: number; readonly slowest: number };
}

/** The last `horizon` values before `back` as truth, what lies before them as history. */
export function heldOut(series: readonly NamedSeries[], horizon: number, back: number = horizon): Trial[] {
  return series.map(({ id, values }) => ({
    history: { id, values: values.slice(0, values.length - back) },
    truth: values.slice(values.length - back, values.length - back + horizon),
  }));
}

export function score(trials: readonly Trial[], { horizon, season, period, aligned }: Setting): Score {
  const request = { horizon, season, share: 0.95, aligned };
  const table = trials.map(({ history }) => history);
  const known = tableCovariates(table, request);
  const times: number[] = [];
  const found = table.map(({ values }, at) => {
    const start = performance.now();
    const forecast = forecastSeries(values, request, known.each[at]!);
    times.push(performance.now() - start);
    return forecast;
  });
  const ids = table.map(({ id }) => id);
  const forecasts = finishTable(ids, found, 0.95, known).filter((each) => each.status === "done");
  const rows = forecasts.map(({ path, lower, upper }, at) => {
    const { history, truth } = trials[at]!;
    const unit = naiveError(history.values, period);
    const naive = naive2(history.values, period, horizon);
    return {
      smape: smape(truth, path),
      mase: meanAbsoluteError(truth, path) / unit,
      naiveSmape: smape(truth, naive),
      naiveMase: meanAbsoluteError(truth, naive) / unit,
      msis: intervalScore(truth, lower, upper) / unit,
      inside: insideOf(truth, lower, upper),
    };
  });
  const mean = (of: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  const share = (from: number, to: number): number => {
    const all = rows.flatMap(({ inside }) => inside.slice(from, to)).filter((each) => each !== null);
    return all.filter((each) => each).length / all.length;
  };
  const third = Math.floor(horizon / 3);
  return {
    smape: mean((row) => row.smape),
    mase: mean((row) => row.mase),
    owa:
      (mean((row) => row.smape) / mean((row) => row.naiveSmape) +
        mean((row) => row.mase) / mean((row) => row.naiveMase)) /
      2,
    msis: mean((row) => row.msis),
    covered: share(0, horizon),
    coveredEarly: share(0, third),
    coveredLate: share(horizon - third, horizon),
    poor: mean(({ inside }) => {
      const judged = inside.filter((each) => each !== null);
      return judged.filter((each) => each).length < 0.8 * judged.length ? 1 : 0;
    }),
    milliseconds: { mean: times.reduce((sum, each) => sum + each, 0) / times.length, slowest: Math.max(...times) },
  };
}

export const COVERAGE_HEAD: readonly string[] = ["covered, %", "first third", "last third", "series under 80 %"];

export function coverageCells({ covered, coveredEarly, coveredLate, poor }: Score): string[] {
  return [covered, coveredEarly, coveredLate, poor].map((share) => (100 * share).toFixed(1));
}
