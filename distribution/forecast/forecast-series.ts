/** One series: gaps filled, seasons found, experts asked at rolling origins, combined, and the interval around it. */
import { exponent, powerOfTwo } from "../../foundation/numbers/double-double.ts";
import { exp } from "../../foundation/numbers/elementary.ts";
import { combine } from "./combine.ts";
import { askExperts } from "./experts.ts";
import { fillGaps } from "./fill-gaps.ts";
import { findSeasons } from "./find-seasons.ts";
import { type Interval, intervalAround, type PastErrors, pastErrors } from "./interval.ts";
import { findLevelShift, type LevelShift } from "./level-shift.ts";
import { rollingOrigins, type Task } from "./task.ts";
import { effectOffset } from "./transform.ts";

export interface ForecastRequest {
  /** Steps ahead, 1 or more. */
  readonly horizon: number;
  /** A period in steps as a hint, 1 for "none known"; null: to be searched. */
  readonly season: number | null;
  /** Share of truths that the interval is to hold, over 0 to under 1: 0.95. */
  readonly share: number;
}

/** What is known of a series beside its values. */
export interface Covariates {
  /** Logarithm of the factor by which known things change each step: history first, then the horizon. */
  readonly effects: Float64Array | null;
  /** The place of the day of release in the history, where known. */
  readonly release: number | null;
}

export interface SeriesForecast {
  readonly path: Float64Array;
  readonly interval: Interval;
  readonly seasons: readonly number[];
  /** Mean weight over the horizon, heaviest first, adding up to 1. */
  readonly experts: readonly { readonly name: string; readonly weight: number }[];
  /** How many values were observed, and how many filled in. */
  readonly observed: number;
  readonly filled: number;
  readonly shift: LevelShift | null;
  /** What the interval is made of, so that it can be made again with the errors of like series. */
  readonly basis: IntervalBasis;
}

export interface IntervalBasis {
  readonly errors: PastErrors;
  /** Of the history without known effects. */
  readonly path: Float64Array;
  readonly level: number;
  readonly effects: Float64Array | null;
  readonly offset: number;
  /** No value of the history is below 0, so that no forecast is. */
  readonly positive: boolean;
  /** What path and level are to be multiplied with. */
  readonly unit: number;
}

/** Fewer observed values than this are no history. */
export const FEWEST_VALUES = 3;
const ORIGINS = 12;

/** A history ready for experts: known effects and level shifts taken out, gaps filled. */
interface Prepared {
  readonly values: Float64Array;
  readonly observed: Uint8Array;
  readonly filled: number;
  readonly seasons: readonly number[];
  readonly shift: LevelShift | null;
}

function prepare(history: Float64Array, season: number | null): Prepared {
  const rough = fillGaps(history, season ?? 1);
  const seasons = findSeasons(rough.values, season);
  const short = seasons[0] ?? 1;
  const { values, observed, filled } = short === (season ?? 1) ? rough : fillGaps(history, short);
  const shift = findLevelShift(values, short);
  if (shift) for (let t = 0; t < shift.at; t++) values[t] = values[t]! * shift.ratio;
  return { values, observed, filled, seasons, shift };
}

/** Origins one season apart, or four to a horizon; none before a third of the history. */
function originsOf(length: number, horizon: number, period: number): number[] {
  const step = period > 1 && period <= horizon ? period : Math.max(1, Math.round(horizon / 4));
  const fewest = Math.max(3, Math.min(2 * period + 1, length >> 1), Math.floor(length / 3));
  return rollingOrigins(length, horizon, step, ORIGINS, fewest);
}

/**
 * `series`: values at equal steps, NaN for missing; missing ones at the end are steps to forecast over. Throws
 * RangeError with fewer than FEWEST_VALUES observed.
 */
export function forecastSeries(
  series: Float64Array,
  { horizon, season, share }: ForecastRequest,
  { effects, release }: Covariates = { effects: null, release: null },
): SeriesForecast {
  const known = series.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  if (known < FEWEST_VALUES) throw new RangeError(`a forecast needs ${FEWEST_VALUES} values, given ${known}`);
  let end = series.length;
  while (Number.isNaN(series[end - 1]!)) end--;
  const behind = series.length - end;
  // By a power of two, which changes no digit: neither 1e300 nor 1e-300 streams leave the range of numbers.
  const unit = unitOf(series);
  const history = series.slice(0, end).map((value) => value / unit);
  const present = history.filter((value) => !Number.isNaN(value));
  const offset = effectOffset(present);
  const usable = offset === null ? null : effects;
  if (usable) for (let t = 0; t < end; t++) history[t] = scaled(history[t]!, -usable[t]!, offset ?? 0);
  const { values, observed, filled, seasons, shift } = prepare(history, season);
  const short = seasons[0] ?? 1;
  const whole = horizon + behind;
  const task: Task = { values, observed, horizon: whole, origins: originsOf(end, whole, short) };
  const experts = askExperts(task, seasons, release);
  const combined = combine(
    task,
    experts.map(({ paths }) => paths),
    usualStep(values, observed, short),
  );
  const level = values.reduce((sum, value) => sum + Math.abs(value) / values.length, 0);
  const errors = pastErrors(combined.past, truthOf(task), whole, level);
  const basis: IntervalBasis = {
    errors: { ...errors, variance: errors.variance.slice(behind), counts: errors.counts.slice(behind) },
    path: combined.path.slice(behind),
    level,
    effects: usable ? usable.slice(series.length) : null,
    offset: offset ?? 0,
    positive: present.every((value) => value >= 0),
    unit,
  };
  const weights = experts.map(({ name }, e) => {
    let weight = 0;
    for (let h = behind; h < whole; h++) weight += combined.weights[e * whole + h]! / horizon;
    return { name, weight };
  });
  return {
    path: restored(basis.path, basis),
    interval: intervalFrom(basis, share),
    seasons,
    experts: weights.sort((a, b) => b.weight - a.weight),
    observed: known,
    filled: filled + behind,
    shift,
    basis,
  };
}

/** The interval, with the errors of the basis or with others. */
export function intervalFrom(basis: IntervalBasis, share: number, errors: PastErrors = basis.errors): Interval {
  const { lower, upper } = intervalAround(basis.path, errors, basis.level, share);
  return { lower: restored(lower, basis), upper: restored(upper, basis) };
}

/** Known effects put back, and nothing under 0 where nothing ever was. */
function restored(path: Float64Array, { effects, offset, positive, unit }: IntervalBasis): Float64Array {
  return path.map((value, h) => {
    const floored = positive ? Math.max(0, value) : value;
    return unit * (effects ? scaled(floored, effects[h]!, offset) : floored);
  });
}

/** The power of two next to the largest size; 1 for nothing but zeros. */
function unitOf(series: Float64Array): number {
  let size = 0;
  for (const value of series) if (!Number.isNaN(value)) size = Math.max(size, Math.abs(value));
  return size > 0 ? powerOfTwo(Math.max(-1000, Math.min(1000, exponent(size)))) : 1;
}

function scaled(value: number, effect: number, offset: number): number {
  return effect === 0 ? value : Math.max(0, (value + offset) * exp(effect) - offset);
}

/** Row by row of origins but the last; NaN where nothing was observed. */
function truthOf({ values, observed, horizon, origins }: Task): Float64Array {
  const truth = new Float64Array((origins.length - 1) * horizon).fill(Number.NaN);
  origins.slice(0, -1).forEach((origin, k) => {
    for (let h = 0; h < horizon && origin + h < values.length; h++)
      if (observed[origin + h]) truth[k * horizon + h] = values[origin + h]!;
  });
  return truth;
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
