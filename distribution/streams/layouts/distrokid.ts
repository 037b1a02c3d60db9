import type { Layout } from "../../../foundation/tables/layout.ts";
import { shopUnits } from "./sale-kinds.ts";

/**
 * DistroKid, "bank details" as .tsv. One file may hold many statements: a reporting date is one. Earnings are after the
 * team's split. Album rows have no ISRC.
 */
export const distrokid: Layout = {
  id: "distrokid",
  title: "DistroKid",
  basis: "paid",
  columns: {
    statement: { role: "statement", names: ["Reporting Date"] },
    month: { role: "period", grain: "month", names: ["Sale Month"] },
    store: { role: "service", names: ["Store"] },
    artist: { role: "artist", names: ["Artist"] },
    title: { role: "title", names: ["Title"] },
    isrc: { role: "isrc", names: ["ISRC"], optional: true },
    upc: { role: "upc", names: ["UPC"], optional: true },
    quantity: { role: "quantity", names: ["Quantity"] },
    team: { role: "note", names: ["Team Percentage"], optional: true },
    kind: { role: "note", names: ["Song/Album"], optional: true },
    territory: { role: "territory", names: ["Country of Sale"] },
    withheld: { role: "note", names: ["Songwriter Royalties Withheld"], optional: true },
    earnings: { role: "amount", names: ["Earnings ({currency})"] },
  },
  // The file does not say what was sold: shops that only sell tell it by their name.
  measures: [{ unit: { column: "store", map: shopUnits, other: "streams" }, quantity: "quantity", amount: "earnings" }],
  overlaps: false,
  known: "header of exports from 2024 to 2026",
};
