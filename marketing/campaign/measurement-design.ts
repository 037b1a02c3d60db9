/** How the effect of a campaign will be told: where it does not run, and what such a comparison can see. */
import type { GeoPanel } from "../effect/geo-panel.ts";
import { detectableLift, liftPower, SEEN } from "./campaign-lift.ts";

export interface MeasurementDesign {
  /** Places of the campaign that are in the data. */
  readonly treated: readonly string[];
  /** Places without it, that the others are compared with. */
  readonly holdouts: readonly string[];
  /** Planned places that are held back, so that there is something to compare with. */
  readonly heldBack: readonly string[];
  /** Units a day in the treated places, lately. */
  readonly baseline: number;
  /** What the plan expects to add, as a share of what would be there. */
  readonly expectedLift: number;
  /** How often a lift of that size would be seen; null where a lift is too small to be tried. */
  readonly power: number;
  /** The smallest lift that is seen in four of five cases; null: none up to a doubling. */
  readonly detectable: number | null;
  /** Money with which the expected lift would reach what can be seen; null where nothing can. */
  readonly budgetToSee: number | null;
}

/** Places without the campaign that a comparison needs. */
export const LEAST_HOLDOUTS = 3;
export interface PlannedPlace {
  readonly place: string;
  /** Units that the campaign is expected to add there. */
  readonly expected: number;
  /** Likewise with so many times the money. */
  at(times: number): number;
}

/** Part of what a campaign brings in three months that falls into its own days: assumed (decisions/0024). */
const DURING = 0.5;
/** Money is multiplied by at most this, to say what would be seen. */
const MOST_TIMES = 64;
/** Days before the campaign over which it is compared. */
const LEAST_BEFORE = 28;
const LATELY = 28;

/**
 * Null where the panel holds none of the planned places, or is too short or too narrow to compare.
 *
 * @param planned places in the order of their worth, with the units that the campaign is expected to add there
 */
export function designMeasurement(
  panel: GeoPanel,
  planned: readonly PlannedPlace[],
  days: number,
  budget: number,
): MeasurementDesign | null {
  const total = panel.days.length;
  if (total < days + LEAST_BEFORE) return null;
  const inData = planned.filter(({ place }) => panel.locations.includes(place));
  const others = panel.locations.filter((location) => !planned.some(({ place }) => place === location));
  const missing = Math.max(0, LEAST_HOLDOUTS - others.length);
  const treated = inData.slice(0, inData.length - missing);
  if (treated.length === 0) return null;
  const heldBack = inData.slice(treated.length).map(({ place }) => place);
  const names = treated.map(({ place }) => place);
  let sum = 0;
  for (const name of names) {
    const series = panel.values[panel.locations.indexOf(name)] as Float64Array;
    for (let day = total - LATELY; day < total; day++) sum += series[day] as number;
  }
  const baseline = sum / LATELY;
  const liftAt = (times: number): number =>
    (DURING * treated.reduce((all, place) => all + place.at(times), 0)) / (baseline * days);
  const expectedLift = liftAt(1);
  const detectable = detectableLift(panel, names, days);
  return {
    treated: names,
    holdouts: [...others, ...heldBack].sort(),
    heldBack,
    baseline,
    expectedLift,
    // What is not there is called in one case of twenty too.
    power: Math.max(SEEN, liftPower(panel, names, days, expectedLift)),
    detectable,
    budgetToSee: detectable === null ? null : budgetFor(detectable, liftAt, budget),
  };
}

/** Money at which the lift is reached; null where no money of this order reaches it: reaching people again brings less. */
function budgetFor(lift: number, liftAt: (times: number) => number, budget: number): number | null {
  if (liftAt(MOST_TIMES) < lift) return null;
  let low = 0;
  let high = MOST_TIMES;
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (liftAt(middle) < lift) low = middle;
    else high = middle;
  }
  return budget * high;
}

/** Sets of each size that are tried, and the most places in one. */
const TRIED_SETS = 10;
const MOST_PLACES = 4;

/**
 * Of places that are all as good, those in which a campaign would be seen best: the highest power at the lift that the
 * money makes there. Few and small places make a large lift, several places a quiet comparison.
 *
 * @param places units that the whole budget is expected to add in a place, by place
 * @param most places that the budget is enough for
 */
export function placesToSee(
  panel: GeoPanel,
  places: ReadonlyMap<string, number>,
  days: number,
  most: number,
): string[] {
  const total = panel.days.length;
  const known = panel.locations.filter((location) => places.has(location));
  if (total < days + LEAST_BEFORE || known.length === 0) return [];
  const daily = new Map(
    known.map((name) => {
      const series = panel.values[panel.locations.indexOf(name)] as Float64Array;
      return [name, series.slice(-LATELY).reduce((sum, value) => sum + value, 0) / LATELY];
    }),
  );
  const bySize = [...known].sort((a, b) => (daily.get(a) as number) - (daily.get(b) as number));
  let best: { readonly set: readonly string[]; readonly power: number; readonly lift: number } | null = null;
  for (let size = 1; size <= Math.min(MOST_PLACES, most, panel.locations.length - LEAST_HOLDOUTS); size++) {
    const step = Math.max(1, Math.floor((bySize.length - size) / TRIED_SETS));
    for (let first = 0; first + size <= bySize.length; first += step) {
      const set = bySize.slice(first, first + size);
      const baseline = set.reduce((sum, name) => sum + (daily.get(name) as number), 0);
      const added = set.reduce((sum, name) => sum + (places.get(name) as number), 0) / size;
      if (!(baseline > 0)) continue;
      const lift = (DURING * added) / (baseline * days);
      const power = liftPower(panel, set, days, lift);
      if (!best || power > best.power || (power === best.power && lift > best.lift && power < 1))
        best = { set, power, lift };
    }
  }
  return best ? [...best.set] : [];
}
