import type { Layout } from "../../../foundation/tables/layout.ts";
import { saleKinds } from "./sale-kinds.ts";

/** TuneCore sales report. Two currencies with a rate between them: what was earned, in the account's, is the money. */
export const tunecore: Layout = {
  id: "tunecore",
  title: "TuneCore",
  basis: "paid",
  columns: {
    month: { role: "period", grain: "month", names: ["Sales Period"] },
    statement: { role: "statement", names: ["Posted Date"] },
    store: { role: "service", names: ["Store Name"] },
    territory: { role: "territory", names: ["Country Of Sale"] },
    artist: { role: "artist", names: ["Artist"] },
    releaseKind: { role: "note", names: ["Release Type"], optional: true },
    release: { role: "release", names: ["Release Title"] },
    title: { role: "title", names: ["Song Title"] },
    label: { role: "label", names: ["Label"], optional: true },
    upc: { role: "upc", names: ["UPC"] },
    upcGiven: { role: "note", names: ["Optional UPC"], optional: true },
    song: { role: "note", names: ["TC Song ID"], optional: true },
    isrc: { role: "isrc", names: ["Optional ISRC", "ISRC"], optional: true },
    kind: { role: "kind", names: ["Sales Type"] },
    quantity: { role: "quantity", names: ["# Units Sold"] },
    price: { role: "note", names: ["Per Unit Price"], optional: true },
    net: { role: "note", names: ["Net Sales"], optional: true },
    netCurrency: { role: "note", names: ["Net Sales Currency"], optional: true },
    rate: { role: "note", names: ["Exchange Rate"], optional: true },
    earned: { role: "amount", names: ["Total Earned"] },
    currency: { role: "currency", names: ["Currency"] },
  },
  measures: [
    {
      unit: { column: "kind", map: saleKinds, other: "other uses" },
      quantity: "quantity",
      amount: "earned",
      currency: { column: "currency" },
    },
  ],
  overlaps: false,
  known: "header of exports from 2023 to 2026",
};
