/**
 * Money for months that statements do not reach yet, from the streams that were counted in them. How the rate is carried
 * forward is chosen, and the interval made, from the errors the same nowcast had at earlier moments.
 */
import { exp, log } from "../../foundation/numbers/elementary.ts";
import { middleOf } from "./statement-table.ts";

export interface ServiceMoney {
  readonly service: string;
  /** By month; NaN where no statement reaches. */
  readonly money: readonly number[];
  /** Streams counted in the month; null: no dashboard of the service is there. NaN where a month is not covered. */
  readonly counted: readonly number[] | null;
}

export interface Nowcast {
  readonly status: "done";
  /** Places of the months that are nowcast. */
  readonly months: readonly number[];
  readonly byMonth: readonly number[];
  /** Sum, with its 90 % interval. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly byService: readonly {
    readonly service: string;
    readonly value: number;
    readonly from: "counted" | "others" | "before";
  }[];
  readonly basis: {
    /** Months of which the rate was taken. */
    readonly rateMonths: number;
    readonly season: boolean;
    /** Earlier moments at which it was tried. */
    readonly origins: number;
    /** Their median error, as a share. */
    readonly error: number;
  };
}

export interface NoNowcast {
  readonly status: "not-enough-data";
  readonly missing: string;
  readonly cheapestNextStep: string;
}

interface Way {
  readonly rateMonths: number;
  readonly season: boolean;
  /** How far services without counts follow those with. */
  readonly follow: number;
}

const FEWEST_MONTHS = 6;
const MOST_AHEAD = 4;

/**
 * @param reported place of the last month that statements reach
 * @param last place of the last month to nowcast; at most four later
 */
export function nowcastMoney(services: readonly ServiceMoney[], reported: number, last: number): Nowcast | NoNowcast {
  const ahead = Math.min(MOST_AHEAD, last - reported);
  if (reported + 1 < FEWEST_MONTHS || ahead < 1) {
    return {
      status: "not-enough-data",
      missing:
        ahead < 1
          ? "months that were counted and not yet paid"
          : `${FEWEST_MONTHS} months of statements with money; there are ${reported + 1}`,
      cheapestNextStep: ahead < 1 ? "import a newer export of a dashboard" : "import earlier statements",
    };
  }
  const ways: Way[] = [1, 2, 3, 6].flatMap((rateMonths) =>
    [false, true].flatMap((season) => [0, 0.5, 1].map((follow) => ({ rateMonths, season, follow }))),
  );
  const origins: number[] = [];
  for (let origin = reported - ahead; origin >= Math.max(3, reported - 24); origin--) origins.push(origin);
  const total = (way: Way, origin: number): number =>
    services.reduce(
      (sum, service) => sum + predicted(service, services, way, origin, ahead).reduce((a, b) => a + b, 0),
      0,
    );
  const truth = (origin: number): number =>
    services.reduce(
      (sum, { money }) => sum + money.slice(origin + 1, origin + 1 + ahead).reduce((a, b) => a + known(b), 0),
      0,
    );
  const errorsOf = (way: Way): number[] =>
    origins.flatMap((origin) => {
      if (way.season && origin < 12) return [];
      const [told, came] = [total(way, origin), truth(origin)];
      return told > 0 && came > 0 ? [log(came / told)] : [];
    });
  const judged = ways
    .map((way) => ({ way, errors: errorsOf(way) }))
    .filter(({ way, errors }) => errors.length > 0 && (!way.season || errors.length >= 8))
    .map((each) => ({ ...each, risk: riskOf(each.errors) }))
    .sort((a, b) => a.risk - b.risk);
  if (judged.length === 0) {
    return {
      status: "not-enough-data",
      missing: "months with money to try the nowcast on",
      cheapestNextStep: "import earlier statements",
    };
  }
  // The best few together: which of them is best is mostly chance.
  const best = judged.slice(0, 3);
  const together = origins.flatMap((_, n) => {
    const each = best.map(({ errors }) => errors[n]).filter((error) => error !== undefined);
    return each.length === best.length ? [each.reduce((a, b) => a + b, 0) / each.length] : [];
  });
  const errors = together.length >= 4 ? together : best[0]!.errors;
  const months = Array.from({ length: ahead }, (_, h) => reported + 1 + h);
  const chosen = together.length >= 4 ? best : best.slice(0, 1);
  const byService = services.map((service) => {
    const paths = chosen.map(({ way }) => predicted(service, services, way, reported, ahead));
    const path = months.map((_, h) =>
      exp(paths.reduce((sum, each) => sum + log(Math.max(1e-9, each[h]!)), 0) / paths.length),
    );
    return { service: service.service, path, from: sourceOf(service, services, reported, ahead) };
  });
  const byMonth = months.map((_, h) => byService.reduce((sum, { path }) => sum + path[h]!, 0));
  const value = byMonth.reduce((a, b) => a + b, 0);
  const half = quantileOf(errors.length, ahead) * riskOf(errors);
  return {
    status: "done",
    months,
    byMonth,
    value,
    low: value * exp(-half),
    high: value * exp(half),
    byService: byService.map(({ service, path, from }) => ({ service, value: path.reduce((a, b) => a + b, 0), from })),
    basis: {
      rateMonths: best[0]!.way.rateMonths,
      season: best[0]!.way.season,
      origins: errors.length,
      error: middleOf(errors.map(Math.abs)),
    },
  };
}

