/** One series: gaps filled, seasons found, experts asked at rolling origins, combined, and the interval around it. */
import { combine } from "./combine.ts";
import { askExperts } from "./experts.ts";
import { fillGaps } from "./fill-gaps.ts";
import { findSeasons } from "./find-seasons.ts";
import { intervalAround, pastErrors, type PastErrors } from "./interval.ts";
import { rollingOrigins, type Task } from "./task.ts";

export interface ForecastRequest {
  /** Steps ahead, 1 or more. */
  readonly horizon: number;
  /** A period in steps as a hint, 1 for "none known"; null: to be searched. */
  readonly season: number | null;
  /** Share of truths that the interval is to hold, over 0 to under 1: 0.95. */
  readonly share: number;
}

export interface SeriesForecast {
  readonly path: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly seasons: readonly number[];
  /** Mean weight over the horizon, heaviest first. */
  readonly experts: readonly { readonly name: string; readonly weight: number }[];
  readonly errors: PastErrors;
  readonly level: number;
  readonly origins: number;
}

const ORIGINS = 12;

export function forecastSeries(series: Float64Array, request: ForecastRequest): SeriesForecast {
  const { horizon, season, share } = request;
  const rough = fillGaps(series, season ?? 1);
  const seasons = findSeasons(rough.values, season);
  const short = seasons[0] ?? 1;
  const { values, observed } = short === (season ?? 1) ? rough : fillGaps(series, short);
  const step = short > 1 && short <= horizon ? short : Math.max(1, Math.round(horizon / 4));
  const fewest = Math.max(3, Math.min(2 * short + 1, Math.floor(values.length / 2)));
  const origins = rollingOrigins(values.length, horizon, step, ORIGINS, fewest);
  const task: Task = { values, observed, horizon, origins };
  const experts = askExperts(task, seasons, null);
  let low = Infinity;
  let high = -Infinity;
  let level = 0;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
    level += Math.abs(value) / values.length;
  }
  const unit = usualStep(values, observed, short);
  const { weights, path, past } = combine(task, experts.map(({ paths }) => paths), unit);
  const truth = new Float64Array(past.length).fill(Number.NaN);
  for (let k = 0; k < origins.length - 1; k++)
    for (let h = 0; h < horizon; h++) {
      const t = origins[k]! + h;
      if (t < values.length && observed[t]) truth[k * horizon + h] = values[t]!;
    }
  const errors = pastErrors(past, truth, horizon, level);
  const { lower, upper } = intervalAround(path, errors, level, share);
  if (low >= 0)
    for (let h = 0; h < horizon; h++) {
      path[h] = Math.max(0, path[h]!);
      lower[h] = Math.max(0, lower[h]!);
    }
  const shown = experts.map(({ name }, e) => {
    let weight = 0;
    for (let h = 0; h < horizon; h++) weight += weights[e * horizon + h]! / horizon;
    return { name, weight };
  });
  return { path, lower, upper, seasons, experts: shown.sort((a, b) => b.weight - a.weight), errors, level, origins: origins.length - 1 };
}

/** Mean absolute change over one period where both ends were observed; over 0 always. */
function usualStep(values: Float64Array, observed: Uint8Array, period: number): number {
  let sum = 0;
  let count = 0;
  for (let t = period; t < values.length; t++) {
    if (!observed[t] || !observed[t - period]) continue;
    sum += Math.abs(values[t]! - values[t - period]!);
    count++;
  }
  return sum > 0 ? sum / count : 1;
}
