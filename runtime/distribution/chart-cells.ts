/** Ranks on charts, out of the store. */
import type { ChartCell } from "../../distribution/index.ts";
import type { FactDatabase } from "../store/fact-database.ts";

export interface ChartedRecording {
  readonly key: string;
  readonly isrc: string;
  readonly title: string;
  readonly version: string;
  readonly artist: string;
}

export async function chartCells(
  facts: FactDatabase,
): Promise<{ readonly cells: readonly ChartCell[]; readonly recordings: readonly ChartedRecording[] }> {
  const rows = await facts.rows(
    `select coalesce(t.name, '') as territory, coalesce(r.same_as, r.id)::varchar as recording,
       any_value(r.artist) as artist, date_diff('day', date '1970-01-01', f.first_day)::integer as day,
       min(f.quantity)::integer as rank
     from facts f join sources s on s.id = f.source join units u on u.id = f.unit
     join recordings r on r.id = f.recording left join territories t on t.id = f.territory
     where s.basis = 'charted' and u.name = 'chart rank' and not f.shadowed and f.quantity is not null
     group by 1, 2, 4 order by 1, 4, 5, 2`,
  );
  const recordings = await facts.rows(
    `select distinct on (key) coalesce(r.same_as, r.id)::varchar as key, coalesce(o.isrc, r.isrc) as isrc, r.title, r.version, r.artist
     from recordings r left join recordings o on o.id = r.same_as order by key, r.id`,
  );
  return {
    cells: rows as unknown as ChartCell[],
    recordings: recordings as unknown as ChartedRecording[],
  };
}
