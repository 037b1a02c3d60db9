/**
 * Surges in monthly statements: places and services are there, the shape, the week, listeners and saves are not. What is
 * found can be worth a look; it is never evidence, because a playlist of one service looks the same.
 */
import { FEWEST_STREAMS } from "./find-surges.ts";
import { type Judgement, judgeSurge } from "./judge-surge.ts";
import { isAlone, nearYearEnd, placeKindOf, portions, type SurgeMeasures } from "./measure-surge.ts";

export interface RecordingMonths {
  readonly recording: string;
  /** First and last day of each month, from 1970-01-01; rising, without gaps. */
  readonly months: readonly { readonly from: number; readonly until: number }[];
  readonly services: readonly string[];
  readonly places: readonly string[];
  /** For each service: months times places counts. */
  readonly streams: readonly ArrayLike<number>[];
}

export interface JudgedMonths {
  readonly measures: SurgeMeasures;
  readonly judgement: Judgement;
}

/** Months on each side that say what is usual. */
const REACH = 5;
const LEAST_STRENGTH = 5;
const FEWEST_MONTHS = 6;

export function judgeMonths({ months, services, places, streams }: RecordingMonths): JudgedMonths[] {
  const wide = places.length;
  if (months.length < FEWEST_MONTHS) return [];
  const row = (each: (s: number, k: number) => boolean): Float64Array =>
    Float64Array.from({ length: months.length }, (_, month) => {
      let sum = 0;
      for (let s = 0; s < services.length; s++)
        for (let k = 0; k < wide; k++) if (each(s, k)) sum += streams[s]![month * wide + k]!;
      return sum;
    });
  const total = row(() => true);
  const begin = Math.max(
    0,
    total.findIndex((value) => value > 0),
  );
  const all = [
    total,
    ...(services.length > 1 ? services.map((_, at) => row((s) => s === at)) : []),
    ...(wide > 1 ? places.map((_, at) => row((__, k) => k === at)) : []),
  ];
  const spans = all.flatMap((values) => highMonths(values, begin)).sort((a, b) => b.strength - a.strength);
  const kept: HighMonths[] = [];
  for (const span of spans)
    if (!kept.some(({ from, until }) => span.from <= until + 1 && span.until >= from - 1)) kept.push(span);
  return kept.flatMap(({ from, until }) => {
    const measures = measureMonths(from, until);
    return measures.excess < FEWEST_STREAMS ? [] : [{ measures, judgement: judgeSurge(measures) }];
  });

  function measureMonths(from: number, until: number): SurgeMeasures {
    const near = (month: number): boolean =>
      month >= begin && (month < from || month > until) && month >= from - 3 && month <= until + 3;
    const count = months.filter((_, month) => near(month)).length;
    const scale = count > 0 ? (until - from + 1) / count : 0;
    const cells = services.map((_, s) =>
      places.map((__, k) => {
        let usual = 0;
        let here = 0;
        months.forEach((___, month) => {
          const value = streams[s]![month * wide + k]!;
          if (near(month)) usual += value * scale;
          else if (month >= from && month <= until) here += value;
        });
        return { usual, here };
      }),
    );
    const sumOf = (list: readonly { usual: number; here: number }[]): { usual: number; here: number } =>
      list.reduce((sum, each) => ({ usual: sum.usual + each.usual, here: sum.here + each.here }), {
        usual: 0,
        here: 0,
      });
    const byService = cells.map(sumOf);
    const whole = sumOf(byService);
    const serviceShares = portions(
      byService.map(({ usual, here }) => here - usual),
      byService.map(({ usual }) => usual),
    );
    const alone = services.length > 1 && isAlone(serviceShares[0]!);
    const scope = alone ? [serviceShares[0]!.at] : services.map((_, s) => s);
    const byPlace = places.map((_, k) => sumOf(scope.map((s) => cells[s]![k]!)));
    const placeShares = portions(
      byPlace.map(({ usual, here }) => here - usual),
      byPlace.map(({ usual }) => usual),
    );
    const span = { from: months[from]!.from, until: months[until]!.until };
    return {
      ...span,
      observed: whole.here,
      usual: whole.usual,
      excess: whole.here - whole.usual,
      places: placeShares,
      services: serviceShares,
      saves: null,
      repeats: null,
      week: null,
      placeKind: wide < 2 ? null : placeKindOf(placeShares),
      oneService: services.length < 2 ? null : alone,
      shape: null,
      recurs: recursAt(total, from, until, begin),
      atRelease: begin > 0 && from <= begin,
      atYearEnd: nearYearEnd(span.from, span.until),
    };
  }
}

interface HighMonths {
  readonly from: number;
  readonly until: number;
  readonly strength: number;
}

/** Runs of one to three months far over the median of the months around. */
function highMonths(values: Float64Array, begin: number): HighMonths[] {
  const usual = values.map((_, month) =>
    middle(Array.from(values.subarray(Math.max(begin, month - REACH), month + REACH + 1))),
  );
  const strays = Array.from(values, (value, month) =>
    month >= begin && usual[month]! > 0 ? Math.abs(value / usual[month]! - 1) : Number.NaN,
  ).filter(Number.isFinite);
  const unrest = Math.max(0.1, 1.48 * middle(strays));
  const found: HighMonths[] = [];
  for (let month = begin; month < values.length; month++) {
    let excess = 0;
    let base = 0;
    let until = month - 1;
    while (until + 1 < values.length && until - month < 3 && values[until + 1]! > 1.2 * usual[until + 1]! + 20) {
      until++;
      excess += values[until]! - usual[until]!;
      base += usual[until]!;
    }
    if (until < month) continue;
    const strength = excess / Math.sqrt(3 * (base + 1) + unrest * base * unrest * base);
    if (excess > FEWEST_STREAMS / 3 && strength >= LEAST_STRENGTH) found.push({ from: month, until, strength });
    month = until;
  }
  return found;
}

function middle(values: number[]): number {
  values.sort((a, b) => a - b);
  const half = values.length >> 1;
  if (values.length === 0) return 0;
  return values.length % 2 ? values[half]! : (values[half - 1]! + values[half]!) / 2;
}

/** The same months of another year stand out too. */
function recursAt(total: Float64Array, from: number, until: number, begin: number): boolean | null {
  const ratio = (shift: number): number | null => {
    const before = from + shift - 1;
    if (before < begin || until + shift >= total.length || total[before] === 0) return null;
    let sum = 0;
    for (let month = from; month <= until; month++) sum += total[month + shift]!;
    return sum / (until - from + 1) / total[before]!;
  };
  const own = ratio(0);
  const others = [ratio(-12), ratio(12)].filter((each) => each !== null);
  return own === null || others.length === 0 ? null : others.some((each) => each - 1 > 0.5 * (own - 1));
}
