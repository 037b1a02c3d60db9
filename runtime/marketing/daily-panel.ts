/** Streams by place and day, out of the store: what a campaign is planned on and measured by. */
import { isoDay } from "../../foundation/tables/index.ts";
import type { GeoPanel } from "../../marketing/index.ts";
import type { FactDatabase } from "../store/fact-database.ts";

export interface DailyPanel extends GeoPanel {
  readonly of: "cities" | "territories";
  /** What the figures rest on: "counted", "paid"; figures of two bases are never added. */
  readonly basis: string;
  /** Places left out because days are missing. */
  readonly incomplete: readonly string[];
  /** ISO 3166 codes of cities, where the exports name their country. */
  readonly territoryOf: ReadonlyMap<string, string>;
}

/** Days that a panel reaches back. */
const MOST_DAYS = 400;
/** Places need this part of the days; the others are too thin to compare with. */
const COVERED = 1;
const LEAST_PLACES = 2;

const DAILY = `not f.shadowed and f.quantity is not null and f.first_day = f.last_day and u.name = 'streams'`;
const FROM = `from facts f join sources s on s.id = f.source join units u on u.id = f.unit`;
const CITIES = `select s.basis, substr(x.name, 7) as place, (f.first_day - date '1970-01-01')::integer as day, sum(f.quantity)::double as quantity
  ${FROM} join contexts x on x.id = f.context where ${DAILY} and x.name like 'city: %' and x.name not like '%; %' group by all`;
const COUNTRIES = `select substr(x.name, 7) as place, t.name as territory
  ${FROM} join contexts x on x.id = f.context join territories t on t.id = f.territory
  where ${DAILY} and x.name like 'city: %' and x.name not like '%; %' and length(t.name) = 2 and t.name <> 'ZZ'
  group by all order by sum(f.quantity), t.name desc`;
const TERRITORIES = `select s.basis, t.name as place, (f.first_day - date '1970-01-01')::integer as day, sum(f.quantity)::double as quantity
  ${FROM} join territories t on t.id = f.territory left join contexts x on x.id = f.context
  where ${DAILY} and f.context is null group by all`;

/** Cities where there are enough, territories otherwise; null where neither stands in the exports by day. */
export async function dailyPanel(
  facts: FactDatabase,
  of: "cities" | "territories" | null = null,
): Promise<DailyPanel | null> {
  const tries = of === null ? (["cities", "territories"] as const) : [of];
  for (const each of tries) {
    const panel = panelOf(each, (await facts.rows(each === "cities" ? CITIES : TERRITORIES)) as unknown as Row[]);
    if (panel) return { ...panel, territoryOf: each === "cities" ? await countriesOf(facts) : new Map() };
  }
  return null;
}

/** Of cities of one name in several countries the one with the most streams. */
async function countriesOf(facts: FactDatabase): Promise<ReadonlyMap<string, string>> {
  const rows = (await facts.rows(COUNTRIES)) as unknown as readonly {
    readonly place: string;
    readonly territory: string;
  }[];
  return new Map(rows.map(({ place, territory }) => [place, territory]));
}

interface Row {
  readonly basis: string;
  readonly place: string;
  readonly day: number;
  readonly quantity: number;
}

function panelOf(of: DailyPanel["of"], rows: readonly Row[]): Omit<DailyPanel, "territoryOf"> | null {
  const bases = new Map<string, number>();
  for (const { basis } of rows) bases.set(basis, (bases.get(basis) ?? 0) + 1);
  const basis = [...bases].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
  if (basis === undefined) return null;
  const own = rows.filter((row) => row.basis === basis);
  const last = own.reduce((day, row) => Math.max(day, row.day), 0);
  const first = Math.max(
    last - MOST_DAYS + 1,
    own.reduce((day, row) => Math.min(day, row.day), last),
  );
  const length = last - first + 1;
  const places = new Map<string, Float64Array>();
  for (const { place, day, quantity } of own) {
    if (day < first) continue;
    const series = places.get(place) ?? new Float64Array(length).fill(Number.NaN);
    series[day - first] = quantity;
    places.set(place, series);
  }
  const named = [...places].sort(([a], [b]) => (a < b ? -1 : 1));
  const full = named.filter(([, series]) => series.filter((value) => !Number.isNaN(value)).length >= COVERED * length);
  if (full.length < LEAST_PLACES) return null;
  return {
    of,
    basis,
    locations: full.map(([place]) => place),
    days: Array.from({ length }, (_, at) => isoDay(first + at)),
    values: full.map(([, series]) => series),
    incomplete: named.filter((each) => !full.includes(each)).map(([place]) => place),
  };
}
