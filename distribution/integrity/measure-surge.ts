/** What a surge is like: where, for whom, in which shape. Each measure with its standard error, or null. */
import { log } from "../../foundation/numbers/elementary.ts";
import { solveSymmetric } from "../../foundation/statistics/ridge.ts";
import { weekdayOf } from "../audience/seasonality.ts";
import type { Surge, SurgeSearch } from "./find-surges.ts";
import type { RecordingStreams } from "./recording-streams.ts";

export interface Measured {
  readonly value: number;
  /** Standard error. */
  readonly error: number;
}

export type PlaceKind = "usual" | "few" | "other";
export type ShapeKind = "plateau" | "decay" | "rise" | "open";

export interface SurgeMeasures {
  readonly from: number;
  readonly until: number;
  /** Streams of all services and places in the span, and what was usual. */
  readonly observed: number;
  readonly usual: number;
  readonly excess: number;
  /** Shares of the excess, the largest first; with the usual share of each. */
  readonly places: readonly Portion[];
  readonly services: readonly Portion[];
  /** Saves for each new stream over the usual rate: 1 as usual, 0 none. */
  readonly saves: Measured | null;
  /** Logarithm of new streams for each new listener over the usual ratio. */
  readonly repeats: Measured | null;
  /** How far the excess follows the recording's week: 1 as usual, 0 every day the same. */
  readonly week: Measured | null;
  /** Null: the export is not split. */
  readonly placeKind: PlaceKind | null;
  readonly oneService: boolean | null;
  readonly shape: ShapeKind | null;
  /** The same days of another year are high too; null: no other year in the export. */
  readonly recurs: boolean | null;
  /** The surge begins in the first fortnight of the recording. */
  readonly atRelease: boolean;
  /** The last days of December lie in it or close behind it. */
  readonly atYearEnd: boolean;
}

export interface Portion {
  readonly at: number;
  readonly excess: number;
  /** Of all excess. */
  readonly share: number;
  /** Of usual streams. */
  readonly usualShare: number;
}

/** Days on each side that say what is usual, and days left out next to the surge. */
const BESIDE = 28;
const GUARD = 3;
/** Standard deviation of a month's level that is not counting, as a share of it. */
const DRIFT = 0.1;

export function measureSurge(recording: RecordingStreams, search: SurgeSearch, surge: Surge): SurgeMeasures {
  const { days, services, places, streams } = recording;
  const { from, until } = surge;
  const length = until - from + 1;
  const factor = (day: number): number => search.week[weekdayOf(recording.first + day)]!;
  const beside = besideDays(search, surge, days);
  const besideWeek = beside.reduce((sum, day) => sum + factor(day), 0);
  let spanWeek = 0;
  for (let day = from; day <= until; day++) spanWeek += factor(day);
  const scale = besideWeek > 0 ? spanWeek / besideWeek : 0;

  const usualCells = services.map(() => new Float64Array(places.length));
  const spanCells = services.map(() => new Float64Array(places.length));
  services.forEach((_, s) => {
    for (const day of beside)
      for (let k = 0; k < places.length; k++) usualCells[s]![k]! += streams[s]![day * places.length + k]! * scale;
    for (let day = from; day <= until; day++)
      for (let k = 0; k < places.length; k++) spanCells[s]![k]! += streams[s]![day * places.length + k]!;
  });
  const sum = (row: Float64Array): number => row.reduce((all, value) => all + value, 0);
  const usualBy = usualCells.map(sum);
  const excessBy = spanCells.map((row, s) => sum(row) - usualBy[s]!);
  const usual = usualBy.reduce((all, value) => all + value, 0);
  const observed = spanCells.reduce((all, row) => all + sum(row), 0);
  const serviceShares = portions(excessBy, usualBy);
  const top = serviceShares[0]!;
  const alone = services.length > 1 && isAlone(top);
  const scope = alone ? [top.at] : services.map((_, s) => s);
  const usualPlaces = places.map((_, k) => scope.reduce((all, s) => all + usualCells[s]![k]!, 0));
  const placeExcess = places.map((_, k) => scope.reduce((all, s) => all + spanCells[s]![k]!, 0) - usualPlaces[k]!);
  const placeShares = portions(placeExcess, usualPlaces);
  const daily = Float64Array.from({ length: days }, (_, day) => {
    let count = 0;
    for (const s of scope) for (let k = 0; k < places.length; k++) count += streams[s]![day * places.length + k]!;
    return count;
  });
  const perDay = spanWeek > 0 ? scope.reduce((all, s) => all + usualBy[s]!, 0) / spanWeek : 0;
  const over = daily.map((value, day) => value - perDay * factor(day));
  return {
    from,
    until,
    observed,
    usual,
    excess: observed - usual,
    places: placeShares,
    services: serviceShares,
    ...peopleOf(recording, beside, from, until, usualBy, excessBy),
    week: length >= 7 ? weekOf(over.subarray(from, until + 1), (at) => factor(from + at) - 1) : null,
    placeKind: places.length < 2 ? null : placeKindOf(placeShares),
    oneService: services.length < 2 ? null : alone,
    shape: shapeOf(over, from, until),
    recurs: recursOf(search, surge, days),
    atRelease: from <= search.begin + 14 && search.begin > 0,
    atYearEnd: nearYearEnd(recording.first + from, recording.first + until),
  };
}

