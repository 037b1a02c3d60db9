/** What statements paid for streams, by territory and currency, exact. */
import type { PayoutCell } from "../../distribution/index.ts";
import { refreshCubes } from "../store/cubes.ts";
import type { FactDatabase } from "../store/fact-database.ts";

export async function payoutCells(facts: FactDatabase, unit: string): Promise<PayoutCell[]> {
  await refreshCubes(facts);
  const rows = await facts.rows(
    `select t.name as territory, k.name as currency, sum(c.amount)::varchar as amount, sum(c.quantity)::bigint as streams
     from cube_places c join units u on u.id = c.unit join territories t on t.id = c.territory
     join currencies k on k.id = c.currency
     where u.name = $1 and c.basis = 'paid' and c.amount is not null and c.quantity is not null
     group by all order by all`,
    [unit],
  );
  return rows
    .map((row) => ({ ...row, streams: Number(row.streams) }) as unknown as PayoutCell)
    .filter(({ currency }) => /^[A-Z]{3}$/.test(currency));
}
