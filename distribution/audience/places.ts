/** Places: how much, how it grows, what is expected, and where it moves otherwise than all. */
import { exp } from "../../foundation/numbers/elementary.ts";
import type { Finding, Reason } from "../../foundation/plan/index.ts";
import { figureName } from "../../foundation/tables/figure.ts";
import { onlyBasis } from "./choose-basis.ts";
import { type ExpectedMonth, expectedMonths } from "./expected.ts";
import { type Growth, type GrowthModel, growthOf } from "./growth.ts";
import { historyOf, knownOrNull, monthlySums, trimmed } from "./monthly.ts";
import type { AudienceQuestion, Month, PanelCell } from "./panel.ts";

/** Half-width of 95 % in standard deviations of a normal distribution. */
const TWO_SIDED_95 = 1.959963984540054;

export interface Place {
  readonly territory: string;
  readonly figure: string;
  readonly value: number;
  readonly share: number;
  /** Times what people alone would give; null where the number of people is not known. */
  readonly perHead: number | null;
  /** Ratio of the last months to those before: 1.1 is a tenth more. */
  readonly growth: Finding<number> | null;
  readonly monthly: readonly (number | null)[];
  readonly expected: readonly ExpectedMonth[];
}

/** A place that grows otherwise than all places together, though the total hardly shows it yet. */
export interface Shift {
  readonly territory: string;
  readonly share: number;
  /** Its growth over that of all. */
  readonly relative: Finding<number>;
}

export function placesOf(
  cells: readonly PanelCell[],
  months: readonly Month[],
  { unit, people }: AudienceQuestion,
): { readonly places: Place[]; readonly model: GrowthModel | null } {
  const basis = onlyBasis(cells);
  const { series, covered } = placeSeries(cells, months);
  const model = growthOf(series.map(({ key, values }) => ({ key, values: trimmed(values, covered) })));
  const ahead = expectedMonths(series.flatMap(({ key, values }) => historyOf(key, values, covered, months)));
  const total = cells.reduce((sum, { quantity }) => sum + quantity, 0);
  const everyone = series.reduce((sum, { key }) => sum + (people(key) ?? 0), 0);
  const places = series.map(({ key, values, total: value }): Place => {
    const share = total > 0 ? value / total : 0;
    const own = people(key);
    const growth = model?.growths.find((each) => each.key === key);
    return {
      territory: key,
      figure: figureName({ unit, ...basis, territory: key }),
      value,
      share,
      perHead: own ? share / (own / everyone) : null,
      growth: model && growth ? growthFinding(growth, model) : null,
      monthly: values.map(knownOrNull),
      expected: ahead.get(key) ?? [],
    };
  });
  places.sort((a, b) => b.value - a.value || (a.territory < b.territory ? -1 : 1));
  return { places, model };
}

export interface PlaceSeries {
  readonly key: string;
  /** One for each month; NaN where the statement does not cover it. */
  readonly values: readonly number[];
  /** Sum of all its cells. */
  readonly total: number;
}

/** Months of each place; `covered`: sums of all places, NaN where a month is not covered. */
export function placeSeries(
  cells: readonly PanelCell[],
  months: readonly Month[],
): { readonly series: PlaceSeries[]; readonly covered: readonly number[] } {
  const byPlace = new Map<string, PanelCell[]>();
  for (const cell of cells) {
    const place = cell.territory as string;
    const list = byPlace.get(place);
    if (list) list.push(cell);
    else byPlace.set(place, [cell]);
  }
  // A month that some place has is a month of the statement: a place that is not in it had none.
  const covered = monthlySums(cells, months);
  const series = [...byPlace].map(([key, list]) => {
    const own = months.map(({ from, until }) =>
      list.reduce((sum, cell) => (cell.from >= from && cell.until <= until ? sum + cell.quantity : sum), 0),
    );
    return {
      key,
      values: own.map((value, at) => (Number.isFinite(covered[at]) ? value : Number.NaN)),
      total: list.reduce((sum, { quantity }) => sum + quantity, 0),
    };
  });
  return { series, covered };
}

/** Growth as a ratio, with the half-width of its 95 % interval (of the ratio, from that of its logarithm). */
export function growthFinding(
  { mean, spread, raw, before, now }: Growth,
  { window, overdispersion, noise }: GrowthModel,
): Finding<number> {
  const value = exp(mean);
  const reason: Reason = {
    code: "audience.growth",
    facts: {
      before,
      now,
      months: window,
      rawRatio: exp(raw),
      low: exp(mean - TWO_SIDED_95 * spread),
      high: exp(mean + TWO_SIDED_95 * spread),
      overdispersion,
      noise,
    },
  };
  return {
    value,
    unit: "",
    uncertainty: (exp(mean + TWO_SIDED_95 * spread) - exp(mean - TWO_SIDED_95 * spread)) / 2,
    reasons: [reason],
  };
}

/** Small places whose growth leaves that of all behind, or lags it, with an interval of 95 % all on one side. */
export function shiftsOf(places: readonly Place[], model: GrowthModel | null): Shift[] {
  if (!model || model.growths.length < 5) return [];
  const shifts = model.growths.flatMap(({ key, mean, spread, before, now }): Shift[] => {
    const place = places.find(({ territory }) => territory === key);
    const distance = mean - model.mean;
    if (!place || place.share > 0.2 || Math.abs(distance) < TWO_SIDED_95 * spread) return [];
    const value = exp(distance);
    const high = exp(distance + TWO_SIDED_95 * spread);
    const low = exp(distance - TWO_SIDED_95 * spread);
    const reasons = [{ code: "audience.shift", facts: { before, now, low, high, ofAll: exp(model.mean) } }];
    return [
      { territory: key, share: place.share, relative: { value, unit: "", uncertainty: (high - low) / 2, reasons } },
    ];
  });
  return shifts.sort((a, b) => b.relative.value - a.relative.value);
}

/** Places with their counts by recording; the twenty with most. */
export function profilesOf(
  cells: readonly PanelCell[],
  places: readonly { readonly territory: string }[],
): { key: string; counts: number[] }[] {
  const recordings = [...new Set(cells.flatMap(({ recording }) => (recording === null ? [] : [recording])))].sort();
  if (recordings.length < 2) return [];
  const at = new Map(recordings.map((recording, index) => [recording, index]));
  const shown = new Map(places.slice(0, 40).map(({ territory }) => [territory, recordings.map(() => 0)]));
  for (const { territory, recording, quantity } of cells) {
    const counts = shown.get(territory as string);
    if (counts && recording !== null) counts[at.get(recording) as number]! += quantity;
  }
  return [...shown].map(([key, counts]) => ({ key, counts }));
}
