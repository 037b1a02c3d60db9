/**
 * Sums of facts that answers are made of, kept in the fact database and made anew when the statements have changed.
 * Units of which sums have no meaning (listeners, followers, ranks) are not in them.
 */
import type { FactDatabase } from "./fact-database.ts";
import { NOT_SUMMED } from "./import-totals.ts";

/** Which statements the cubes were made from. */
async function signature(facts: FactDatabase): Promise<string> {
  const [row] = await facts.rows(
    "select coalesce(string_agg(id::varchar, ',' order by id), '') || '/' || (select count(*) from facts where shadowed) || '/' || (select coalesce(sum(same_as + 1), 0) from recordings) as text from sources",
  );
  return row?.text as string;
}

const SUMS = "sum(f.quantity)::bigint as quantity, sum(f.amount) as amount, count(*)::integer as facts";

/** What goes into a cube: no playlist's part of a song that is in another figure too, and units that can be added. */
interface Left {
  readonly units: string;
  readonly contexts: string;
}

const wanted = ({ units, contexts }: Left): string =>
  `not f.shadowed and (f.item is null or f.recording is not null) and f.unit not in (${units}) and (f.context is null or f.context not in (${contexts}))`;

/** By service and place, in the grain of the statements: days, months or spans. */
const places = (left: Left): string => `create or replace table cube_places as
  select s.basis, f.unit, f.currency, f.service, f.territory, f.recording is null as whole, f.first_day, f.last_day, ${SUMS}
  from facts f join sources s on s.id = f.source where ${wanted(left)} group by all order by f.unit, f.first_day`;

/** By recording, in the grain of the statements. */
const recordings = (left: Left): string => `create or replace table cube_recordings as
  select s.basis, f.unit, f.currency, f.service, coalesce(r.same_as, r.id) as recording, f.first_day, f.last_day, ${SUMS}
  from facts f join sources s on s.id = f.source join recordings r on r.id = f.recording
  where ${wanted(left)} group by all order by recording, first_day`;

/** By recording and place, in months. */
const months = (left: Left): string => `create or replace table cube_months as
  select s.basis, f.unit, f.currency, coalesce(r.same_as, r.id) as recording, f.territory,
    date_trunc('month', f.first_day)::date as month, ${SUMS}
  from facts f join sources s on s.id = f.source join recordings r on r.id = f.recording
  where ${wanted(left)} and f.last_day <= last_day(f.first_day) group by all order by recording, month`;

/** Makes the cubes anew where statements came or went since. */
export async function refreshCubes(facts: FactDatabase): Promise<void> {
  await facts.connection.run("create table if not exists cube_state (signature varchar)");
  const now = await signature(facts);
  const [before] = await facts.rows("select signature from cube_state");
  if (before?.signature === now) return;
  const ids = async (sql: string): Promise<string> =>
    ["-1", ...(await facts.rows(sql)).map(({ id }) => `${id}`)].join(", ");
  const left = {
    units: await ids(`select id from units where name in (${NOT_SUMMED.map((unit) => `'${unit}'`).join(", ")})`),
    contexts: await ids("select id from contexts where name like 'playlist:%'"),
  };
  await facts.summing(async () => {
    for (const cube of [places, recordings, months]) await facts.connection.run(cube(left));
  });
  await facts.connection.run("begin; delete from cube_state; commit");
  await facts.connection.run("insert into cube_state values ($1)", [now]);
}
