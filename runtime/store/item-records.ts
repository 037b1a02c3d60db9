/** Records about posts or ads out of the fact database: each with its item and all of its figures. Two scans, no sorting. */
import { type ItemEntry, unpackItem } from "../../foundation/tables/item-entry.ts";
import type { ItemKind } from "../../foundation/tables/layout.ts";
import type { FactDatabase } from "./fact-database.ts";

export interface RecordFigure {
  readonly unit: string;
  readonly quantity: number | null;
  readonly amount: number | null;
  /** Or what the amount is in: "hours". */
  readonly currency: string | null;
}

export interface ItemRecord {
  readonly source: number;
  readonly layout: string;
  /** Last day that its export is about. */
  readonly reach: number;
  readonly item: Omit<ItemEntry, "published" | "minute" | "seconds"> & {
    readonly published: number | null;
    readonly minute: number | null;
    readonly seconds: number | null;
  };
  /** Days from 1970-01-01. */
  readonly from: number;
  readonly until: number;
  readonly service: string;
  readonly territory: string | null;
  readonly context: string;
  readonly figures: RecordFigure[];
}

/**
 * @param where further condition on facts: "not shadowed" leaves out those that a later export of the same has too
 */
export async function readItemRecords(facts: FactDatabase, kind: ItemKind, where: string): Promise<ItemRecord[]> {
  const named = async (table: string): Promise<Map<unknown, string>> =>
    new Map((await facts.rows(`select id, name from ${table}`)).map(({ id, name }) => [id, name as string]));
  const units = await named("units");
  const services = await named("services");
  const territories = await named("territories");
  const contexts = await named("contexts");
  const currencies = await named("currencies");
  const sources = new Map(
    (await facts.rows(`select id, layout, ${days("reach")} as reach from sources`)).map((row) => [row.id, row]),
  );
  const items = new Map<unknown, ItemRecord["item"]>();
  await facts.scan(`select id, text from items where text ^@ '${kind}'`, ([ids = [], texts = []], rows) => {
    for (let at = 0; at < rows; at++) {
      const item = unpackItem(texts[at] as string);
      const { published, minute, seconds } = item;
      // One object for each, its texts made numbers where they stand.
      items.set(
        ids[at],
        Object.assign(item, {
          published: whole(published),
          minute: whole(minute),
          seconds: whole(seconds),
        }) as unknown as ItemRecord["item"],
      );
    }
  });
  const records: ItemRecord[] = [];
  const known = new Map<unknown, Map<unknown, ItemRecord>>();
  await facts.scan(
    `select source, place::double, item, unit, quantity::double, amount::double, currency, ${days("first_day")}, ${days("last_day")}, territory, service, context
     from facts where item is not null and ${where}`,
    (columns, rows) => {
      const [source, place, itemIds, unit, quantity, amount, currency] = columns as unknown[][] as [
        unknown[],
        unknown[],
        unknown[],
        unknown[],
        (number | null)[],
        (number | null)[],
        unknown[],
      ];
      for (let at = 0; at < rows; at++) {
        let places = known.get(source[at]);
        if (!places) {
          places = new Map();
          known.set(source[at], places);
        }
        let record = places.get(place[at]);
        if (!record) {
          const item = items.get(itemIds[at]);
          if (!item) continue;
          const [from, until, territory, service, context] = columns.slice(7).map((column) => column[at]);
          const of = sources.get(source[at]);
          record = {
            source: source[at] as number,
            layout: (of?.layout as string) ?? "",
            reach: (of?.reach as number) ?? 0,
            item,
            from: from as number,
            until: until as number,
            service: services.get(service) ?? "",
            territory: territories.get(territory) ?? null,
            context: contexts.get(context) ?? "",
            figures: [],
          };
          places.set(place[at], record);
          records.push(record);
        }
        record.figures.push({
          unit: units.get(unit[at]) ?? "",
          quantity: quantity[at] ?? null,
          amount: amount[at] ?? null,
          currency: currencies.get(currency[at]) ?? null,
        });
      }
    },
  );
  return records;
}

const whole = (text: string): number | null => (text === "" ? null : Number(text));
const days = (column: string): string => `(${column} - date '1970-01-01')::integer`;
