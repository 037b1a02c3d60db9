/**
 * What a playlist did to a recording: streams after the date against what they would have been, from the recording's own
 * level before and the way that recordings without the playlist went (interrupted series with controls; A. Abadie, A. Diamond,
 * J. Hainmueller 2010 for placebos in time and in other units). The interval is made of the errors that the same estimate
 * has at dates and on recordings where nothing happened.
 */
import { exp, log } from "../../foundation/numbers/elementary.ts";
import { weekdayFactors, weekdayOf } from "../audience/seasonality.ts";

export interface PlaylistQuestion {
  /** Day of the first value, from 1970-01-01; all series stand on the same days. */
  readonly first: number;
  /** Streams a day; NaN where missing. */
  readonly target: ArrayLike<number>;
  /** Recordings that were on no such playlist. */
  readonly siblings: readonly ArrayLike<number>[];
  /** Place of the first day with the playlist. */
  readonly from: number;
  /** Days to judge, from the first on. */
  readonly days: number;
}

export interface PlaylistEffect {
  readonly status: "done";
  /** Streams more, as a share of what would have been: 0.5 is half as many again. */
  readonly lift: number;
  /** Of the 90 % interval of `lift`. */
  readonly low: number;
  readonly high: number;
  /** The lower end is over 0. */
  readonly found: boolean;
  readonly observed: number;
  readonly expected: number;
  /** Expected streams for each day from `from` on. */
  readonly path: Float64Array;
  readonly basis: {
    /** Days before that the level was taken from. */
    readonly before: number;
    /** How far the siblings' movement was followed, 0 to 1. */
    readonly followed: number;
    readonly siblings: number;
    /** Placebo estimates that the interval stands on, and their root mean square error (of the logarithm). */
    readonly placebos: number;
    readonly error: number;
  };
}

export interface NoPlaylistEffect {
  readonly status: "not-enough-data";
  readonly missing: string;
  readonly cheapestNextStep: string;
}

const SPANS = [7, 14, 28, 56];
/** Never less than half where there are siblings: what befalls all of them befell the recording too. */
const FOLLOWED = [0.5, 1];
/** Times its usual size that the siblings' movement at the date is followed wholly. */
const SHOCK = 3;
const FEWEST_SIBLINGS = 3;
/** Placebo dates are this far apart. */
const STEP = 7;
const FEWEST_BEFORE = 56;
/** As much as this many placebos of its own, the siblings' errors count. */
const POOL_WORTH = 6;
/** Share of placebo errors inside the interval. */
const SHARE = 0.9;

export function playlistEffect(question: PlaylistQuestion): PlaylistEffect | NoPlaylistEffect {
  const { target, siblings, from, days, first } = question;
  if (from < FEWEST_BEFORE || days < 7 || from + days > target.length) {
    return {
      status: "not-enough-data",
      missing: `${FEWEST_BEFORE} days before the date and 7 after it; there are ${Math.max(0, from)} and ${Math.max(0, target.length - from)}`,
      cheapestNextStep: "export the recording's daily streams for a longer period",
    };
  }
  const [own, ...others] = [target, ...siblings].map((values) => prepared(values, first, from, days));
  const controls = others.filter((each) => each !== null);
  if (!own)
    return {
      status: "not-enough-data",
      missing: "days with streams before the date: at most one in ten may be missing",
      cheapestNextStep: "export the recording's daily streams without gaps",
    };
  const all = [own, ...controls];
  const origins: number[] = [];
  for (let at = from - days; at >= FEWEST_BEFORE && origins.length < 26; at -= STEP) origins.push(at);
  const choices = SPANS.flatMap((before) =>
    (controls.length >= FEWEST_SIBLINGS ? FOLLOWED : [0]).map((followed) => ({ before, followed })),
  );
  const judged = choices.map((choice) => {
    const movements = [...origins, from].map((origin) =>
      all.map((series) => movement(series, origin, days, choice.before)),
    );
    const errors = all.map((series, n) =>
      origins.map((origin, at): Placebo => {
        const moved = movements[at]!;
        const common = choice.followed > 0 ? trimmedMean(moved.filter((_, other) => other !== n && other > 0)) : 0;
        return {
          error: moved[n]! - choice.followed * common,
          counting: countingOf(series, origin, days, choice.before),
        };
      }),
    );
    const mean = (list: readonly Placebo[]): number =>
      list.reduce((sum, { error }) => sum + error * error, 0) / Math.max(1, list.length);
    const pooled = mean(trimmed(errors.slice(1).flat()));
    const share = errors[0]!.length / (errors[0]!.length + 3 * POOL_WORTH);
    const risk = controls.length > 0 ? share * mean(errors[0]!) + (1 - share) * pooled : mean(errors[0]!);
    const last = movements[movements.length - 1]!;
    const common = choice.followed > 0 ? trimmedMean(last.slice(1)) : 0;
    const before = movements.slice(0, -1).map((moved) => trimmedMean(moved.slice(1)));
    const usual = Math.sqrt(before.reduce((sum, each) => sum + each * each, 0) / Math.max(1, before.length));
    const followed = choice.followed > 0 && Math.abs(common) > SHOCK * usual + 0.02 ? 1 : choice.followed;
    return { choice: { ...choice, followed }, errors, risk, estimate: last[0]! - followed * common };
  });
  judged.sort((a, b) => a.risk - b.risk);
  const best = judged[0]!;
  return answer(own, question, best.choice, best.estimate, best.errors, controls.length);
}

