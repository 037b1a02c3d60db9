/** Posts' packed items out of the fact database: of half a million only what a post is made of, without a text to spare. */
import { ITEM_FIELDS, ITEM_SEPARATOR, type ItemEntry } from "../../foundation/tables/item-entry.ts";
import type { FactDatabase } from "./fact-database.ts";

export interface PostItem {
  readonly id: string;
  readonly permalink: string;
  readonly caption: string;
  readonly format: string;
  /** Day from 1970-01-01, minute of it, seconds of length; null where unknown. */
  readonly published: number | null;
  readonly minute: number | null;
  readonly seconds: number | null;
  readonly account: string;
  readonly label: string;
}

const at = (field: keyof ItemEntry): number => ITEM_FIELDS.indexOf(field);
const ID = at("id");
const PERMALINK = at("permalink");
const CAPTION = at("caption");
const FORMAT = at("format");
const PUBLISHED = at("published");
const MINUTE = at("minute");
const SECONDS = at("seconds");
const ACCOUNT = at("account");
const LABEL = at("label");

/** By their number in the database. */
export async function readPostItems(facts: FactDatabase): Promise<Map<number, PostItem>> {
  const items = new Map<number, PostItem>();
  // Kinds, accounts and labels are few: one text for all posts that share it.
  const shared = new Map<string, string>();
  const share = (text: string): string => {
    const known = shared.get(text);
    if (known !== undefined) return known;
    shared.set(text, text);
    return text;
  };
  const starts = new Int32Array(ITEM_FIELDS.length + 1);
  await facts.scan("select id, text from items where text ^@ 'post'", ([ids = [], texts = []], rows) => {
    for (let row = 0; row < rows; row++) {
      const text = texts[row] as string;
      let field = 1;
      for (let place = text.indexOf(ITEM_SEPARATOR); place >= 0; place = text.indexOf(ITEM_SEPARATOR, place + 1))
        starts[field++] = place + 1;
      starts.fill(text.length + 1, field);
      const of = (index: number): string => {
        const [from, until] = [starts[index] as number, (starts[index + 1] as number) - 1];
        return from >= until ? "" : text.slice(from, until);
      };
      items.set(ids[row] as number, {
        id: of(ID),
        permalink: of(PERMALINK),
        caption: of(CAPTION),
        format: share(of(FORMAT)),
        published: whole(of(PUBLISHED)),
        minute: whole(of(MINUTE)),
        seconds: whole(of(SECONDS)),
        account: share(of(ACCOUNT)),
        label: share(of(LABEL)),
      });
    }
  });
  return items;
}

const whole = (text: string): number | null => (text === "" ? null : Number(text));
