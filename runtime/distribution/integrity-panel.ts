/** What integrity is judged from, out of the store: streams by day and month, statements beside counts. */
import {
  type IntegrityFinding,
  type IntegrityPanel,
  monthsBetween,
  type PlaylistPart,
} from "../../distribution/index.ts";
import type { Basis } from "../../foundation/tables/index.ts";
import type { FactDatabase } from "../store/fact-database.ts";
import { FACTS, LABEL } from "./named-facts.ts";
import { statementTables } from "./statement-tables.ts";

/** Recordings that are looked at, the largest first, and facts of them all. */
const MOST_RECORDINGS = 2000;
const MOST_FACTS = 20_000_000;
/** Rows at once. */
const BATCH_FACTS = 300_000;

interface Row {
  readonly basis: Basis;
  readonly recording: string;
  readonly service: string;
  readonly place: string;
  readonly unit: string;
  readonly day: number;
  readonly quantity: number;
}

export async function integrityPanel(facts: FactDatabase, added: IntegrityPanel["added"]): Promise<IntegrityPanel> {
  let panel: IntegrityPanel | null = null;
  await facts.summing(async () => {
    panel = await readPanel(facts, added);
  });
  return panel as unknown as IntegrityPanel;
}

async function readPanel(facts: FactDatabase, added: IntegrityPanel["added"]): Promise<IntegrityPanel> {
  const sizes = `select ${LABEL} as label, sum(f.quantity) as streams, count(*)::integer as count ${FACTS} and u.name = 'streams' group by 1`;
  const ranked = (await facts.rows(
    `select label, count, row_number() over (order by streams desc, label)::integer as place,
       sum(count) over (order by streams desc, label)::double as before
     from (${sizes})`,
  )) as unknown as {
    readonly label: string;
    readonly count: number;
    readonly place: number;
    readonly before: number;
  }[];
  const chosen = ranked.filter(({ place, before }) => place <= MOST_RECORDINGS && before <= MOST_FACTS);
  const daily: IntegrityPanel["daily"][number][] = [];
  const monthly: IntegrityPanel["monthly"][number][] = [];
  for (const batch of batchesOf(chosen)) {
    const rows = async (condition: string, day: string): Promise<Row[]> =>
      (await facts.rows(
        `select s.basis, ${LABEL} as recording, coalesce(v.name, '') as service, coalesce(t.name, '') as place,
           u.name as unit, date_diff('day', date '1970-01-01', ${day})::integer as day, sum(f.quantity)::double as quantity
         ${FACTS} and u.name in ('streams', 'listeners', 'saves') and s.basis in ('paid', 'counted') and ${condition}
           and ${LABEL} in (${batch.map((_, at) => `$${at + 1}`).join(", ")})
         group by all order by all`,
        batch,
      )) as unknown as Row[];
    daily.push(...bySet(await rows("f.first_day = f.last_day", "f.first_day")).map(dailyOf));
    const months = await rows(
      "f.last_day - f.first_day >= 27 and date_trunc('month', f.first_day) = date_trunc('month', f.last_day)",
      "date_trunc('month', f.first_day)::date",
    );
    monthly.push(...bySet(months.filter(({ unit }) => unit === "streams")).map(monthlyOf));
  }
  return { daily, monthly, statements: await statementTables(facts), added, leftOut: ranked.length - chosen.length };
}

/** Recordings whose facts together are few enough to be rows for a moment. */
function batchesOf(chosen: readonly { readonly label: string; readonly count: number }[]): string[][] {
  const batches: string[][] = [];
  let size = Infinity;
  for (const { label, count } of chosen) {
    if (size + count > BATCH_FACTS) {
      batches.push([]);
      size = 0;
    }
    batches[batches.length - 1]!.push(label);
    size += count;
  }
  return batches;
}

/**
 * One account of each recording: statements, dashboards, and dashboards without places may tell the same streams. Of those
 * with nearly as many days as the longest, the one split by place; then the one with listeners.
 */
