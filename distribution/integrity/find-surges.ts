/**
 * Spans of days on which a recording, or a service or place of it, has far more streams than usual: segments of greatest
 * sum of what is over the usual level (J. L. Bates, R. L. Constable 1985; "Kadane's algorithm"), several for each series.
 */
import { weekdayFactors, weekdayOf } from "../audience/seasonality.ts";
import { type RecordingStreams, type SeriesOf, seriesOf } from "./recording-streams.ts";
import { usualLevel } from "./usual-level.ts";

export interface Surge {
  /** Places of days in the recording's row, both included. */
  readonly from: number;
  readonly until: number;
  /** Streams over the usual ones. */
  readonly excess: number;
  /** Excess over its standard deviation as counts and the series' own unrest give it. */
  readonly strength: number;
  readonly series: SeriesOf;
}

export interface SurgeGroup {
  /** Days of the strongest of them. */
  readonly from: number;
  readonly until: number;
  readonly accounts: readonly Surge[];
}

export interface SurgeSearch {
  /** Surges that share days are one group: up to three accounts of it (all, a service, a place), the strongest first. */
  readonly groups: readonly SurgeGroup[];
  readonly total: SeriesOf;
  /** Factors from Monday; all 1 where the week cannot be known. */
  readonly week: readonly number[];
  /** Place of the first day with streams. */
  readonly begin: number;
}

/** Fewer streams than these are nobody's business: nobody sells them, and one listener can make them in a week. */
export const FEWEST_STREAMS = 600;
/** Of all usual streams in the span. */
const LEAST_SHARE = 0.18;
const LEAST_STRENGTH = 5;
const LONGEST = 100;
const PER_SERIES = 3;

export function findSurges(recording: RecordingStreams): SurgeSearch {
  const all = seriesOf(recording);
  const total = all[0]!;
  const begin = Math.max(
    0,
    total.values.findIndex((value) => value > 0),
  );
  const factors = weekdayFactors(recording.first + begin, Array.from(total.values.subarray(begin)));
  const week = factors ? factors.map(({ factor }) => factor) : [1, 1, 1, 1, 1, 1, 1];
  const whole = levelOf(recording, total, week, begin);
  const found: Surge[] = [];
  for (const series of all) {
    if (series !== total && !couldHave(series.values)) continue;
    const level = series === total ? whole : levelOf(recording, series, week, begin);
    found.push(...surgesIn(series, level, whole.usual, begin));
  }
  return { groups: grouped(found), total, week, begin };
}

interface Level {
  /** Counts with the week taken out. */
  readonly plain: Float64Array;
  readonly usual: Float64Array;
  readonly begin: number;
}

function levelOf({ first }: RecordingStreams, { values }: SeriesOf, week: readonly number[], begin: number): Level {
  const plain = values.map((value, day) => value / week[weekdayOf(first + day)]!);
  return { plain, usual: usualLevel(plain, begin), begin };
}

/** Whether any two months hold enough streams: most places of most recordings do not. */
function couldHave(values: Float64Array): boolean {
  let sum = 0;
  for (let day = 0; day < values.length; day++) {
    sum += values[day]! - (day >= 62 ? values[day - 62]! : 0);
    if (sum >= FEWEST_STREAMS / 3) return true;
  }
  return false;
}