/** Days before the surge, or on both sides where the level came back to what it was. */
function besideDays({ groups, total, begin }: SurgeSearch, { from, until }: Surge, days: number): number[] {
  const free = (day: number): boolean =>
    (day < from - GUARD || day > until + GUARD) &&
    groups.every((other) => covers(other, from, until) || day < other.from - GUARD || day > other.until + GUARD);
  const before: number[] = [];
  const after: number[] = [];
  for (let day = from - GUARD - 1; day >= begin && before.length < BESIDE; day--) if (free(day)) before.push(day);
  for (let day = until + GUARD + 1; day < days && after.length < BESIDE; day++) if (free(day)) after.push(day);
  if (before.length < 14) return after.length >= before.length ? after : before;
  if (after.length < 14) return before;
  const mean = (chosen: readonly number[]): number =>
    chosen.reduce((sum, day) => sum + total.values[day]!, 0) / chosen.length;
  return mean(after) > 1.25 * mean(before) ? before : [...before, ...after];
}

const covers = (group: { readonly from: number; readonly until: number }, from: number, until: number): boolean =>
  from <= group.until && until >= group.from;

export function portions(excess: readonly number[], usual: readonly number[]): Portion[] {
  const all = excess.reduce((sum, value) => sum + Math.max(0, value), 0);
  const base = usual.reduce((sum, value) => sum + value, 0);
  return excess
    .map((value, at) => ({
      at,
      excess: value,
      share: all > 0 ? Math.max(0, value) / all : 0,
      usualShare: base > 0 ? usual[at]! / base : 0,
    }))
    .sort((a, b) => b.share - a.share || a.at - b.at);
}

/** One service has nearly all of it, and more than its part. */
export function isAlone({ share, usualShare }: Portion): boolean {
  return share > 0.85 && share - usualShare > 0.15;
}

/** "few": three places or fewer have most of it and far more than their part; "usual": the shares are the usual ones. */
export function placeKindOf(shares: readonly Portion[]): PlaceKind {
  let share = 0;
  let usual = 0;
  for (const each of shares.slice(0, 3)) {
    share += each.share;
    usual += each.usualShare;
    if (share > 0.7 && share - usual > 0.4) return "few";
  }
  // Hellinger distance, 0 to 1.
  const overlap = shares.reduce((sum, each) => sum + Math.sqrt(each.share * each.usualShare), 0);
  return Math.sqrt(Math.max(0, 1 - overlap)) < 0.3 ? "usual" : "other";
}

const square = (x: number): number => x * x;

/** Saves and repeats on the services where they are known. */
function peopleOf(
  { streams, places, listeners, saves }: RecordingStreams,
  beside: readonly number[],
  from: number,
  until: number,
  usualBy: readonly number[],
  excessBy: readonly number[],
): Pick<SurgeMeasures, "saves" | "repeats"> {
  const at = excessBy.findIndex((excess, s) => (saves[s] || listeners[s]) && excess > 100);
  if (at < 0 || excessBy[at]! < 0.25 * excessBy.reduce((sum, value) => sum + Math.max(0, value), 0))
    return { saves: null, repeats: null };
  const besides = (row: ArrayLike<number>): number => beside.reduce((sum, day) => sum + row[day]!, 0);
  const within = (row: ArrayLike<number>): number => {
    let sum = 0;
    for (let day = from; day <= until; day++) sum += row[day]!;
    return sum;
  };
  let base = 0;
  for (const day of beside) for (let k = 0; k < places.length; k++) base += streams[at]![day * places.length + k]!;
  const excess = excessBy[at]!;
  const usual = usualBy[at]!;
  const drift = (DRIFT * usual) / excess;
  return {
    saves:
      saves[at] && base > 0
        ? savesOf(besides(saves[at]) / base, besides(saves[at]), within(saves[at]), until - from + 1)
        : null,
    repeats: listeners[at] && base > 0 ? repeatsOf(besides(listeners[at]) / base, within(listeners[at])) : null,
  };

  function savesOf(rate: number, seen: number, here: number, length: number): Measured | null {
    if (rate * excess < 3) return null;
    const value = (here - rate * usual) / (rate * excess);
    const counting = Math.sqrt(here + 1 + square(0.15 * here) / length) / (rate * excess);
    const known = here / (rate * excess) / Math.sqrt(seen + 1);
    return { value, error: Math.sqrt(square(counting) + square(known) + square((1 - value) * drift)) };
  }

  function repeatsOf(rate: number, here: number): Measured | null {
    if (rate * excess < 10) return null;
    const fresh = here - rate * usual;
    const error = Math.sqrt(here + 1 + square(0.02 * here) + square(DRIFT * rate * usual));
    const sure = Math.max(fresh, error, 1);
    return { value: log((rate * excess) / sure), error: Math.min(1, error / sure) };
  }
}

