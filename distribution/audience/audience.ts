/** `audience`: where listening is, how it moves, and where it moves first. */
import type { Finding } from "../../foundation/plan/index.ts";
import { figureName } from "../../foundation/tables/figure.ts";
import { type Basis, isoDay } from "../../foundation/tables/index.ts";
import { type ChosenBasis, chooseBasis, onlyBasis } from "./choose-basis.ts";
import { type Concentration, concentrationOf } from "./concentration.ts";
import { type ExpectedMonth, expectedMonths } from "./expected.ts";
import { type Growth, growthOf } from "./growth.ts";
import { type Lookalike, lookalikesOf } from "./lookalikes.ts";
import { historyOf, knownOrNull, monthsBetween, trimmed } from "./monthly.ts";
import type { AudiencePanel, AudienceQuestion, Month, PanelCell } from "./panel.ts";
import { type PeopleCount, peopleCounts } from "./people.ts";
import { growthFinding, type Place, placesOf, profilesOf, type Shift, shiftsOf } from "./places.ts";
import { type WeekdayFactor, weekdayFactors } from "./seasonality.ts";

export interface Coverage {
  readonly service: string;
  readonly unit: string;
  readonly basis: Basis;
  readonly placed: boolean;
  readonly recorded: boolean;
  readonly from: string;
  readonly until: string;
  /** Whole months of the period that it covers, and months of the period. */
  readonly months: number;
  readonly of: number;
  /** Months that are missing between its first and its last. */
  readonly missing: readonly string[];
}

export interface Total {
  readonly figure: string;
  readonly service: string;
  readonly unit: string;
  readonly basis: Basis;
  readonly value: number;
  readonly growth: Finding<number> | null;
  readonly others: readonly { readonly basis: Basis; readonly ratio: number | null; readonly months: number }[];
  readonly monthly: readonly { readonly month: string; readonly value: number | null }[];
  /** The months after the last covered one; [] where the history is short. */
  readonly expected: readonly ExpectedMonth[];
}

export interface Audience {
  readonly status: "done";
  readonly period: { readonly from: string; readonly until: string };
  readonly unit: string;
  readonly coverage: readonly Coverage[];
  readonly totals: readonly Total[];
  readonly months: readonly string[];
  readonly places: readonly Place[];
  readonly concentration: Concentration | null;
  readonly shifts: readonly Shift[];
  readonly lookalikes: readonly Lookalike[];
  readonly week: readonly WeekdayFactor[] | null;
  readonly people: readonly PeopleCount[];
  /** Playlists, sources and cities, the largest first. They are parts of the totals, as far as they are named. */
  readonly sources: readonly {
    readonly source: string;
    readonly figure: string;
    readonly service: string;
    readonly basis: Basis;
    readonly value: number;
  }[];
  readonly recordings: readonly {
    readonly recording: string;
    readonly title: string;
    readonly figure: string;
    readonly value: number;
    readonly share: number;
  }[];
}

export interface NotEnoughData {
  readonly status: "not-enough-data";
  readonly missing: string;
  readonly cheapestNextStep: string;
}

export function audienceOf(panel: AudiencePanel, question: AudienceQuestion): Audience | NotEnoughData {
  const { unit } = question;
  const within = (cells: readonly PanelCell[]): PanelCell[] =>
    cells.filter(
      (cell) => cell.unit === unit && cell.from >= (question.from ?? -1e9) && cell.until <= (question.until ?? 1e9),
    );
  const cells = within(panel.totals);
  if (cells.length === 0) {
    return {
      status: "not-enough-data",
      missing: `no ${unit} in this period`,
      cheapestNextStep:
        "import a statement of a distributor or an export of Spotify for Artists: songwright import FILE",
    };
  }
  // A year in one figure says nothing about months: it does not set the period where anything finer is there.
  const fine = cells.filter((cell) => cell.until - cell.from <= 30);
  const framed = fine.length > 0 ? fine : cells;
  const from = framed.reduce((least, cell) => Math.min(least, cell.from), Number.POSITIVE_INFINITY);
  const until = framed.reduce((most, cell) => Math.max(most, cell.until), Number.NEGATIVE_INFINITY);
  const months = monthsBetween(from, until);
  const services = [...new Set(cells.map(({ service }) => service))].sort();
  const chosenOf = (list: readonly PanelCell[], service: string): ChosenBasis | null =>
    chooseBasis(
      list.filter((cell) => cell.service === service),
      months,
    );
  const totals = services.map((service) => ({ service, chosen: chosenOf(cells, service) as ChosenBasis }));
  const placeCells = services.flatMap((service) => chosenOf(within(panel.places), service)?.used.cells ?? []);
  const recordCells = services.flatMap((service) => chosenOf(within(panel.recordings), service)?.used.cells ?? []);
  const { places, model } = placesOf(placeCells, months, question);
  const ahead = expectedMonths(
    totals.flatMap(({ service, chosen }) => historyOf(service, chosen.used.monthly, chosen.used.monthly, months)),
  );
  const bases = new Set(placeCells.map(({ basis }) => basis));
  const profiles = panel.profiles.filter((cell) => cell.unit === unit && bases.has(cell.basis));
  return {
    status: "done",
    period: { from: isoDay(from), until: isoDay(until) },
    unit,
    coverage: totals.flatMap(({ service, chosen }) =>
      [chosen.used, ...chosen.others.map(({ set }) => set)].map((set) => coverageOf(service, unit, set, months)),
    ),
    totals: totals.map(({ service, chosen }) => totalOf(service, unit, chosen, months, ahead.get(service) ?? [])),
    months: months.map(({ key }) => key),
    places,
    concentration: concentrationOf(places.map(({ value }) => value)),
    shifts: shiftsOf(places, model),
    lookalikes: lookalikesOf(profilesOf(profiles, places), 3),
    week: weekOf(totals.map(({ chosen }) => chosen)),
    people: peopleCounts(panel.people.filter(({ from: first, until: last }) => first >= from && last <= until)),
    sources: panel.contexts
      .filter((cell) => cell.unit === unit)
      .map(({ context, service, basis, quantity }) => ({
        source: context,
        figure: figureName({ unit, basis, service, context }),
        service,
        basis,
        value: quantity,
      }))
      .sort((a, b) => b.value - a.value || (a.source < b.source ? -1 : 1)),
    recordings: recordingsOf(recordCells, unit, panel.titles),
  };
}