function surgesIn(series: SeriesOf, level: Level, all: Float64Array, begin: number): Surge[] {
  const { plain, usual } = level;
  const unrest = unrestOf(plain, usual, begin);
  const over = plain.map((value, day) => value - 1.15 * usual[day]! - Math.sqrt(usual[day]! + 0.5));
  const found: Surge[] = [];
  for (let n = 0; n < PER_SERIES; n++) {
    const [from, until] = greatestSegment(over, begin);
    if (from < 0) break;
    for (let day = from; day <= until; day++) over[day] = -Infinity;
    let excess = 0;
    let base = 0;
    let ofAll = 0;
    for (let day = from; day <= until; day++) {
      excess += plain[day]! - usual[day]!;
      base += usual[day]!;
      ofAll += all[day]!;
    }
    if (excess < FEWEST_STREAMS / 3) break;
    if (excess < LEAST_SHARE * ofAll * (series.place === null ? 1 : 0.3)) continue;
    const whole = { from, until, excess, base };
    for (const { from: a, until: b, excess: sum, base: under } of [whole, ...coreOf(level, whole)]) {
      // Unrest of weeks, less over longer spans: it has a memory of about a month.
      const stray = unrest * Math.min(1, Math.sqrt(35 / (b - a + 1))) * under;
      const strength = sum / Math.sqrt(3 * (under + 1) + stray * stray);
      if (b - a < LONGEST && strength >= LEAST_STRENGTH)
        found.push({ from: a, until: b, excess: sum, strength, series });
    }
  }
  return found;
}

interface Span {
  readonly from: number;
  readonly until: number;
  readonly excess: number;
  readonly base: number;
}

/** The part of a span that stands out from it: over half as high again, and shorter. */
function coreOf({ plain, usual }: Level, { from, until, excess }: Span): Span[] {
  const mean = excess / (until - from + 1);
  const over = plain.subarray(from, until + 1).map((value, at) => value - usual[from + at]! - 0.8 * mean);
  const [a, b] = greatestSegment(over, 0);
  if (a < 0 || b - a + 1 > 0.7 * (until - from + 1)) return [];
  let sum = 0;
  let base = 0;
  for (let day = from + a; day <= from + b; day++) {
    sum += plain[day]! - usual[day]!;
    base += usual[day]!;
  }
  return sum / (b - a + 1) > 1.3 * mean ? [{ from: from + a, until: from + b, excess: sum, base }] : [];
}

/** How far weeks stray from their usual level, as a share of it: 1.48 times the median of absolute deviations, without counting. */
function unrestOf(plain: Float64Array, usual: Float64Array, begin: number): number {
  const strays: number[] = [];
  let counting = 0;
  for (let day = begin; day + 7 <= plain.length; day += 7) {
    let sum = 0;
    let base = 0;
    for (let at = day; at < day + 7; at++) {
      sum += plain[at]!;
      base += usual[at]!;
    }
    if (base <= 0) continue;
    strays.push(Math.abs(sum / base - 1));
    counting += 1.5 / base;
  }
  if (strays.length === 0) return 0.3;
  strays.sort((a, b) => a - b);
  const spread = 1.48 * strays[strays.length >> 1]!;
  return Math.sqrt(Math.max(0.0064, spread * spread - counting / strays.length));
}

function greatestSegment(over: Float64Array, begin: number): [number, number] {
  let best = 0;
  let found: [number, number] = [-1, -1];
  let sum = 0;
  let start = begin;
  for (let day = begin; day < over.length; day++) {
    if (sum <= 0) {
      sum = 0;
      start = day;
    }
    sum += over[day]!;
    if (sum > best) {
      best = sum;
      found = [start, day];
    }
  }
  return found;
}

/** The strongest surge leads a group; beside it the strongest of each other scope that shares days with it. */
function grouped(found: readonly Surge[]): SurgeGroup[] {
  const groups: { from: number; until: number; accounts: Surge[] }[] = [];
  for (const surge of [...found].sort((a, b) => b.strength - a.strength)) {
    const near = groups.filter(({ from, until }) => surge.from <= until + 3 && surge.until >= from - 3);
    if (near.length === 0) groups.push({ from: surge.from, until: surge.until, accounts: [surge] });
    for (const { accounts } of near.slice(0, 1)) {
      const same = accounts.filter(({ series }) => scopeOf(series) === scopeOf(surge.series));
      if (same.length < 2 && !same.some(({ from, until }) => from === surge.from && until === surge.until))
        accounts.push(surge);
    }
  }
  return groups.sort((a, b) => a.from - b.from);
}

const scopeOf = ({ service, place }: SeriesOf): string =>
  place !== null ? "place" : service !== null ? "service" : "all";
