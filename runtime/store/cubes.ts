/**
 * Sums of facts that answers are made of, kept in the fact database and made anew when the statements have changed.
 * Units of which sums have no meaning (listeners, followers, ranks) are not in them.
 */
import type { FactDatabase } from "./fact-database.ts";
import { NOT_SUMMED } from "./import-totals.ts";

/** Which statements the cubes were made from. */
async function signature(facts: FactDatabase): Promise<string> {
  const [row] = await facts.rows(
    "select coalesce(string_agg(id::varchar, ',' order by id), '') || '/' || (select count(*) from facts where shadowed) as text from sources",
  );
  return row?.text as string;
}

const COLUMNS = "s.basis, f.unit, f.currency, f.service";
const SUMS = "sum(f.quantity)::bigint as quantity, sum(f.amount) as amount, count(*)::integer as facts";

/** By service and place, in the grain of the statements: days, months or spans. */
const PLACES = `create or replace table cube_places as
  select ${COLUMNS}, f.territory, f.recording is null as whole, f.first_day, f.last_day, ${SUMS}
  from facts f join sources s on s.id = f.source join units u on u.id = f.unit
  where not f.shadowed and f.context_free and u.name not in (NOT_SUMMED) group by all order by f.unit, f.first_day`;
/** By recording, in the grain of the statements. */
const RECORDINGS = `create or replace table cube_recordings as
  select ${COLUMNS}, f.recording, f.first_day, f.last_day, ${SUMS}
  from facts f join sources s on s.id = f.source join units u on u.id = f.unit
  where not f.shadowed and f.context_free and f.recording is not null and u.name not in (NOT_SUMMED)
  group by all order by f.recording, f.first_day`;
/** By recording and place, in months. */
const MONTHS = `create or replace table cube_months as
  select s.basis, f.unit, f.currency, f.recording, f.territory, date_trunc('month', f.first_day)::date as month, ${SUMS}
  from facts f join sources s on s.id = f.source join units u on u.id = f.unit
  where not f.shadowed and f.context_free and f.recording is not null and u.name not in (NOT_SUMMED)
    and date_trunc('month', f.first_day) = date_trunc('month', f.last_day)
  group by all order by f.recording, month`;

/** Makes the cubes anew where statements came or went since. */
export async function refreshCubes(facts: FactDatabase): Promise<void> {
  await facts.connection.run("create table if not exists cube_state (signature varchar)");
  const now = await signature(facts);
  const [before] = await facts.rows("select signature from cube_state");
  if (before?.signature === now) return;
  const units = NOT_SUMMED.map((unit) => `'${unit}'`).join(", ");
  const split =
    "(f.context is null or not exists (select 1 from contexts c where c.id = f.context and c.name like 'playlist:%'))";
  for (const sql of [PLACES, RECORDINGS, MONTHS]) {
    await facts.connection.run(sql.replaceAll("NOT_SUMMED", units).replaceAll("f.context_free", split));
  }
  await facts.connection.run("begin; delete from cube_state; commit");
  await facts.connection.run("insert into cube_state values ($1)", [now]);
}
