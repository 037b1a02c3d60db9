import { expect, test } from "vitest";
import { ITEM_FIELDS, type ItemEntry, packItem, unpackItem } from "./item-entry.ts";

test("what is packed comes back, with separators within a field made spaces", () => {
  const entry = Object.fromEntries(
    ITEM_FIELDS.map((field, at) => [field, field === "kind" ? "post" : `${field} ${at}`]),
  );
  expect(unpackItem(packItem(entry as unknown as ItemEntry))).toEqual(entry);
  const odd = { ...entry, caption: "a\x1fb" } as unknown as ItemEntry;
  expect(unpackItem(packItem(odd))).toEqual({ ...entry, caption: "a b" });
});