/** Least squares of the excess on a parabola and the usual week. */
function weekOf(over: Float64Array, week: (at: number) => number): Measured | null {
  const length = over.length;
  const mean = over.reduce((sum, value) => sum + value, 0) / length;
  if (!(mean > 0)) return null;
  const rows = Array.from(over, (_, at) => {
    const t = length > 1 ? (2 * at) / (length - 1) - 1 : 0;
    return [1, t, t * t, week(at)];
  });
  const matrix = rows[0]!.map((_, i) =>
    rows[0]!.map((__, j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, i === j ? 1e-9 : 0)),
  );
  const right = rows[0]!.map((_, i) => rows.reduce((sum, row, at) => sum + (row[i]! * over[at]!) / mean, 0));
  const found = solveSymmetric(matrix, right);
  const residual = rows.reduce(
    (sum, row, at) => sum + square(over[at]! / mean - row.reduce((fit, x, i) => fit + x * found[i]!, 0)),
    0,
  );
  const inverse = solveSymmetric(matrix, [0, 0, 0, 1])[3]!;
  const variance = Math.max(residual / Math.max(1, length - 4), 0.0004);
  // With few days left over, the residual says little: a Student-like widening.
  return { value: found[3]!, error: Math.sqrt(variance * inverse * (1 + 4 / Math.max(1, length - 4))) };
}

function shapeOf(over: Float64Array, from: number, until: number): ShapeKind {
  const third = Math.max(1, Math.floor((until - from + 1) / 3));
  const mean = (a: number, b: number): number => {
    let sum = 0;
    for (let day = a; day <= b; day++) sum += over[day]!;
    return sum / (b - a + 1);
  };
  const first = mean(from, from + third - 1);
  const last = mean(until - third + 1, until);
  if (until + 3 >= over.length) return last < 0.55 * first ? "decay" : "open";
  const behind = mean(until + 1, until + 3);
  const later = mean(Math.min(until + 4, over.length - 1), Math.min(until + 10, over.length - 1));
  if (last < 0.55 * first) return "decay";
  if (behind < 0.3 * last) return last > 1.8 * first ? "rise" : "plateau";
  return later < 0.9 * behind ? "decay" : "open";
}

/** Whether the same days a year before or after stand out too, at least half as far. */
function recursOf({ total, begin }: SurgeSearch, { from, until }: Surge, days: number): boolean | null {
  const { values } = total;
  const ratioAt = (shift: number): number | null => {
    const a = from + shift;
    const b = until + shift;
    if (a - BESIDE < begin || b >= days) return null;
    let inside = 0;
    for (let day = a; day <= b; day++) inside += values[day]!;
    let before = 0;
    for (let day = a - BESIDE; day < a; day++) before += values[day]!;
    return before > 0 ? inside / (b - a + 1) / (before / BESIDE) : null;
  };
  const own = ratioAt(0);
  const others = [ratioAt(-365), ratioAt(365)].filter((ratio) => ratio !== null);
  if (own === null || others.length === 0) return null;
  return others.some((ratio) => ratio - 1 > 0.5 * (own - 1));
}

/** 25 December lies in the span or at most a week away. */
export function nearYearEnd(from: number, until: number): boolean {
  for (let day = from - 7; day <= until + 7; day++) {
    const inYear = (day + 0.2425) % 365.2425;
    if (inYear >= 357 && inYear < 360) return true;
  }
  return false;
}
