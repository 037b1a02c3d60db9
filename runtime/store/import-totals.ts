/** Exact totals of statements, and what changed between exports of a dashboard. */
import type { FactDatabase } from "./fact-database.ts";
import type { ChangedCell, Totals } from "./import-ledger.ts";
import { ITEM_IDENTITY } from "./item-rows.ts";

/** Units that are no sums over time, place or recordings: people are counted once in each. */
export const NOT_SUMMED: readonly string[] = [
  "listeners",
  "monthly listeners",
  "monthly active listeners",
  "super listeners",
  "followers",
  "reach",
  "viewers",
  "new viewers",
  "returning viewers",
  "reached audience",
  "average watch time",
  "active users",
  "new users",
  "total users",
  "chart rank",
];

/** Exact totals over the facts of some statements. Units that cannot be summed are left out. */
export async function totalsOf(facts: FactDatabase, sources: readonly number[]): Promise<Totals> {
  if (sources.length === 0) return { units: [], money: [], measures: [] };
  const list = sources.join(", ");
  const units = await facts.rows(
    `select s.basis, u.name as unit, sum(f.quantity)::varchar as quantity, count(*)::integer as facts
     from facts f join sources s on s.id = f.source join units u on u.id = f.unit
     where f.source in (${list}) and f.quantity is not null group by all order by 1, 2`,
  );
  const amounts = await facts.rows(
    `select s.basis, u.name as unit, c.name as currency, sum(f.amount)::varchar as amount
     from facts f join sources s on s.id = f.source join units u on u.id = f.unit join currencies c on c.id = f.currency
     where f.source in (${list}) and f.amount is not null group by all order by 1, 3, 2`,
  );
  const money = new Map<string, { basis: string; currency: string; digits: bigint }>();
  const measures: { basis: string; unit: string; in: string; amount: string }[] = [];
  for (const { basis, unit, currency, amount } of amounts as Record<string, string>[]) {
    if (/^[A-Z]{3}$/.test(currency as string)) {
      const key = `${basis} ${currency}`;
      const entry = money.get(key) ?? { basis: basis as string, currency: currency as string, digits: 0n };
      entry.digits += BigInt((amount as string).replace(".", ""));
      money.set(key, entry);
    } else
      measures.push({
        basis: basis as string,
        unit: unit as string,
        in: currency as string,
        amount: plainAmount(BigInt((amount as string).replace(".", ""))),
      });
  }
  return {
    units: (units as Record<string, string | number>[])
      .filter(({ unit }) => !NOT_SUMMED.includes(unit as string))
      .map(({ basis, unit, quantity, facts: count }) => ({
        basis: basis as string,
        unit: unit as string,
        quantity: Number(quantity),
        facts: count as number,
      })),
    money: [...money.values()].map(({ basis, currency, digits }) => ({ basis, currency, amount: plainAmount(digits) })),
    measures,
  };
}

/** Twenty decimals as text, without the zeros at the end. */
function plainAmount(digits: bigint): string {
  const text = (digits < 0n ? -digits : digits).toString().padStart(21, "0");
  const part = text.slice(-20).replace(/0+$/, "");
  return `${digits < 0n ? "-" : ""}${text.slice(0, -20)}${part ? `.${part}` : ""}`;
}

/**
 * Marks, among the exports of one dashboard, every cell that a later export has too. Later is the export that reaches
 * further; of two that reach as far, the one that was imported later.
 */
export async function shadowCells(facts: FactDatabase, account: string, layout: string): Promise<void> {
  const [exports] = await facts.rows(
    "select count(*)::integer as count from sources where dashboard and account = $1 and layout = $2",
    [account, layout],
  );
  if ((exports?.count as number) < 2) {
    await facts.connection.run(
      "update facts set shadowed = false from sources s where s.id = facts.source and shadowed and s.account = $1 and s.layout = $2",
      [account, layout],
    );
    return;
  }
  await facts.summing(() => rankCells(facts, account, layout));
}

async function rankCells(facts: FactDatabase, account: string, layout: string): Promise<void> {
  await facts.connection.run(
    `with ranked as (
       select f.rowid as id, row_number() over (
         partition by f.service, f.territory, f.recording, f.context, f.unit, f.first_day, f.last_day, ${ITEM_IDENTITY}
         order by s.reach desc, f.source desc) > 1 as covered
       from facts f join sources s on s.id = f.source left join item_fields i on i.id = f.item where s.dashboard and s.account = $1 and s.layout = $2)
     update facts set shadowed = ranked.covered from ranked
     where facts.rowid = ranked.id and facts.shadowed <> ranked.covered`,
    [account, layout],
  );
}

/** Cells of one export that an earlier one of the same dashboard had with another number. */
export async function changedCells(
  facts: FactDatabase,
  source: number,
): Promise<{ count: number; examples: ChangedCell[] }> {
  const [others] = await facts.rows(
    "select count(*)::integer as count from sources s join sources t on t.account = s.account and t.layout = s.layout and t.id <> s.id where s.id = $1",
    [source],
  );
  if (others?.count === 0) return { count: 0, examples: [] };
  const found = await facts.rows(
    `select coalesce(r.title, nullif(i.permalink, ''), i.service_id, '') as what, f.first_day::varchar as "from", f.last_day::varchar as until, u.name as unit,
       o.quantity as before, f.quantity as now
     from facts f join sources s on s.id = f.source
     join sources t on t.account = s.account and t.layout = s.layout and t.id <> s.id
     left join item_fields i on i.id = f.item
     join facts o on o.source = t.id and o.unit = f.unit and o.first_day = f.first_day and o.last_day = f.last_day
       and (f.item is null) = (o.item is null)
       and o.service is not distinct from f.service and o.territory is not distinct from f.territory
       and o.recording is not distinct from f.recording and o.context is not distinct from f.context
     left join item_fields j on j.id = o.item
     join units u on u.id = f.unit left join recordings r on r.id = f.recording
     where f.source = $1 and ${ITEM_IDENTITY} = ${ITEM_IDENTITY.replaceAll("i.", "j.")} and o.quantity is distinct from f.quantity order by 2, 4`,
    [source],
  );
  const cells = found.map((row) => ({
    ...row,
    before: Number(row.before),
    now: Number(row.now),
  })) as unknown as ChangedCell[];
  return { count: cells.length, examples: cells.slice(0, 20) };
}
