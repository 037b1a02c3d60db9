/**
 * Whether what comes onto charts changes over the years.
 *
 * One observation is one entry, not one week: a recording that stays for a year is seen once. Entries of one artist are
 * alike and albums come at once, and entries of one quarter share the mood of the time, so the slope's variance is taken from
 * clusters of artists, of quarters and of both, the largest of the three (A. C. Cameron, J. B. Gelbach, D. L. Miller, JBES
 * 29 (2011) 238-249), each by leaving clusters out (CR3: R. M. Bell, D. F. McCaffrey, Survey Methodology 28 (2002)).
 * Calendar months are taken out first, so that Christmas is no trend. All tests are adjusted together.
 */
import { falseDiscoveryAdjusted } from "../../foundation/statistics/multiple-tests.ts";
import { twoSidedStudent } from "../../foundation/statistics/student.ts";
import { civilDay } from "../../foundation/tables/index.ts";

export interface Entry {
  /** "" for a chart without a place. */
  readonly territory: string;
  readonly recording: string;
  readonly artist: string;
  readonly day: number;
  /** By name of the attribute; what is not known is left out. */
  readonly attributes: Readonly<Record<string, number>>;
}

export interface AttributeTrend {
  readonly attribute: string;
  /** Null: all charts together, each recording where it came first. */
  readonly territory: string | null;
  /** Change a year, and the 95 % interval of it alone. */
  readonly slope: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
  /** Over all tests of the answer: at or under 0.05 it is announced. */
  readonly adjusted: number;
  readonly entries: number;
  readonly artists: number;
  /** Seasons were taken out: there are two years. */
  readonly seasonal: boolean;
}

export const ANNOUNCED_UNDER = 0.05;
const FEWEST_ENTRIES = 40;
const FEWEST_ARTISTS = 15;
const FEWEST_TIMES = 6;
/** Days: the mood of a quarter is one observation of a mood. */
const TIME_BLOCK = 91;
const YEAR = 365.25;

export function attributeTrends(entries: readonly Entry[]): AttributeTrend[] {
  const names = [...new Set(entries.flatMap(({ attributes }) => Object.keys(attributes)))].sort();
  const territories = [...new Set(entries.map(({ territory }) => territory))].sort();
  const groups: { territory: string | null; list: readonly Entry[] }[] = territories.map((territory) => ({
    territory,
    list: entries.filter((entry) => entry.territory === territory),
  }));
  if (territories.length > 1) groups.push({ territory: null, list: firstEntries(entries) });
  const found = groups.flatMap(({ territory, list }) =>
    names.flatMap((attribute) => {
      const own = list.filter(({ attributes }) => attributes[attribute] !== undefined);
      const trend = slopeOf(own, attribute);
      return trend ? [{ attribute, territory, ...trend }] : [];
    }),
  );
  const adjusted = falseDiscoveryAdjusted(found.map(({ p }) => p));
  return found.map((trend, at) => ({ ...trend, adjusted: adjusted[at] as number }));
}

/** Of entries of one recording in several territories within half a year the first. */
function firstEntries(entries: readonly Entry[]): Entry[] {
  const latest = new Map<string, number>();
  return [...entries]
    .sort((a, b) => a.day - b.day || (a.territory < b.territory ? -1 : 1))
    .filter(({ recording, day }) => {
      const before = latest.get(recording);
      latest.set(recording, day);
      return before === undefined || day - before > YEAR / 2;
    });
}

type Slope = Omit<AttributeTrend, "attribute" | "territory" | "adjusted">;

function slopeOf(entries: readonly Entry[], attribute: string): Slope | null {
  if (entries.length < FEWEST_ENTRIES) return null;
  const days = entries.map(({ day }) => day);
  const first = Math.min(...days);
  const span = Math.max(...days) - first;
  const seasonal = span >= 1.9 * YEAR;
  const dates = entries.map(({ day }) => civilDay(day));
  const season = dates.map(({ month }) => (seasonal ? month : 0));
  const x = centred(
    days.map((day) => (day - first) / YEAR),
    season,
  );
  const y = centred(
    entries.map(({ attributes }) => attributes[attribute] as number),
    season,
  );
  const xx = x.reduce((sum, value) => sum + value * value, 0);
  const yy = y.reduce((sum, value) => sum + value * value, 0);
  if (!(xx > 0) || !(yy > 1e-12)) return null;
  const slope = x.reduce((sum, value, at) => sum + value * (y[at] as number), 0) / xx;
  const score = x.map((value, at) => value * ((y[at] as number) - slope * value));
  const artists = entries.map(({ artist }) => artist);
  const times = entries.map(({ day }) => `${Math.floor((day - first) / TIME_BLOCK)}`);
  const both = artists.map((artist, at) => `${times[at]} ${artist}`);
  const byArtist = clustered(x, score, xx, artists);
  const byTime = clustered(x, score, xx, times, true);
  const byBoth = clustered(x, score, xx, both);
  if (byArtist.clusters < FEWEST_ARTISTS || byTime.clusters < FEWEST_TIMES) return null;
  const variance = Math.max(byArtist.variance, byTime.variance, byArtist.variance + byTime.variance - byBoth.variance);
  const error = Math.sqrt(variance);
  // Neighbours that share their mood are worth fewer than they are.
  const freedom = Math.floor((2 * Math.min(byArtist.clusters, byTime.clusters)) / 3);
  const reach = studentReach(freedom) * error;
  return {
    slope,
    low: slope - reach,
    high: slope + reach,
    p: error > 0 ? twoSidedStudent(slope / error, freedom) : 1,
    entries: entries.length,
    artists: byArtist.clusters,
    seasonal,
  };
}

/** Values less the mean of their group. */
function centred(values: readonly number[], group: readonly number[]): number[] {
  const sums = new Map<number, [number, number]>();
  for (const [at, value] of values.entries()) {
    const [sum, count] = sums.get(group[at] as number) ?? [0, 0];
    sums.set(group[at] as number, [sum + value, count + 1]);
  }
  return values.map((value, at) => {
    const [sum, count] = sums.get(group[at] as number) as [number, number];
    return value - sum / count;
  });
}

/**
 * What leaving each cluster out moves the slope by, squared and added up. `neighbours`: names are numbers, and half of what
 * one shares with the next counts (W. K. Newey, K. D. West, Econometrica 55 (1987), one lag).
 */
function clustered(
  x: readonly number[],
  score: readonly number[],
  xx: number,
  names: readonly string[],
  neighbours = false,
): { readonly variance: number; readonly clusters: number } {
  const sums = new Map<string, [number, number]>();
  for (const [at, name] of names.entries()) {
    const [s, h] = sums.get(name) ?? [0, 0];
    sums.set(name, [s + (score[at] as number), h + (x[at] as number) * (x[at] as number)]);
  }
  const clusters = sums.size;
  let variance = 0;
  const moves = [...sums].map(([name, [s, h]]) => ({ name, move: s / Math.max(1e-9, xx - h) }));
  for (const { move } of moves) variance += move * move;
  if (neighbours) {
    const byName = new Map(moves.map(({ name, move }) => [name, move]));
    let shared = 0;
    for (const { name, move } of moves) shared += move * (byName.get(`${Number(name) + 1}`) ?? 0);
    variance += Math.max(0, shared);
  }
  return { variance: (variance * (clusters - 1)) / clusters, clusters };
}

/** The t that 95 % stay within, by bisection. */
function studentReach(freedom: number): number {
  let low = 1.9;
  let high = 13;
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (twoSidedStudent(middle, freedom) > 0.05) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
