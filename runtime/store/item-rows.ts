/**
 * Posts, ads and links in the fact database: a row for each, of one source; what a later export says of the same post is a row
 * of its own. They come packed, a million at a time, and are unpacked by the database.
 */
import type { DuckDBConnection } from "@duckdb/node-api";
import { ITEM_FIELDS } from "../../foundation/tables/item-entry.ts";

const WHOLE = ["published", "minute"];
const NAMES: Readonly<Record<string, string>> = { id: "service_id", adSet: "ad_set", group: "audience" };
const COLUMNS = ITEM_FIELDS.map((field) => NAMES[field] ?? field);
const typeOf = (field: string): string =>
  WHOLE.includes(field) ? "integer" : field === "seconds" ? "double" : "varchar";

export const ITEM_TABLES: string = `
create table if not exists items (id integer not null, ${ITEM_FIELDS.map((field, at) => `${COLUMNS[at]} ${typeOf(field)}`).join(", ")});
create temp table if not exists packed_items (id integer, text varchar);`;

export interface ItemAppender {
  add(id: number, packed: string): void;
  close(): void;
  /** Puts what was added into its table, within the open transaction. */
  keep(): Promise<void>;
}

export async function appendItems(connection: DuckDBConnection): Promise<ItemAppender> {
  await connection.run("delete from packed_items");
  let appender: Awaited<ReturnType<DuckDBConnection["createAppender"]>> | null = await connection.createAppender(
    "packed_items",
    "main",
    "temp",
  );
  let count = 0;
  return {
    add(id, packed) {
      appender?.appendInteger(id);
      appender?.appendVarchar(packed);
      appender?.endRow();
      count++;
    },
    close() {
      appender?.closeSync();
      appender = null;
    },
    async keep() {
      if (count === 0) return;
      const fields = ITEM_FIELDS.map((field, at) => {
        const text = `parts[${at + 1}]`;
        return typeOf(field) === "varchar" ? text : `nullif(${text}, '')::${typeOf(field)}`;
      });
      await connection.run(
        `insert into items select id, ${fields.join(", ")} from (select id, string_split(text, chr(31)) as parts from packed_items)`,
      );
      await connection.run("delete from packed_items");
    },
  };
}

/** Tells one item from another whatever export it came from: the link or id of a post, the names of an ad. */
export const ITEM_IDENTITY: string = `concat_ws(chr(31), i.kind, coalesce(nullif(regexp_extract(i.permalink, '/(?:video|photo|status)/([0-9]{5,})', 1), ''), nullif(i.permalink, ''), i.service_id), i.campaign, i.ad_set, i.ad, i.audience, i.account)`;
