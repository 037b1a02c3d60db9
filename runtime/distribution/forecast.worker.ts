/** A share of the series of a table, forecast in a thread of its own. */
import { parentPort, workerData } from "node:worker_threads";
import {
  type Covariates,
  type ForecastRequest,
  forecastSeries,
  type SeriesForecast,
} from "../../distribution/index.ts";
import { plainError } from "../sound/thread-errors.ts";

export interface ShareRequest {
  readonly request: ForecastRequest;
  readonly series: readonly { readonly at: number; readonly values: Float64Array; readonly known: Covariates }[];
}

export type ShareAnswer =
  | { readonly kind: "forecast"; readonly at: number; readonly forecast: SeriesForecast }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly cause: unknown };

const port = parentPort;
if (!port) throw new Error("forecast.worker.ts is a worker");
const { request, series } = workerData as ShareRequest;
try {
  for (const { at, values, known } of series)
    port.postMessage({ kind: "forecast", at, forecast: forecastSeries(values, request, known) } satisfies ShareAnswer);
  port.postMessage({ kind: "done" } satisfies ShareAnswer);
} catch (cause) {
  port.postMessage({ kind: "failed", cause: plainError(cause) } satisfies ShareAnswer);
}
