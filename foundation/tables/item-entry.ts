/** What a social or advertising figure is about: a post, an ad, a link or the account as a whole. */
import type { ItemKind } from "./layout.ts";

export interface ItemEntry {
  readonly kind: ItemKind;
  /** The service's id as text: 17 to 19 digits are more than a number holds. The permalink where a spreadsheet has spoilt it. */
  readonly id: string;
  readonly permalink: string;
  /** Without e-mail addresses and telephone numbers. */
  readonly caption: string;
  /** The service's own kind, "IG reel"; "reply" where it answers somebody. */
  readonly format: string;
  /** Day from 1970-01-01, as text; "" where unknown. */
  readonly published: string;
  /** Minute of that day, 0 to 1439, as text; "" where unknown. */
  readonly minute: string;
  /** Length, as text; "" where unknown. */
  readonly seconds: string;
  readonly campaign: string;
  readonly adSet: string;
  readonly ad: string;
  /** Part of the audience: "25-34, female". */
  readonly group: string;
  readonly account: string;
  /** What a person noted, as JSON: name to text. */
  readonly label: string;
}

/** The fields in the order in which they are packed. */
export const ITEM_FIELDS: readonly (keyof ItemEntry)[] = [
  "kind",
  "id",
  "permalink",
  "caption",
  "format",
  "published",
  "minute",
  "seconds",
  "campaign",
  "adSet",
  "ad",
  "group",
  "account",
  "label",
];

/** Between the fields of a packed item: ASCII's own unit separator, taken out of the fields. */
export const ITEM_SEPARATOR = "\x1f";

/** One text for one item: a million of them go from thread to thread, and into the database, as they are. */
export function packItem(item: ItemEntry): string {
  let text: string = item.kind;
  for (const field of PACKED) {
    const value = item[field];
    text += value === "" ? ITEM_SEPARATOR : `${ITEM_SEPARATOR}${clean(value)}`;
  }
  return text;
}

const PACKED = ITEM_FIELDS.slice(1);
const clean = (text: string): string => (text.includes(ITEM_SEPARATOR) ? text.replaceAll(ITEM_SEPARATOR, " ") : text);

/** Reads what `packItem` wrote. */
export function unpackItem(text: string): ItemEntry {
  const fields = text.split(ITEM_SEPARATOR);
  const at = (index: number): string => fields[index] ?? "";
  return {
    kind: at(0) as ItemKind,
    id: at(1),
    permalink: at(2),
    caption: at(3),
    format: at(4),
    published: at(5),
    minute: at(6),
    seconds: at(7),
    campaign: at(8),
    adSet: at(9),
    ad: at(10),
    group: at(11),
    account: at(12),
    label: at(13),
  };
}
