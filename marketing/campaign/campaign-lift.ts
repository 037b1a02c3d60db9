/**
 * What a campaign added to the places it ran in, as a share of what they would have had, and how surely such a lift
 * would be seen.
 *
 * Conformal inference as in effect/conformal.ts, with two differences that a campaign needs: the lift multiplies, since
 * big days gain more than small ones; and what is compared is the mean of the residuals over the campaign, not their
 * size, since a lift grows over its first days and is never the same twice (V. Chernozhukov, K. Wüthrich, Y. Zhu, JASA
 * 116, 2021, for the choice of statistic).
 */
import { counterfactual } from "../effect/counterfactual-weights.ts";
import { type GeoPanel, type GeoTest, geoTest } from "../effect/geo-panel.ts";

export interface CampaignSpan {
  readonly treated: readonly string[];
  /** Rows of the campaign, both included. */
  readonly start: number;
  readonly end: number;
}

export interface CampaignLift {
  /** Over what would have been there, as a share. */
  readonly lift: number;
  /** Lifts that are not refused at 10 %; null where even the ends that were tried are not. */
  readonly interval90: readonly [number | null, number | null];
  /** Chance that windows without a campaign look this unlike the rest. */
  readonly p: number;
  /** Units in all treated places together. */
  readonly incremental: number;
  readonly incremental90: readonly [number | null, number | null];
  /** Of the treated places together, each day. */
  readonly observed: readonly number[];
  readonly predicted: readonly number[];
  readonly weights: Readonly<Record<string, number>>;
}

/** Below this a campaign is said to have done something. */
export const SEEN = 0.05;
const REFUSED = 0.1;
/** Farthest lifts that are tried, either way of what was found. */
const LEAST_LIFT = -0.95;
const MOST_LIFT = 10;
const HALVINGS = 12;

/** Throws RangeError without a day before the campaign or a place without it. */
export function campaignLift(panel: GeoPanel, { treated, start, end }: CampaignSpan): CampaignLift {
  const test = geoTest(panel, treated, start, end);
  if (start < 1 || test.donors.length === 0) throw new RangeError("needs days before and places without the campaign");
  const before = Array.from({ length: start }, (_, day) => day);
  const { weights, predicted } = counterfactual(test.treated, test.donors, before, "synthetic-control");
  let actual = 0;
  let expected = 0;
  for (let day = start; day <= end; day++) {
    actual += test.treated[day] as number;
    expected += predicted[day] as number;
  }
  const lift = actual / expected - 1;
  const chance = shiftTester(test);
  const border = (far: number): number | null => {
    if (chance(far) > REFUSED) return null;
    let inside = lift;
    let outside = far;
    // From what was found outwards: the nearest border, however the set may fray beyond it.
    for (let step = 1; step <= 16; step++) {
      const tried = lift + (far - lift) * 2 ** (step - 16);
      if (chance(tried) <= REFUSED) {
        outside = tried;
        break;
      }
      inside = tried;
    }
    for (let halving = 0; halving < HALVINGS; halving++) {
      const middle = (inside + outside) / 2;
      if (chance(middle) <= REFUSED) outside = middle;
      else inside = middle;
    }
    return inside;
  };
  const interval90 = [border(LEAST_LIFT), border(MOST_LIFT)] as const;
  const times = treated.length;
  const units = (share: number | null): number | null => (share === null ? null : share * expected * times);
  return {
    lift,
    interval90,
    p: chance(0),
    incremental: (actual - expected) * times,
    incremental90: [units(interval90[0]), units(interval90[1])],
    observed: Array.from(test.treated, (value) => value * times),
    predicted: Array.from(predicted, (value) => value * times),
    weights: Object.fromEntries(
      test.donorNames
        .map((name, at): [string, number] => [name, weights[at] as number])
        .filter(([, weight]) => weight > 1e-4)
        .sort((a, b) => b[1] - a[1]),
    ),
  };
}

/** Chance, among all shifts of the window, of residuals as one-sided as those left when a lift is taken off. */
function shiftTester({ treated, donors, start, end }: GeoTest): (lift: number) => number {
  const days = treated.length;
  const length = end - start + 1;
  const all = Array.from({ length: days }, (_, day) => day);
  let near: Float64Array | undefined;
  return (lift) => {
    const without = treated.map((value, day) => (day >= start && day <= end ? value / (1 + lift) : value));
    const { weights, predicted } = counterfactual(without, donors, all, "synthetic-control", near);
    near = weights;
    const sum = (shift: number): number => {
      let total = 0;
      for (let day = 0; day < length; day++) {
        const at = (start + day + shift) % days;
        total += (without[at] as number) - (predicted[at] as number);
      }
      return Math.abs(total);
    };
    const own = sum(0) * (1 - 1e-9);
    return all.filter((shift) => sum(shift) >= own).length / days;
  };
}

const WINDOWS = 16;

/**
 * How often a lift of this size would be seen, on days before a campaign: it is planted in windows of that length.
 *
 * @param panel days without a campaign
 * @param days of the campaign; throws RangeError where the panel has no more than those
 */
export function liftPower(panel: GeoPanel, treated: readonly string[], days: number, lift: number): number {
  const total = panel.days.length;
  if (total <= days) throw new RangeError(`a campaign of ${days} days needs more than ${total} days before it`);
  const count = Math.min(WINDOWS, total - days + 1);
  let seen = 0;
  for (let window = 0; window < count; window++) {
    const start = Math.round((window * (total - days)) / Math.max(1, count - 1));
    const plain = geoTest(panel, treated, start, start + days - 1);
    const planted = plain.treated.map((value, day) =>
      day >= start && day < start + days ? value * (1 + lift) : value,
    );
    if (shiftTester({ ...plain, treated: planted })(0) <= SEEN) seen++;
  }
  return seen / count;
}

/** Lifts that are tried for the smallest one seen in four of five cases. */
const TRIED = [0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1] as const;

/** The smallest lift of those tried that is seen in at least 80 % of windows; null: none. */
export function detectableLift(panel: GeoPanel, treated: readonly string[], days: number): number | null {
  return TRIED.find((lift) => liftPower(panel, treated, days, lift) >= 0.8) ?? null;
}