const known = (value: number | undefined): number => (value === undefined || Number.isNaN(value) ? 0 : value);

function riskOf(errors: readonly number[]): number {
  return Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / Math.max(1, errors.length) + 0.0002);
}

/** Ways are chosen by the errors that then make the interval: it comes out too narrow by about this. */
const CHOSEN = 1.12;

/** Student's 95 % quantile, near enough (A&S 26.7.5), for as many origins as do not overlap; wider by their estimate. */
function quantileOf(origins: number, ahead: number): number {
  const free = Math.max(1.5, origins / ahead);
  const z = 1.645;
  const cube = z * z * z;
  return CHOSEN * (z + (cube + z) / (4 * free) + (5 * cube * z * z + 16 * cube + 3 * z) / (96 * free * free));
}

/** Money of the months after `origin`, looking at nothing that was not known there but the counts. */
function predicted(
  { money, counted }: ServiceMoney,
  all: readonly ServiceMoney[],
  way: Way,
  origin: number,
  ahead: number,
): number[] {
  const from = Math.max(0, origin - way.rateMonths + 1);
  const months = Array.from({ length: ahead }, (_, h) => origin + 1 + h);
  const base = money.slice(from, origin + 1).filter((value) => !Number.isNaN(value));
  const level = base.reduce((a, b) => a + b, 0) / Math.max(1, base.length);
  if (!(level > 0)) return months.map(() => 0);
  if (counted && covers(counted, from, origin + ahead)) {
    const rate = level / meanOf(counted, from, origin);
    return months.map(
      (month) => rate * counted[month]! * (way.season ? seasonOf(money, counted, from, origin, month) : 1),
    );
  }
  // Without counts of its own: as before, as far as that follows what is counted elsewhere.
  const beside = all.filter((each) => each.counted && covers(each.counted, from, origin + ahead));
  return months.map((month) => {
    const before = beside.reduce((sum, each) => sum + meanOf(each.counted!, from, origin), 0);
    const now = beside.reduce((sum, each) => sum + each.counted![month]!, 0);
    const follow = before > 0 && now > 0 ? exp(way.follow * log(now / before)) : 1;
    return level * follow;
  });
}

/** The rate of the same month a year ago over that of the same base months then, half believed. */
function seasonOf(
  money: readonly number[],
  counted: readonly number[],
  from: number,
  origin: number,
  month: number,
): number {
  if (from - 12 < 0) return 1;
  const rate = (a: number, b: number): number => {
    const pay = money.slice(a, b + 1).reduce((sum, value) => sum + known(value), 0);
    return pay / (meanOf(counted, a, b) * (b - a + 1));
  };
  const ratio = rate(month - 12, month - 12) / rate(from - 12, origin - 12);
  return Number.isFinite(ratio) && ratio > 0.5 && ratio < 2 ? Math.sqrt(ratio) : 1;
}

function covers(counted: readonly number[], from: number, until: number): boolean {
  for (let month = from; month <= until; month++) if (!(counted[month]! > 0)) return false;
  return true;
}

function meanOf(values: readonly number[], from: number, until: number): number {
  let sum = 0;
  for (let at = from; at <= until; at++) sum += values[at]!;
  return sum / (until - from + 1);
}

function sourceOf(
  { counted }: ServiceMoney,
  all: readonly ServiceMoney[],
  reported: number,
  ahead: number,
): "counted" | "others" | "before" {
  if (counted && covers(counted, reported, reported + ahead)) return "counted";
  return all.some((each) => each.counted && covers(each.counted, reported, reported + ahead)) ? "others" : "before";
}
