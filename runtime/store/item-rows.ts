/**
 * Posts, ads and links in the fact database: a row for each, of one source; what a later export says of the same post is a row
 * of its own. They stay packed in one text (a million of them are appended with the facts); the view `item_fields` has them apart.
 */
import { ITEM_FIELDS, type ITEM_SEPARATOR } from "../../foundation/tables/item-entry.ts";

const NAMES: Readonly<Record<string, string>> = { id: "service_id", adSet: "ad_set", group: "audience" };
const WHOLE = ["published", "minute"];

const fieldAt = (at: number): string => `split_part(text, chr(${UNIT_SEPARATOR}), ${at + 1})`;
/** Code of `ITEM_SEPARATOR`. */
const UNIT_SEPARATOR = 31 satisfies typeof ITEM_SEPARATOR extends "\x1f" ? 31 : never;

export const ITEM_TABLE: string = `
create table if not exists items (id integer not null, text varchar using compression fsst not null);
create or replace view item_fields as select id, ${ITEM_FIELDS.map((field, at) => {
  const name = NAMES[field] ?? field;
  if (WHOLE.includes(field)) return `nullif(${fieldAt(at)}, '')::integer as ${name}`;
  return field === "seconds" ? `nullif(${fieldAt(at)}, '')::double as ${name}` : `${fieldAt(at)} as ${name}`;
}).join(", ")} from items;`;

/** Tells one item from another whatever export it came from: the link or id of a post, the names of an ad; 64 bits of them. */
export const ITEM_IDENTITY: string = `hash(concat_ws(chr(31), i.kind, coalesce(nullif(regexp_extract(i.permalink, '/(?:video|photo|status)/([0-9]{5,})', 1), ''), nullif(i.permalink, ''), i.service_id), i.campaign, i.ad_set, i.ad, i.audience, i.account))`;
