/** Did a campaign work, and what did one more stream cost: or why that cannot be told. */
import type { GeoPanel } from "../effect/geo-panel.ts";
import type { AdResult } from "./ad-result.ts";
import { type CampaignLift, campaignLift, SEEN } from "./campaign-lift.ts";
import { LEAST_HOLDOUTS } from "./measurement-design.ts";

export interface RanCampaign {
  readonly name: string;
  /** Which of its runs, from 1, and how many there are. */
  readonly run: number;
  readonly runs: number;
  /** Days from 1970-01-01, both included. */
  readonly from: number;
  readonly until: number;
  readonly spend: number | null;
  readonly currency: string | null;
  readonly clicks: number;
  /** Where it ran, as far as the ads say. */
  readonly places: readonly string[];
}

export interface Refused {
  readonly status: "not-enough-data";
  readonly missing: string;
  readonly cheapestNextStep: string;
}

export interface MeasuredCampaign extends CampaignLift {
  readonly status: "done";
  /** Whether it is said to have done anything. */
  readonly seen: boolean;
  /** Money for one more unit, with what the interval of the effect makes of it; null where nothing was spent or nothing came. */
  readonly costOfOne: { readonly value: number; readonly low: number; readonly high: number | null } | null;
  readonly places: readonly string[];
  readonly holdouts: number;
  readonly daysBefore: number;
  /** Of `observed` and `predicted`, from 1970-01-01. */
  readonly days: readonly number[];
}

/** Days before a campaign that a comparison needs. */
const LEAST_BEFORE = 28;

/** Days without spend that part one run of a campaign from the next. */
const PAUSE = 14;

/**
 * Runs of the campaigns of the ads, with where and when they ran; rows of parts of an audience are not counted again.
 * What stands under one name with more than PAUSE days without spend between is two runs.
 */
export function ranCampaigns(ads: readonly AdResult[], placeOf: (ad: AdResult) => string | null): RanCampaign[] {
  const byName = new Map<string, AdResult[]>();
  for (const ad of ads) if (ad.group === "") byName.set(ad.campaign, [...(byName.get(ad.campaign) ?? []), ad]);
  return [...byName]
    .flatMap(([name, all]) => runsOf(all).map((rows, at, { length }) => ({ name, rows, run: at + 1, runs: length })))
    .map(({ name, rows, run, runs }): RanCampaign => {
      // Rows broken down by territory stand beside rows of the whole.
      const whole = rows.filter(({ territory }) => territory === null);
      const counted = whole.length > 0 ? whole : rows;
      const currencies = new Set(counted.flatMap(({ currency }) => currency ?? []));
      const spends = counted.flatMap(({ spend }) => spend ?? []);
      return {
        name,
        run,
        runs,
        from: Math.min(...rows.map(({ from }) => from)),
        until: Math.max(...rows.map(({ until }) => until)),
        spend: spends.length > 0 && currencies.size === 1 ? spends.reduce((sum, each) => sum + each, 0) : null,
        currency: currencies.size === 1 ? ([...currencies][0] as string) : null,
        clicks: counted.reduce((sum, { clicks }) => sum + (clicks ?? 0), 0),
        places: [...new Set(rows.flatMap((ad) => placeOf(ad) ?? []))].sort(),
      };
    })
    .sort((a, b) => a.from - b.from || (a.name < b.name ? -1 : 1));
}

/** Rows without spend belong to the run that they stand in; of ads that say nothing of money all count. */
function runsOf(rows: readonly AdResult[]): AdResult[][] {
  const ordered = [...rows].sort((a, b) => a.from - b.from);
  const spent = ordered.filter(({ spend }) => spend === null || spend > 0);
  const counted = spent.length > 0 ? spent : ordered;
  const runs: { until: number; rows: AdResult[] }[] = [];
  for (const row of counted) {
    const run = runs.at(-1);
    if (run === undefined || row.from - run.until - 1 > PAUSE) runs.push({ until: row.until, rows: [row] });
    else {
      run.rows.push(row);
      run.until = Math.max(run.until, row.until);
    }
  }
  const known = new Set(counted);
  for (const row of ordered)
    if (!known.has(row)) {
      const own = runs.find(({ rows: [first], until }) => row.from >= (first as AdResult).from && row.until <= until);
      own?.rows.push(row);
    }
  return runs.map((run) => run.rows);
}

/**
 * The panel without days before a campaign on which another ran in its places: they are no days without a campaign. Where too
 * few would be left, all stay.
 *
 * @param dayOf days from 1970-01-01 of a day of the panel
 */
