/** Money by service and currency, exact, out of the store. */
import type { MoneyCell } from "../../distribution/index.ts";
import type { FactDatabase } from "../store/fact-database.ts";

/** @param from @param until ISO days, both included; null: all there is */
export async function moneyCells(facts: FactDatabase, from: string | null, until: string | null): Promise<MoneyCell[]> {
  const rows = await facts.rows(
    `select c.basis, v.name as service, m.name as currency, sum(c.amount)::varchar as amount,
       case when bool_and(u.name = 'streams') then sum(c.quantity)::varchar end as streams
     from cube_places c join currencies m on m.id = c.currency join units u on u.id = c.unit
     left join services v on v.id = c.service
     where regexp_full_match(m.name, '[A-Z]{3}') and c.amount is not null and c.first_day >= $1::date and c.last_day <= $2::date
     group by all order by all`,
    [from ?? "1900-01-01", until ?? "2199-12-31"],
  );
  return rows.map(({ basis, service, currency, amount, streams }) => ({
    basis: basis as MoneyCell["basis"],
    service: (service as string | null) ?? "",
    currency: currency as string,
    amount: `${amount}`.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, ""),
    streams: streams === null ? null : Number(streams),
  }));
}
