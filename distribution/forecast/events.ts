/**
 * Things that are known to happen: a playlist that adds a song on a date, a campaign, a day off. What such things did
 * before, in this series and in others, is measured, taken out of the history and put into the future where they are
 * announced.
 */
import { log } from "../../foundation/numbers/elementary.ts";
import { middle } from "./adjust-season.ts";
import type { NamedSeries } from "./forecast-table.ts";
import { effectOffset } from "./transform.ts";

export interface SeriesEvent {
  /** The series it concerns; null: all of the table. */
  readonly id: string | null;
  /** Events of one name are taken to do the same. */
  readonly effect: string;
  /** First step, from 0; after the last value: announced. */
  readonly from: number;
  /** The step after the last one; Infinity while it goes on. */
  readonly until: number;
}

export interface EffectFound {
  readonly effect: string;
  /** Logarithm of the factor, drawn towards 0 by how uncertain it is. */
  readonly size: number;
  /** Standard error of the mean before that. */
  readonly error: number;
  /** How many events in histories it was measured at. */
  readonly events: number;
}

export interface EventEffects {
  readonly found: readonly EffectFound[];
  /** Logarithms of factors, history then horizon, for each series; null where nothing happens. */
  readonly effects: readonly (Float64Array | null)[];
}

/** Periods before and after an event that are compared. */
const CYCLES = 3;

export function eventEffects(
  table: readonly NamedSeries[],
  events: readonly SeriesEvent[],
  period: number,
  horizon: number,
): EventEffects {
  const concerns = ({ id }: SeriesEvent, series: NamedSeries): boolean => id === null || id === series.id;
  const measured = new Map<string, { size: number; variance: number }[]>();
  const own = new Map<string, number>();
  table.forEach((series, at) => {
    events.forEach((event, which) => {
      if (!concerns(event, series)) return;
      const seen = measure(series.values, event, period);
      if (seen === null) return;
      own.set(`${at} ${which}`, seen.size);
      measured.set(event.effect, [...(measured.get(event.effect) ?? []), seen]);
    });
  });
  const found = [...measured].map(([effect, all]): EffectFound => {
    const mean = all.reduce((sum, { size }) => sum + size, 0) / all.length;
    const between = all.reduce((sum, { size }) => sum + (size - mean) ** 2, 0) / Math.max(1, all.length - 1);
    const within = all.reduce((sum, { variance }) => sum + variance, 0) / all.length;
    const variance = Math.max(between, within) / all.length;
    const size = mean === 0 ? 0 : mean * Math.max(0, 1 - variance / mean ** 2);
    return { effect, size, error: Math.sqrt(variance), events: all.length };
  });
  const sizeOf = new Map(found.map(({ effect, size }) => [effect, size]));
  const effects = table.map((series, at) => {
    let any = false;
    const sum = new Float64Array(series.values.length + horizon);
    events.forEach((event, which) => {
      if (!concerns(event, series)) return;
      const size = own.get(`${at} ${which}`) ?? sizeOf.get(event.effect) ?? 0;
      if (size === 0) return;
      any = true;
      for (let t = Math.max(0, event.from); t < Math.min(sum.length, event.until); t++) sum[t] = sum[t]! + size;
    });
    return any ? sum : null;
  });
  return { found, effects };
}

/** Median change against the same places of the periods before; null without three values before and one after. */
function measure(
  values: Float64Array,
  { from, until }: SeriesEvent,
  period: number,
): { readonly size: number; readonly variance: number } | null {
  const present = values.filter((value) => !Number.isNaN(value));
  const offset = effectOffset(present);
  if (offset === null || from < 1 || from >= values.length) return null;
  const reach = Math.max(CYCLES * period, 7);
  const start = Math.max(0, from - reach);
  const usual = (t: number): number | null => {
    const same: number[] = [];
    for (let s = start; s < from; s++)
      if ((t - s) % period === 0 && s !== t && !Number.isNaN(values[s]!)) same.push(values[s]!);
    return same.length > 0 ? middle(Float64Array.from(same).sort()) : null;
  };
  const change = (t: number): number => {
    const base = usual(t);
    return base === null || Number.isNaN(values[t]!) ? Number.NaN : log((values[t]! + offset) / (base + offset));
  };
  const range = (low: number, high: number): Float64Array =>
    Float64Array.from({ length: Math.max(0, high - low) }, (_, i) => change(low + i))
      .filter((value) => !Number.isNaN(value))
      .sort();
  const before = range(start, from);
  const after = range(from, Math.min(values.length, until, from + reach));
  if (before.length < 3 || after.length < 1) return null;
  const noise = 1.4826 * middle(before.map((value) => Math.abs(value)).sort());
  return { size: middle(after), variance: (1.57 * noise ** 2) / after.length };
}
