import type { Layout } from "../../../foundation/tables/layout.ts";
import { saleKinds } from "./sale-kinds.ts";

/** Statement of a distributor of records and files: an invoice line for each customer; returns have negative quantities. */
export const physicalDistributor: Layout = {
  id: "physical-distributor",
  title: "Physical and digital distributor",
  basis: "paid",
  columns: {
    statement: { role: "statement", names: ["Internal Invoice Number"] },
    customer: { role: "note", names: ["Customer"], optional: true },
    catalogue: { role: "note", names: ["Catalog Number"], optional: true },
    description: { role: "release", names: ["Title_Description"], optional: true },
    upc: { role: "upc", names: ["UPC"] },
    product: { role: "note", names: ["Product ID"], optional: true },
    artist: { role: "artist", names: ["Artist"] },
    title: { role: "title", names: ["Product Title"] },
    format: { role: "note", names: ["Format"], optional: true },
    service: { role: "service", names: ["Digital Service Provider_Subdescription"], optional: true },
    territory: { role: "territory", names: ["Country Code"] },
    kind: { role: "kind", names: ["Transaction Type"] },
    quantity: { role: "quantity", names: ["Quantity"] },
    price: { role: "note", names: ["Gross Unit Price"], optional: true },
    gross: { role: "note", names: ["Total Gross Income"], optional: true },
    fee: { role: "note", names: ["Distribution Fee Total"], optional: true },
    netPrice: { role: "note", names: ["Label Net Unit Price"], optional: true },
    net: { role: "amount", names: ["Label Net Total"] },
    paid: { role: "period", names: ["datePaidlast", "Date Paid"], optional: true },
  },
  measures: [{ unit: { column: "kind", map: saleKinds, other: "other sales" }, quantity: "quantity", amount: "net" }],
  needs: ["period", "currency"],
  overlaps: false,
  known: "header of exports from 2024",
};
