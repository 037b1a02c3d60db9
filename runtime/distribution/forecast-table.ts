/** Forecasts of a table with any number of threads; each series is forecast on its own, so that they do not matter. */
import { extname } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import {
  finishTable,
  forecastSeries,
  type NamedSeries,
  type NotEnough,
  notEnough,
  type SeriesForecast,
  type TableCovariates,
  type TableForecast,
  type TableRequest,
} from "../../distribution/index.ts";
import { checkpoint, type Run } from "../../foundation/plan/run.ts";
import { revived } from "../sound/thread-errors.ts";
import type { ShareAnswer, ShareRequest } from "./forecast.worker.ts";

/** Fewer values than this for each thread are done sooner without one. */
const WORTH_A_THREAD = 20_000;

export async function forecastTable(
  table: readonly NamedSeries[],
  request: TableRequest,
  known: TableCovariates,
  workers: number,
  run?: Run,
): Promise<TableForecast[]> {
  const results: (SeriesForecast | NotEnough | null)[] = table.map(notEnough);
  const wanted = table.flatMap(({ values }, at) => (results[at] ? [] : [{ at, values, known: known.each[at]! }]));
  const values = wanted.reduce((sum, each) => sum + each.values.length, 0);
  const threads = Math.min(workers, Math.floor(values / WORTH_A_THREAD), wanted.length);
  let done = 0;
  const take = (at: number, forecast: SeriesForecast): void => {
    results[at] = forecast;
    done++;
    checkpoint(run, { done, total: wanted.length, doing: "forecasting" });
  };
  if (threads < 2) {
    for (const { at, values, known } of wanted) {
      take(at, forecastSeries(values, request, known));
      if (done % 16 === 0) await turn();
    }
  } else {
    const shares = Array.from({ length: threads }, (_, thread) => wanted.filter((__, n) => n % threads === thread));
    const stop = new AbortController();
    try {
      await Promise.all(shares.map((series) => inThread({ request, series }, take, stop.signal, run?.signal)));
    } finally {
      stop.abort();
    }
  }
  return finishTable(
    table.map(({ id }) => id),
    results as (SeriesForecast | NotEnough)[],
    request.share,
    known,
  );
}

function inThread(
  data: ShareRequest,
  take: (at: number, forecast: SeriesForecast) => void,
  stop: AbortSignal,
  cancelled: AbortSignal | undefined,
): Promise<void> {
  const worker = new Worker(new URL(`./forecast.worker${extname(import.meta.url)}`, import.meta.url), {
    workerData: data,
  });
  return new Promise<void>((resolve, reject) => {
    stop.addEventListener("abort", () => resolve());
    cancelled?.addEventListener("abort", () => reject(cancelled.reason));
    worker.on("message", (answer: ShareAnswer) => {
      try {
        if (answer.kind === "forecast") take(answer.at, answer.forecast);
        else if (answer.kind === "done") resolve();
        else reject(revived(answer.cause));
      } catch (error) {
        reject(error);
      }
    });
    worker.on("error", reject);
    worker.on("exit", () => reject(new Error("a forecasting thread ended early")));
  }).finally(() => worker.terminate());
}
