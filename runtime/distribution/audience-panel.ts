/** The sums that the audience is read from, out of the store. */
import type { AudiencePanel, PanelCell } from "../../distribution/index.ts";
import { refreshCubes } from "../store/cubes.ts";
import type { FactDatabase } from "../store/fact-database.ts";
import { NOT_SUMMED } from "../store/import-totals.ts";

/** Recordings and places of which profiles are made. */
const MOST_RECORDINGS = 200;
const MOST_PLACES = 60;

const NAMES = `join units u on u.id = c.unit left join services v on v.id = c.service`;
const DAYS = `date_diff('day', date '1970-01-01', c.first_day)::integer as "from", date_diff('day', date '1970-01-01', c.last_day)::integer as until`;
const LABEL = "case when r.isrc <> '' then r.isrc else r.title end";

export async function audiencePanel(facts: FactDatabase, unit: string): Promise<AudiencePanel> {
  await refreshCubes(facts);
  const cells = async (sql: string): Promise<PanelCell[]> =>
    (await facts.rows(sql, [unit])).map((row) => ({
      ...row,
      service: row.service ?? "",
      quantity: Number(row.quantity),
    })) as unknown as PanelCell[];
  const whole = "case when c.whole then null else '' end as recording";
  const totals = await cells(
    `select c.basis, u.name as unit, v.name as service, null as territory, ${whole}, ${DAYS}, sum(c.quantity) as quantity
     from cube_places c ${NAMES} where u.name = $1 and c.quantity is not null group by all order by all`,
  );
  const month = "date_trunc('month', c.first_day)";
  const places = await cells(
    `select c.basis, u.name as unit, v.name as service, t.name as territory, ${whole},
       date_diff('day', date '1970-01-01', min(c.first_day))::integer as "from",
       date_diff('day', date '1970-01-01', max(c.last_day))::integer as until, sum(c.quantity) as quantity
     from cube_places c ${NAMES} join territories t on t.id = c.territory
     where u.name = $1 and c.quantity is not null and ${month} = date_trunc('month', c.last_day)
     group by c.basis, u.name, v.name, t.name, c.whole, ${month} order by all`,
  );
  const recordings = await cells(
    `select c.basis, u.name as unit, v.name as service, null as territory, ${LABEL} as recording,
       date_diff('day', date '1970-01-01', min(c.first_day))::integer as "from",
       date_diff('day', date '1970-01-01', max(c.last_day))::integer as until, sum(c.quantity) as quantity
     from cube_recordings c ${NAMES} join recordings r on r.id = c.recording
     where u.name = $1 and c.quantity is not null and c.recording in (${topOf("recording", "cube_recordings", MOST_RECORDINGS)})
     group by c.basis, u.name, v.name, ${LABEL}, case when ${month} = date_trunc('month', c.last_day) then ${month} end order by all`,
  );
  const profiles = await cells(
    `select c.basis, u.name as unit, '' as service, t.name as territory, ${LABEL} as recording,
       date_diff('day', date '1970-01-01', min(c.month))::integer as "from",
       date_diff('day', date '1970-01-01', max(c.month))::integer as until, sum(c.quantity) as quantity
     from cube_months c join units u on u.id = c.unit join territories t on t.id = c.territory
     join recordings r on r.id = c.recording
     where u.name = $1 and c.quantity is not null and c.recording in (${topOf("recording", "cube_months", MOST_RECORDINGS)})
       and c.territory in (${topOf("territory", "cube_months", MOST_PLACES)})
     group by all order by all`,
  );
  const days = DAYS.replaceAll("c.", "f.");
  const from = `from facts f join sources s on s.id = f.source join units u on u.id = f.unit left join services v on v.id = f.service`;
  const kinds = NOT_SUMMED.filter((name) => name !== "chart rank").map((name) => `'${name}'`);
  const people = await cells(
    `select s.basis, u.name as unit, v.name as service, null as territory, null as recording, ${days}, f.quantity
     ${from} where u.name in (${kinds.join(", ")}) and f.recording is null and f.territory is null and f.context is null
       and not f.shadowed and f.quantity is not null and $1 <> '' order by all`,
  );
  const contexts = (await cells(
    `select s.basis, u.name as unit, v.name as service, x.name as context,
       min(date_diff('day', date '1970-01-01', f.first_day))::integer as "from",
       max(date_diff('day', date '1970-01-01', f.last_day))::integer as until, sum(f.quantity) as quantity
     ${from} join contexts x on x.id = f.context
     where u.name = $1 and not f.shadowed and f.quantity is not null group by all order by quantity desc limit 100`,
  )) as unknown as AudiencePanel["contexts"];
  const named = await facts.rows(
    `select ${LABEL} as key, r.title from recordings r where r.id = coalesce(r.same_as, r.id) order by r.id`,
  );
  const titles = Object.fromEntries(named.map(({ key, title }) => [key as string, title as string]));
  return { totals, places, recordings, profiles, people, contexts, titles };
}

function topOf(column: string, cube: string, count: number): string {
  return `select ${column} from ${cube} where ${column} is not null group by ${column} order by sum(quantity) desc nulls last, ${column} limit ${count}`;
}
