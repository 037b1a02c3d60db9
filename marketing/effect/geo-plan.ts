/** `effect geo-plan`: which places to test in, for how long, what effect such a test could see, and what it costs. */
import { createEffectTester } from "./conformal.ts";
import { counterfactual } from "./counterfactual-weights.ts";
import { distanceOver } from "./geo-effect.ts";
import { type GeoPanel, geoTest } from "./geo-panel.ts";

export interface GeoPlanQuestion {
  /** Places that may be treated; null: all. */
  readonly among: readonly string[] | null;
  /** Sets of places to judge; null: sets are searched. */
  readonly sets: readonly (readonly string[])[] | null;
  /** Numbers of places in a searched set. */
  readonly sizes: readonly number[];
  /** Days of a test. */
  readonly lengths: readonly number[];
  /** Cost of one unit more; null where not known. */
  readonly cost: number | null;
  /** Effect for which a test is shown in full, as a share: 0.1. */
  readonly effect: number;
}

export interface GeoPlanRow {
  readonly treated: readonly string[];
  readonly days: number;
  /** Smallest effect of those tried, over the error, that at least four of five trial windows see, as a share; null: none. */
  readonly detectable: number | null;
  /** Of the effect asked about, planted in the last days: what is found, mean per location and day. */
  readonly att: number;
  readonly l2ImbalanceScaled: number;
  /** Part of all units that the treated places have. */
  readonly share: number;
  /** Units that the effect asked about adds, and what they cost. */
  readonly units: number;
  readonly investment: number | null;
  /** Trial windows of five in which something is seen where nothing was done. */
  readonly falseAlarms: number;
  /** Mean size of what is found where nothing is, as a share of what is there: the error of such a test. */
  readonly error: number;
}

/** Effects that are tried, as shares. */
const TRIED = [0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5];
/** Trial windows end on the last days, one every few. */
const WINDOWS = 5;
const MOST_SETS = 60;

/** The smallest detectable effect first, then the smallest error. */
export function geoPlan(panel: GeoPanel, question: GeoPlanQuestion): GeoPlanRow[] {
  const sets = question.sets ?? searchedSets(panel, question);
  const rows = sets.flatMap((treated) => question.lengths.map((days) => planRow(panel, treated, days, question)));
  const rank = ({ detectable }: GeoPlanRow): number => detectable ?? 9;
  return rows.sort((a, b) => rank(a) - rank(b) || a.error - b.error);
}

function planRow(
  panel: GeoPanel,
  treated: readonly string[],
  days: number,
  { cost, effect }: GeoPlanQuestion,
): GeoPlanRow {
  const last = panel.days.length - 1;
  const chosen = new Set(treated);
  const planted = (size: number, end: number): GeoPanel => ({
    ...panel,
    days: panel.days.slice(0, end + 1),
    values: panel.values.map((series, at) =>
      series
        .slice(0, end + 1)
        .map((value, day) =>
          day > end - days && chosen.has(panel.locations[at] as string) ? value * (1 + size) : value,
        ),
    ),
  });
  const step = Math.max(1, Math.floor(days / 3));
  const ends = Array.from({ length: WINDOWS }, (_, at) => last - at * step).filter((end) => end - days >= 20);
  let error = 0;
  for (const end of ends) error += Math.abs(measure(planted(0, end), treated, end - days + 1, end).lift) / ends.length;
  const seenIn = (size: number): number =>
    ends.filter((end) => {
      const test = geoTest(planted(size, end), treated, end - days + 1, end);
      return createEffectTester(test, "synthetic-control").pValue(0) <= 0.1;
    }).length;
  // A set that sees effects where there are none would see any.
  const falseAlarms = seenIn(0);
  const detectable =
    falseAlarms > 1
      ? null
      : (TRIED.find((size) => size > error && seenIn(size) >= Math.ceil(0.8 * ends.length)) ?? null);
  const full = measure(planted(effect, last), treated, last - days + 1, last);
  let all = 0;
  let own = 0;
  let units = 0;
  for (const [at, series] of panel.values.entries()) {
    for (const [day, value] of series.entries()) {
      all += value;
      if (!chosen.has(panel.locations[at] as string)) continue;
      own += value;
      if (day > last - days) units += effect * value;
    }
  }
  return {
    treated,
    days,
    detectable,
    falseAlarms,
    att: full.att,
    l2ImbalanceScaled: full.scaled,
    share: own / all,
    units,
    investment: cost === null ? null : cost * units,
    error,
  };
}

function measure(
  panel: GeoPanel,
  treated: readonly string[],
  start: number,
  end: number,
): { readonly att: number; readonly lift: number; readonly scaled: number } {
  const test = geoTest(panel, treated, start, end);
  const pre = Array.from({ length: start }, (_, day) => day);
  const { predicted } = counterfactual(test.treated, test.donors, pre, "synthetic-control");
  const even = counterfactual(test.treated, test.donors, pre, "difference").predicted;
  let difference = 0;
  let expected = 0;
  for (let day = start; day <= end; day++) {
    difference += (test.treated[day] as number) - (predicted[day] as number);
    expected += predicted[day] as number;
  }
  const uniform = distanceOver(test.treated, even, pre);
  return {
    att: difference / (end - start + 1),
    lift: difference / expected,
    scaled: uniform > 0 ? distanceOver(test.treated, predicted, pre) / uniform : 0,
  };
}

/** Each place with those most like it: what a mean of them leaves for donors to follow is small. */
function searchedSets({ locations, values }: GeoPanel, { among, sizes }: GeoPlanQuestion): string[][] {
  const allowed = locations.map((location) => among === null || among.includes(location));
  const likeness = values.map((a) => values.map((b) => correlation(a, b)));
  const sets = new Map<string, string[]>();
  for (const size of sizes) {
    for (const [at] of locations.entries()) {
      if (!allowed[at]) continue;
      const near = locations
        .map((_, other) => other)
        .filter((other) => other !== at && allowed[other])
        .sort((a, b) => (likeness[at]?.[b] as number) - (likeness[at]?.[a] as number));
      const set = [at, ...near.slice(0, size - 1)].map((each) => locations[each] as string).sort();
      if (set.length === size) sets.set(set.join(","), set);
    }
  }
  return [...sets.values()].slice(0, MOST_SETS);
}

function correlation(a: Float64Array, b: Float64Array): number {
  const n = a.length;
  let [sa, sb, aa, bb, ab] = [0, 0, 0, 0, 0];
  for (let at = 0; at < n; at++) {
    const [x, y] = [a[at] as number, b[at] as number];
    sa += x;
    sb += y;
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  const spread = Math.sqrt((aa - (sa * sa) / n) * (bb - (sb * sb) / n));
  return spread > 0 ? (ab - (sa * sb) / n) / spread : 0;
}