/** Counts with the week taken out, as sums up to each day. */
interface Prepared {
  readonly sums: Float64Array;
  readonly week: readonly number[];
}

function prepared(values: ArrayLike<number>, first: number, from: number, days: number): Prepared | null {
  const before = Array.from(values).slice(0, from);
  const gaps = before.filter(Number.isNaN).length;
  if (gaps > 0.1 * from || before.every((value) => !(value > 0))) return null;
  const factors = weekdayFactors(first, before);
  const week = factors ? factors.map(({ factor }) => factor) : [1, 1, 1, 1, 1, 1, 1];
  const sums = new Float64Array(from + days + 1);
  let last = 0;
  for (let day = 0; day < from + days; day++) {
    const value = values[day]! / week[weekdayOf(first + day)]!;
    if (!Number.isNaN(value)) last = value;
    sums[day + 1] = sums[day]! + last;
  }
  return { sums, week };
}

const meanOf = (sums: Float64Array, from: number, until: number): number =>
  (sums[until]! - sums[from]! + 0.5) / (until - from);

/** Log ratio of the level after a day to that before. */
function movement({ sums }: Prepared, origin: number, days: number, before: number): number {
  return log(meanOf(sums, origin, origin + days) / meanOf(sums, origin - before, origin));
}

function countingOf({ sums }: Prepared, origin: number, days: number, before: number): number {
  return 1.5 / (sums[origin + days]! - sums[origin]! + 1) + 1.5 / (sums[origin]! - sums[origin - before]! + 1);
}

interface Placebo {
  readonly error: number;
  /** Variance that counting alone gives. */
  readonly counting: number;
}

/** Without the tenth with the largest errors: siblings have playlists of their own. */
function trimmed(list: readonly Placebo[]): Placebo[] {
  return [...list].sort((a, b) => Math.abs(a.error) - Math.abs(b.error)).slice(0, Math.ceil(0.93 * list.length));
}

/** Mean without the fifth at each end. */
function trimmedMean(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const cut = Math.floor(0.2 * sorted.length);
  const kept = sorted.slice(cut, sorted.length - cut);
  return kept.reduce((sum, value) => sum + value, 0) / Math.max(1, kept.length);
}

function answer(
  own: Prepared,
  { first, from, days }: PlaylistQuestion,
  { before, followed }: { readonly before: number; readonly followed: number },
  estimate: number,
  errors: readonly (readonly Placebo[])[],
  siblings: number,
): PlaylistEffect {
  const mine = errors[0]!;
  const theirs = trimmed(errors.slice(1).flat());
  const drift = (list: readonly Placebo[]): number =>
    Math.max(
      0,
      list.reduce((sum, { error, counting }) => sum + error * error - counting, 0) / Math.max(1, list.length),
    );
  // Placebo dates a week apart share most of their days: they are worth as many as fit beside each other.
  const worth = (mine.length * STEP) / Math.max(STEP, days);
  const share = theirs.length > 0 ? worth / (worth + POOL_WORTH) : 1;
  const variance = share * drift(mine) + (1 - share) * drift(theirs);
  const scores = [...mine, ...theirs]
    .map(({ error, counting }) => Math.abs(error) / Math.sqrt(variance + counting))
    .sort((a, b) => a - b);
  const usual = scores.length >= 20 ? scores[Math.floor(SHARE * (scores.length - 1))]! : 1.645;
  const quantile =
    Math.min(2.6, Math.max(1.645, usual)) *
    Math.sqrt(1 + 1.2 / Math.max(1, worth + (theirs.length > 0 ? POOL_WORTH : 0)));
  const spread = Math.sqrt(variance + countingOf(own, from, days, before));
  const observed = own.sums[from + days]! - own.sums[from]!;
  const expected = observed / exp(estimate);
  const path = Float64Array.from(
    { length: days },
    (_, day) => (expected / days) * own.week[weekdayOf(first + from + day)]!,
  );
  const low = exp(estimate - quantile * spread) - 1;
  return {
    status: "done",
    lift: exp(estimate) - 1,
    low,
    high: exp(estimate + quantile * spread) - 1,
    found: low > 0,
    observed,
    expected,
    path,
    basis: {
      before,
      followed,
      siblings,
      placebos: mine.length + theirs.length,
      error: Math.sqrt(
        [...mine, ...theirs].reduce((sum, { error }) => sum + error * error, 0) /
          Math.max(1, mine.length + theirs.length),
      ),
    },
  };
}
