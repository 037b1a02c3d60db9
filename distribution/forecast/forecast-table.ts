/** All series of a table: what they share, each forecast on its own, and errors pooled where histories are short. */
import type { Reason } from "../../foundation/plan/finding.ts";
import { type EffectFound, eventEffects, type SeriesEvent } from "./events.ts";
import {
  type Covariates,
  FEWEST_VALUES,
  type ForecastRequest,
  intervalFrom,
  type SeriesForecast,
} from "./forecast-series.ts";
import { type Interval, pooledErrors, withPool } from "./interval.ts";
import { findSharedDays, type SharedDays, sensitivity } from "./shared-days.ts";

export interface NamedSeries {
  readonly id: string;
  /** Values at equal steps, NaN for missing. */
  readonly values: Float64Array;
}

export interface TableRequest extends ForecastRequest {
  /** All series begin and end at the same moments, if they are of the same length. */
  readonly aligned: boolean;
}

/** What can be said of a series without enough values. */
export interface NotEnough {
  readonly status: "not-enough-data";
  readonly id: string;
  readonly missing: string;
  readonly cheapestNextStep: string;
}

export interface Forecast {
  readonly status: "done";
  readonly id: string;
  readonly path: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly seasons: readonly number[];
  readonly experts: SeriesForecast["experts"];
  /** "rolling-origins" of its own, or also of like series. */
  readonly interval: {
    readonly method: "rolling-origins" | "pooled-rolling-origins";
    readonly origins: number;
    readonly pooledOver: number;
  };
  readonly observed: number;
  readonly filled: number;
  readonly notes: readonly Reason[];
}

export type TableForecast = Forecast | NotEnough;

/** Histories shorter than this borrow errors from each other. */
export const SHORT_HISTORY = 20;
/** Steps in a year, for daily values with a week and weekly ones. */
const YEARS: Readonly<Record<number, number>> = { 7: 365, 52: 52 };

export interface KnownThings {
  readonly events: readonly SeriesEvent[];
  /** Place of the day of release, by id. */
  readonly releases: ReadonlyMap<string, number>;
}

export interface TableCovariates {
  readonly days: SharedDays | null;
  readonly effects: readonly EffectFound[];
  /** One for each series of the table. */
  readonly each: readonly Covariates[];
}

/** What the series of a table share and what is known of them: days off a year on, events, days of release. */
export function tableCovariates(
  table: readonly NamedSeries[],
  { aligned, season, horizon }: TableRequest,
  { events, releases }: KnownThings = { events: [], releases: new Map() },
): TableCovariates {
  const year = season === null ? undefined : YEARS[season];
  const days =
    aligned && season !== null && year !== undefined
      ? findSharedDays(
          table.map(({ values }) => values),
          season,
          year,
        )
      : null;
  const happening = events.length > 0 ? eventEffects(table, events, season ?? 1, horizon) : null;
  const each = table.map(({ id, values }, at): Covariates => {
    const release = releases.get(id) ?? null;
    const own = happening?.effects[at] ?? null;
    if (!days || season === null || year === undefined) return { effects: own, release };
    const strength = sensitivity(values, season, days);
    const effects = own ? Float64Array.from(own) : new Float64Array(values.length + horizon);
    for (let t = 0; t < effects.length; t++)
      effects[t] = effects[t]! + strength * (days.effect[t] ?? days.again[t - year] ?? 0);
    return { effects, release };
  });
  return { days, effects: happening?.found ?? [], each };
}

/** What there is to say of a series with fewer values than a forecast needs; null where there are enough. */
export function notEnough({ id, values }: NamedSeries): NotEnough | null {
  const observed = values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  if (observed >= FEWEST_VALUES) return null;
  const more = FEWEST_VALUES - observed;
  return {
    status: "not-enough-data",
    id,
    missing: `${more} more value${more > 1 ? "s" : ""}: ${observed} of at least ${FEWEST_VALUES} observed`,
    cheapestNextStep: `wait for ${more} more step${more > 1 ? "s" : ""}, or add older values of this series`,
  };
}

/** The forecasts as they are shown: intervals of short histories made with the errors of all short ones together. */
export function finishTable(
  ids: readonly string[],
  forecasts: readonly (SeriesForecast | NotEnough)[],
  share: number,
  known: TableCovariates,
): TableForecast[] {
  const done = forecasts.filter((each): each is SeriesForecast => !("status" in each));
  const short = done.filter(({ observed }) => observed < SHORT_HISTORY);
  const like = short.length >= 5 ? short : done;
  const pool = short.length > 0 ? pooledErrors(like.map(({ basis }) => basis.errors)) : null;
  return forecasts.map((each, at): TableForecast => {
    if ("status" in each) return each;
    const pooled = pool !== null && each.observed < SHORT_HISTORY && like.length > 1;
    const interval: Interval = pooled
      ? intervalFrom(each.basis, share, withPool(each.basis.errors, pool))
      : each.interval;
    return {
      status: "done",
      id: ids[at]!,
      path: each.path,
      lower: interval.lower,
      upper: interval.upper,
      seasons: each.seasons,
      experts: each.experts,
      interval: {
        method: pooled ? "pooled-rolling-origins" : "rolling-origins",
        origins: each.basis.errors.origins,
        pooledOver: pooled ? like.length : 0,
      },
      observed: each.observed,
      filled: each.filled,
      notes: notesOf(each, pooled ? like.length : 0, known.days),
    };
  });
}

function notesOf(forecast: SeriesForecast, pooledOver: number, days: SharedDays | null): Reason[] {
  const { observed, filled, shift, basis } = forecast;
  const notes: Reason[] = [];
  if (pooledOver > 0) notes.push({ code: "forecast.pooled-errors", facts: { observed, series: pooledOver } });
  else if (observed < SHORT_HISTORY)
    notes.push({ code: "forecast.few-errors", facts: { observed, errors: basis.errors.standard.length } });
  if (filled > 0) notes.push({ code: "forecast.gaps-filled", facts: { filled } });
  if (shift) notes.push({ code: "forecast.level-shift", facts: { at: shift.at, ratio: shift.ratio } });
  if (days && basis.effects)
    notes.push({
      code: "forecast.shared-days",
      facts: { days: days.count, ahead: basis.effects.filter((e) => e !== 0).length },
    });
  return notes;
}
