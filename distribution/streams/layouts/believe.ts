import type { Layout } from "../../../foundation/tables/layout.ts";
import { saleKinds } from "./sale-kinds.ts";

/** Believe financial report: `;`, decimal commas or points, no-break spaces between thousands, half a million rows a month. */
export const believe: Layout = {
  id: "believe",
  title: "Believe",
  basis: "paid",
  columns: {
    statement: { role: "statement", names: ["Reporting month"] },
    month: { role: "period", grain: "month", names: ["Sales Month"] },
    platform: { role: "service", names: ["Platform"] },
    territory: { role: "territory", names: ["Country / Region"] },
    label: { role: "label", names: ["Label Name"], optional: true },
    artist: { role: "artist", names: ["Artist Name"] },
    release: { role: "release", names: ["Release title"] },
    title: { role: "title", names: ["Track title"] },
    upc: { role: "upc", names: ["UPC"] },
    isrc: { role: "isrc", names: ["ISRC"] },
    catalogue: { role: "note", names: ["Release Catalog nb"], optional: true },
    subscription: { role: "context", names: ["Streaming Subscription Type"], optional: true },
    releaseKind: { role: "note", names: ["Release type"], optional: true },
    kind: { role: "kind", names: ["Sales Type"] },
    quantity: { role: "quantity", names: ["Quantity"] },
    currency: { role: "currency", names: ["Client Payment Currency"] },
    price: { role: "note", names: ["Unit Price"], optional: true },
    mechanical: { role: "note", names: ["Mechanical Fee"], optional: true },
    gross: { role: "note", names: ["Gross Revenue"], optional: true },
    share: { role: "note", names: ["Client share rate"], optional: true },
    net: { role: "amount", names: ["Net Revenue"] },
  },
  measures: [
    {
      unit: { column: "kind", map: saleKinds, other: "other uses" },
      quantity: "quantity",
      amount: "net",
      currency: { column: "currency" },
    },
  ],
  overlaps: false,
  known: "header of exports from 2019 to 2026",
};