function coverageOf(service: string, unit: string, set: ChosenBasis["used"], months: readonly Month[]): Coverage {
  const known = set.monthly.map(Number.isFinite);
  const first = known.indexOf(true);
  const last = known.lastIndexOf(true);
  return {
    service,
    unit,
    basis: set.basis,
    placed: set.placed,
    recorded: set.recorded,
    from: isoDay(Math.min(...set.cells.map((cell) => cell.from))),
    until: isoDay(Math.max(...set.cells.map((cell) => cell.until))),
    months: known.filter(Boolean).length,
    of: months.length,
    missing: first < 0 ? [] : months.filter((_, at) => at > first && at < last && !known[at]).map(({ key }) => key),
  };
}

function totalOf(
  service: string,
  unit: string,
  { used, others }: ChosenBasis,
  months: readonly Month[],
  expected: readonly ExpectedMonth[],
): Total {
  const model = growthOf([{ key: service, values: trimmed(used.monthly) }]);
  return {
    figure: figureName({ unit, basis: used.basis, service }),
    service,
    unit,
    basis: used.basis,
    value: used.cells.reduce((sum, { quantity }) => sum + quantity, 0),
    growth: model ? growthFinding(model.growths[0] as Growth, model) : null,
    others: others.map(({ set, ratio, months: shared }) => ({ basis: set.basis, ratio, months: shared })),
    monthly: months.map(({ key }, at) => ({ month: key, value: knownOrNull(used.monthly[at] as number) })),
    expected,
  };
}

/** The week of the largest daily series. */
function weekOf(chosen: readonly ChosenBasis[]): WeekdayFactor[] | null {
  const daily = chosen
    .flatMap(({ used, others }) => [used, ...others.map(({ set }) => set)])
    .map(({ cells }) => cells.filter(({ from, until }) => from === until))
    .sort((a, b) => b.length - a.length)[0];
  if (!daily || daily.length < 28) return null;
  const first = Math.min(...daily.map(({ from }) => from));
  const last = Math.max(...daily.map(({ from }) => from));
  const values = Array.from({ length: last - first + 1 }, () => Number.NaN);
  for (const { from, quantity } of daily) {
    const value = values[from - first] as number;
    values[from - first] = (Number.isFinite(value) ? value : 0) + quantity;
  }
  return weekdayFactors(first, values);
}

function recordingsOf(
  cells: readonly PanelCell[],
  unit: string,
  titles: AudiencePanel["titles"],
): Audience["recordings"] {
  const basis = onlyBasis(cells);
  const sums = new Map<string, number>();
  for (const { recording, quantity } of cells) {
    if (recording !== null) sums.set(recording, (sums.get(recording) ?? 0) + quantity);
  }
  const total = [...sums.values()].reduce((sum, value) => sum + value, 0);
  return [...sums]
    .map(([recording, value]) => ({
      recording,
      title: titles[recording] ?? recording,
      figure: figureName({ unit, ...basis, recording }),
      value,
      share: total > 0 ? value / total : 0,
    }))
    .sort((a, b) => b.value - a.value || (a.recording < b.recording ? -1 : 1));
}
