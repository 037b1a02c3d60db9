/** Which post, ad or link a record is about: cells into packed items, numbered. */

import { type CellDictionary, createCellDictionary, createTupleDictionary } from "./cell-dictionary.ts";
import { blankContacts, blankEmails } from "./contacts.ts";
import type { Conversion } from "./conversion.ts";
import { NONE } from "./fact-batch.ts";
import { type ItemEntry, packItem } from "./item-entry.ts";
import type { ItemField, ItemKind } from "./layout.ts";
import { readSeconds } from "./number-cells.ts";
import { cellText, type Records } from "./records.ts";
import { isBlankCell } from "./table-reading.ts";

/** When the post of a record was published. NONE where it is not said. */
export interface Published {
  readonly day: number;
  readonly minute: number;
}

export interface ItemReader {
  /** Number of the item; null where a post has neither an id nor a link. */
  itemOf(records: Records, first: number, after: number, published: Published): number | null;
  /** Header of the column that should have had the id. */
  readonly header: string;
}

interface FieldColumn {
  readonly key: string;
  readonly field: ItemField;
  readonly column: number;
  readonly header: string;
  readonly cells: CellDictionary;
}

/** A spreadsheet has made a number of it: 1.22158E+17. */
const SPOILT = /^\d(?:[.,]\d+)?e\+?\d+$/i;
/** Whole ids within links: of TikTok, of X. */
const ID_IN_LINK = /\/(?:video|photo|status)\/(\d{5,})/;

export function createItemReader(conversion: Conversion): ItemReader | null {
  const { layout, reading } = conversion;
  const kind = layout.item;
  if (kind === undefined) return null;
  const columns: FieldColumn[] = Object.keys(reading.match.columns).flatMap((key) => {
    const field = layout.columns[key]?.item;
    if (field === undefined || field === "published") return [];
    const at = conversion.columnOf(key);
    return [{ key, field, column: at, header: conversion.headerOf(key), cells: createCellDictionary() }];
  });
  const header = columns.find(({ field }) => field === "id" || field === "permalink")?.header ?? "";
  const number = (entry: ItemEntry): void => void conversion.batch.items.push(packItem(entry));
  return kind === "post" && columns.some(({ field }) => field === "id" || field === "permalink")
    ? { header, itemOf: postReader(conversion, columns, number) }
    : { header, itemOf: tupleReader(kind, columns, number) };
}

/** Posts are known by their id or link; what else a file says of one is taken from its first record. */
function postReader(
  { layout }: Conversion,
  columns: readonly FieldColumn[],
  number: (entry: ItemEntry) => void,
): ItemReader["itemOf"] {
  const keys = columns
    .filter(({ field }) => field === "permalink" || field === "id")
    // A link is never spoilt.
    .sort((a, b) => (a.field === b.field ? 0 : a.field === "permalink" ? -1 : 1));
  const known = keys.map(() => [] as number[]);
  let count = 0;
  return (records, first, after, published) => {
    for (const [at, { cells, column, field }] of keys.entries()) {
      const cell = first + column;
      if (cell >= after || isBlankCell(records, cell)) continue;
      const id = cells.idOf(records, cell);
      if (field === "id" && SPOILT.test(cells.texts[id] as string)) continue;
      const ids = known[at] as number[];
      if (id < ids.length && ids[id] !== undefined) return ids[id] as number;
      const entry = entryOf("post", columns, (each) => textOf(records, first, after, each), published);
      const reply = layout.replies === true && entry.caption.trimStart().startsWith("@");
      number(reply ? { ...entry, format: "reply" } : entry);
      ids[id] = count;
      return count++;
    }
    return null;
  };
}

/** Ads, links and accounts: one item for each combination of cells. */
function tupleReader(
  kind: ItemKind,
  columns: readonly FieldColumn[],
  number: (entry: ItemEntry) => void,
): ItemReader["itemOf"] {
  const row = new Int32Array(Math.max(1, columns.length));
  const tuples = createTupleDictionary(row.length);
  return (records, first, after) => {
    for (const [i, { cells, column }] of columns.entries()) {
      row[i] = first + column < after ? cells.idOf(records, first + column) : NONE;
    }
    const known = tuples.count;
    const id = tuples.idOf(row);
    if (tuples.count > known) {
      const text = ({ cells }: FieldColumn): string => {
        const at = row[columns.findIndex((each) => each.cells === cells)] as number;
        return at < 0 ? "" : (cells.texts[at] as string).trim();
      };
      number(entryOf(kind, columns, text, { day: NONE, minute: NONE }));
    }
    return id;
  };
}

/** Captions and ids differ from post to post; of all else there are few, or it is the key and numbered already. */
function textOf(records: Records, first: number, after: number, { field, column, cells }: FieldColumn): string {
  const cell = first + column;
  if (cell >= after) return "";
  const alone = field === "caption" || field === "id";
  return (alone ? cellText(records, cell) : (cells.texts[cells.idOf(records, cell)] as string)).trim();
}

function entryOf(
  kind: ItemKind,
  columns: readonly FieldColumn[],
  textOfColumn: (column: FieldColumn) => string,
  { day, minute }: Published,
): ItemEntry {
  // All fields at once: half a million objects of one shape.
  const entry = {
    kind,
    id: "",
    permalink: "",
    caption: "",
    format: "",
    published: day === NONE ? "" : `${day}`,
    minute: minute === NONE ? "" : `${minute}`,
    seconds: "",
    campaign: "",
    adSet: "",
    ad: "",
    group: "",
    account: "",
    label: "",
  };
  const groups: string[] = [];
  const labels: Record<string, string> = {};
  for (const column of columns) {
    const { field, key } = column;
    const text = textOfColumn(column);
    if (text === "" || field === "published") continue;
    if (field === "id") entry.id ||= SPOILT.test(text) ? "" : blankEmails(text);
    else if (field === "permalink") entry.permalink ||= blankEmails(text);
    else if (field === "group") groups.push(blankContacts(text));
    else if (field === "label") labels[key] = blankContacts(text);
    else if (field === "seconds") entry.seconds ||= `${readSeconds(text) ?? ""}`;
    else if (field === "account") entry.account ||= /^\d+$/.test(text) ? text : blankContacts(text);
    else entry[field] ||= blankContacts(text);
  }
  entry.id ||= ID_IN_LINK.exec(entry.permalink)?.[1] ?? entry.permalink;
  entry.group = groups.join(", ");
  if (Object.keys(labels).length > 0) entry.label = JSON.stringify(labels);
  return entry;
}
