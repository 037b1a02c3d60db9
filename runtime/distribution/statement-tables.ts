/** Paid and counted streams of each service by month, out of the store. */
import { type IntegrityPanel, type Month, monthsBetween, type StatementTable } from "../../distribution/index.ts";
import type { FactDatabase } from "../store/fact-database.ts";
import { FACTS, LABEL } from "./named-facts.ts";

interface Row {
  readonly basis: string;
  readonly service: string;
  readonly name: string;
  readonly currency: string | null;
  /** Days from 1970-01-01: the month's first. */
  readonly month: number;
  /** Days of the month that there is a figure for; a whole month's figure has them all. */
  readonly days: number;
  readonly quantity: number;
  readonly amount: number | null;
}

const MONTH = "date_trunc('month', f.first_day)";
const WITHIN = `${MONTH} = date_trunc('month', f.last_day)`;

export async function statementTables(facts: FactDatabase): Promise<IntegrityPanel["statements"]> {
  const rows = async (name: string, more: string): Promise<Row[]> =>
    (await facts.rows(
      `select s.basis, coalesce(v.name, '') as service, ${name} as name, x.name as currency,
         date_diff('day', date '1970-01-01', ${MONTH}::date)::integer as month,
         case when max(f.last_day - f.first_day) > 0 then 31 else count(distinct f.first_day) end::integer as days,
         sum(f.quantity)::double as quantity, sum(f.amount)::double as amount
       ${FACTS.replace("left join recordings r", "left join currencies x on x.id = f.currency left join recordings r")}
         and u.name = 'streams' and s.basis in ('paid', 'counted') and ${WITHIN} ${more}
       group by all order by all`,
    )) as unknown as Row[];
  const places = await rows("coalesce(t.name, '')", "");
  const recordings = await rows(LABEL, "");
  const paid = places.filter(({ basis }) => basis === "paid");
  if (paid.length === 0) return null;
  const counted = [...places, ...recordings].filter(({ basis }) => basis === "counted");
  const services = [...new Set(paid.map(({ service }) => service))].sort();
  const ofPaid = paid.map(({ month }) => month);
  const wholeCounted = counted.filter(isWhole).map(({ month }) => month);
  const months = monthsBetween(Math.min(...ofPaid), Math.max(...ofPaid, ...wholeCounted));
  const at = new Map(months.map(({ from }, index) => [from, index]));
  const reported = at.get(Math.max(...ofPaid))!;
  const currency = mainCurrency(paid);
  const tables = services.map((service) => tableOf(service, months, at, places, recordings));
  const money = services.map((service, n) => ({
    service,
    money: months.map((_, month) =>
      month > reported
        ? Number.NaN
        : sumOf(
            paid.filter((row) => row.service === service && row.currency === currency && at.get(row.month) === month),
          ),
    ),
    counted: countedTotal(tables[n]!, months),
  }));
  return { months, reported, tables, money, currency };
}

/** A month that is covered to its last day: 28 days or more of it, or a figure for all of it. */
const isWhole = ({ month, days }: Row): boolean => days >= (monthsBetween(month, month)[0]?.until ?? month) - month + 1;

const sumOf = (rows: readonly Row[]): number => rows.reduce((sum, { amount }) => sum + (amount ?? 0), 0);

function mainCurrency(rows: readonly Row[]): string | null {
  const sums = new Map<string, number>();
  for (const { currency, amount } of rows)
    if (currency !== null && amount !== null) sums.set(currency, (sums.get(currency) ?? 0) + amount);
  return [...sums].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

function tableOf(
  service: string,
  months: readonly Month[],
  at: ReadonlyMap<number, number>,
  places: readonly Row[],
  recordings: readonly Row[],
): StatementTable {
  const own = (rows: readonly Row[], basis: string): Row[] =>
    rows.filter((row) => row.service === service && row.basis === basis && at.has(row.month));
  const paidPlaces = own(places, "paid");
  const paidRecordings = own(recordings, "paid");
  const currencies = new Set(
    paidPlaces.flatMap(({ currency, amount }) => (currency !== null && amount ? [currency] : [])),
  );
  // Places and recordings that are only counted belong to the table too: they are what may be unpaid.
  const countedPlaces = own(places, "counted").filter(({ name }) => name !== "");
  const countedRecordings = own(recordings, "counted").filter(({ name }) => name !== "");
  const territories = names([...paidPlaces, ...countedPlaces]);
  const titles = names([...paidRecordings, ...countedRecordings]);
  return {
    service,
    currency: currencies.size === 1 ? ([...currencies][0] as string) : null,
    territories,
    recordings: titles,
    paidByTerritory: filled(paidPlaces, territories, months, at, ({ quantity }) => quantity, 0),
    amountByTerritory: filled(paidPlaces, territories, months, at, ({ amount }) => amount ?? 0, 0),
    paidByRecording: filled(paidRecordings, titles, months, at, ({ quantity }) => quantity, 0),
    countedByTerritory: countedOf(countedPlaces, territories, months, at),
    countedByRecording: countedOf(countedRecordings, titles, months, at),
  };
}

const names = (rows: readonly Row[]): string[] => [...new Set(rows.map(({ name }) => name))].sort();

function filled(
  rows: readonly Row[],
  columns: readonly string[],
  months: readonly Month[],
  at: ReadonlyMap<number, number>,
  value: (row: Row) => number,
  empty: number,
): Float64Array {
  const out = new Float64Array(months.length * columns.length).fill(empty);
  const column = new Map(columns.map((name, k) => [name, k]));
  for (const row of rows) {
    const cell = at.get(row.month)! * columns.length + column.get(row.name)!;
    out[cell] = (Number.isNaN(out[cell]!) ? 0 : out[cell]!) + value(row);
  }
  return out;
}

/** NaN for each cell that a dashboard does not cover for the whole month. */
function countedOf(
  rows: readonly Row[],
  columns: readonly string[],
  months: readonly Month[],
  at: ReadonlyMap<number, number>,
): Float64Array | null {
  const whole = rows.filter(isWhole);
  return whole.length === 0 ? null : filled(whole, columns, months, at, ({ quantity }) => quantity, Number.NaN);
}

/** Counted streams of the service by month: over recordings, or over places where those cover more months. */
function countedTotal(
  { countedByTerritory, countedByRecording, territories, recordings }: StatementTable,
  months: readonly Month[],
): number[] | null {
  const sums = (table: Float64Array | null, columns: number): number[] | null =>
    table &&
    months.map((_, month) => {
      const row = Array.from(table.subarray(month * columns, (month + 1) * columns)).filter(
        (value) => !Number.isNaN(value),
      );
      return row.length === 0 ? Number.NaN : row.reduce((a, b) => a + b, 0);
    });
  const [a, b] = [sums(countedByTerritory, territories.length), sums(countedByRecording, recordings.length)];
  const covered = (list: number[] | null): number => (list ?? []).filter((value) => !Number.isNaN(value)).length;
  return covered(b) > covered(a) ? b : a;
}