function bySet(rows: readonly Row[]): Row[][] {
  const sets = new Map<string, Map<string, Row[]>>();
  for (const row of rows) {
    const own = sets.get(row.recording) ?? new Map<string, Row[]>();
    sets.set(row.recording, own);
    const key = `${row.basis} ${row.place !== ""}`;
    const list = own.get(key);
    if (list) list.push(row);
    else own.set(key, [row]);
  }
  return [...sets.values()].flatMap((own) => {
    const accounts = [...own.values()].map((list) => ({
      list,
      days: new Set(list.filter(({ unit }) => unit === "streams").map(({ day }) => day)).size,
      placed: list.some(({ place }) => place !== ""),
      people: list.some(({ unit }) => unit !== "streams"),
    }));
    const most = Math.max(0, ...accounts.map(({ days }) => days));
    const long = accounts.filter(({ days }) => days > 0 && days >= 0.8 * most);
    long.sort((a, b) => Number(b.placed) - Number(a.placed) || Number(b.people) - Number(a.people) || b.days - a.days);
    const used = long[0];
    if (!used) return [];
    // Listeners and saves of an account without places stand beside the streams of one with.
    const people = used.people
      ? []
      : (accounts.find((each) => each.people)?.list.filter(({ unit }) => unit !== "streams") ?? []);
    return [[...used.list, ...people]];
  });
}

const unique = (values: Iterable<string>): string[] => [...new Set(values)].sort();

function dailyOf(rows: readonly Row[]): IntegrityPanel["daily"][number] {
  const streams = rows.filter(({ unit }) => unit === "streams");
  const first = streams.reduce((least, { day }) => Math.min(least, day), Infinity);
  const last = streams.reduce((most, { day }) => Math.max(most, day), -Infinity);
  const days = last - first + 1;
  const services = unique(streams.map(({ service }) => service));
  const places = unique(streams.map(({ place }) => place));
  const cells = services.map(() => new Float64Array(days * places.length));
  const serviceAt = new Map(services.map((name, at) => [name, at]));
  const placeAt = new Map(places.map((name, at) => [name, at]));
  for (const { service, place, day, quantity } of streams) {
    const row = cells[serviceAt.get(service)!]!;
    row[(day - first) * places.length + placeAt.get(place)!]! += quantity;
  }
  const people = (wanted: string): (Float64Array | null)[] =>
    services.map((name) => {
      const own = rows.filter(({ unit, service }) => unit === wanted && service === name);
      if (new Set(own.map(({ day }) => day)).size < days / 2) return null;
      const out = new Float64Array(days);
      for (const { day, quantity } of own) if (day >= first && day <= last) out[day - first]! += quantity;
      return out;
    });
  return {
    recording: streams[0]!.recording,
    basis: streams[0]!.basis,
    first,
    days,
    services,
    places,
    streams: cells,
    listeners: people("listeners"),
    saves: people("saves"),
  };
}

function monthlyOf(rows: readonly Row[]): IntegrityPanel["monthly"][number] {
  const first = rows.reduce((least, { day }) => Math.min(least, day), Infinity);
  const last = rows.reduce((most, { day }) => Math.max(most, day), -Infinity);
  const months = monthsBetween(first, last);
  const at = new Map(months.map(({ from }, month) => [from, month]));
  const services = unique(rows.map(({ service }) => service));
  const places = unique(rows.map(({ place }) => place));
  const serviceAt = new Map(services.map((name, place) => [name, place]));
  const placeAt = new Map(places.map((name, place) => [name, place]));
  const streams = services.map(() => new Float64Array(months.length * places.length));
  for (const { service, place, day, quantity } of rows)
    streams[serviceAt.get(service)!]![at.get(day)! * places.length + placeAt.get(place)!]! += quantity;
  return { recording: rows[0]!.recording, basis: rows[0]!.basis, months, services, places, streams };
}

/** Playlists whose streams of the recording in these days were at least a tenth of the excess. */
export async function playlistsOf(facts: FactDatabase, finding: IntegrityFinding): Promise<PlaylistPart[]> {
  const found = await facts.rows(
    `select x.name as playlist, sum(f.quantity)::double as streams
     from facts f join sources s on s.id = f.source join units u on u.id = f.unit join contexts x on x.id = f.context
     left join recordings r on r.id = f.recording left join recordings c on c.id = r.same_as
     where not f.shadowed and u.name = 'streams' and x.name like 'playlist:%' and ${LABEL} = $1
       and f.first_day >= $2::date and f.last_day <= $3::date
     group by 1 having sum(f.quantity) >= $4 order by 2 desc, 1 limit 10`,
    [finding.recording, finding.from, finding.until, 0.1 * finding.streams.excess],
  );
  return found.map(({ playlist, streams }) => ({
    playlist: `${playlist}`.replace(/^playlist:/, ""),
    streams: streams as number,
  }));
}

/** Titles of recordings that go by their ISRC. */
export async function titlesOf(facts: FactDatabase): Promise<ReadonlyMap<string, string>> {
  const rows = await facts.rows(
    "select isrc, min(title) as title from recordings where isrc <> '' and title <> '' group by 1",
  );
  return new Map(rows.map(({ isrc, title }) => [isrc as string, title as string]));
}