export function quietBefore(
  panel: GeoPanel,
  { from, places }: RanCampaign,
  others: readonly Pick<RanCampaign, "from" | "until" | "places">[],
  dayOf: (text: string) => number,
): GeoPanel {
  const same = others.filter((other) => other.places.some((place) => places.includes(place)));
  const kept = panel.days.flatMap((text, at) => {
    const day = dayOf(text);
    return day < from && same.some((other) => day >= other.from && day <= other.until) ? [] : [at];
  });
  const before = kept.filter((at) => dayOf(panel.days[at] as string) < from).length;
  if (kept.length === panel.days.length || before < LEAST_BEFORE) return panel;
  return {
    ...panel,
    days: kept.map((at) => panel.days[at] as string),
    values: panel.values.map((series) => Float64Array.from(kept, (at) => series[at] as number)),
  };
}

/**
 * @param panel units by place and day; days as ISO texts, without gaps from the campaign's first day on
 * @param dayOf days from 1970-01-01 of such a text
 * @param others places in which other campaigns ran on these days: they are no comparison
 */
export function measureCampaign(
  { from, until, spend, places }: RanCampaign,
  panel: GeoPanel,
  dayOf: (text: string) => number,
  others: readonly string[],
): MeasuredCampaign | Refused {
  const treated = places.filter((place) => panel.locations.includes(place));
  const usable = panel.locations.flatMap((location, at) =>
    others.includes(location) && !treated.includes(location) ? [] : [at],
  );
  const days = panel.days.map(dayOf);
  const start = days.filter((day) => day < from).length;
  const end = start + until - from;
  const holdouts = usable.length - treated.length;
  if (treated.length === 0) {
    const missing = "places of the campaign in the streams: the ads name none, or the exports have none of them";
    return refuse(
      missing,
      "name each ad set after its place, and import streams by city or territory and day; where a campaign ran everywhere, compare with songs that were not advertised: songwright effect counterfactual",
    );
  }
  if (holdouts < LEAST_HOLDOUTS) {
    const missing = `${LEAST_HOLDOUTS} places without a campaign to compare with; there are ${holdouts}`;
    return refuse(
      missing,
      "import streams of more places, or leave some out of the next campaign: songwright campaign plan",
    );
  }
  if (start < LEAST_BEFORE) {
    const missing = `${LEAST_BEFORE} days of streams before the campaign; there are ${start}`;
    return refuse(missing, "import an export that reaches further back");
  }
  if (until > (days.at(-1) ?? 0)) {
    const missing = `streams up to the campaign's last day; they end on ${panel.days.at(-1)}`;
    return refuse(missing, "export streams again and import them");
  }
  const known: GeoPanel = {
    locations: usable.map((at) => panel.locations[at] as string),
    days: panel.days.slice(0, end + 1),
    values: usable.map((at) => (panel.values[at] as Float64Array).slice(0, end + 1)),
  };
  const effect = campaignLift(known, { treated, start, end });
  const [low, high] = effect.incremental90;
  return {
    status: "done",
    ...effect,
    seen: effect.p <= SEEN,
    costOfOne: costOf(spend, effect.incremental, low, high),
    places: treated,
    holdouts,
    daysBefore: start,
    days: days.slice(0, end + 1),
  };
}

function costOf(
  spend: number | null,
  incremental: number,
  low: number | null,
  high: number | null,
): MeasuredCampaign["costOfOne"] {
  if (spend === null || !(spend > 0) || !(incremental > 0)) return null;
  return {
    value: spend / incremental,
    low: high === null ? 0 : spend / high,
    high: low !== null && low > 0 ? spend / low : null,
  };
}

function refuse(missing: string, cheapestNextStep: string): Refused {
  return { status: "not-enough-data", missing, cheapestNextStep };
}

const WINDOWS = 20;

/**
 * How often the 90 % intervals contain zero where nothing was done: in the same places, on days before the campaign.
 * Null where there are too few of them.
 */
export function quietWindows(
  panel: GeoPanel,
  treated: readonly string[],
  before: number,
  days: number,
): { readonly windows: number; readonly held: number } | null {
  const last = before - days;
  if (last < LEAST_BEFORE) return null;
  const windows = Math.min(WINDOWS, last - LEAST_BEFORE + 1);
  let held = 0;
  for (let window = 0; window < windows; window++) {
    const start = LEAST_BEFORE + Math.round((window * (last - LEAST_BEFORE)) / Math.max(1, windows - 1));
    const cut: GeoPanel = {
      ...panel,
      days: panel.days.slice(0, start + days),
      values: panel.values.map((series) => series.slice(0, start + days)),
    };
    const [low, high] = campaignLift(cut, { treated, start, end: start + days - 1 }).interval90;
    if ((low ?? -1) <= 0 && (high ?? 1) >= 0) held++;
  }
  return { windows, held };
}
