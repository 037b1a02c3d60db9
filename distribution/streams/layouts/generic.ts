import type { Layout } from "../../../foundation/tables/layout.ts";

/**
 * Songwright's own layout, for what no other fits: docs/tables.md. Any of these columns; at least a day, month or span, and one figure.
 */
export const generic: Layout = {
  id: "generic",
  title: "Songwright table",
  basis: "paid",
  columns: {
    statement: { role: "statement", names: ["statement"], optional: true },
    day: { role: "period", names: ["date", "day", "month", "period"], optional: true },
    from: { role: "from", names: ["from"], optional: true },
    until: { role: "until", names: ["until", "to"], optional: true },
    service: { role: "service", names: ["service"], optional: true },
    territory: { role: "territory", names: ["territory"], optional: true },
    city: { role: "city", names: ["city"], optional: true },
    isrc: { role: "isrc", names: ["isrc"] },
    title: { role: "title", names: ["title"], optional: true },
    artist: { role: "artist", names: ["artist"], optional: true },
    release: { role: "release", names: ["release"], optional: true },
    upc: { role: "upc", names: ["upc"], optional: true },
    playlist: { role: "context", names: ["playlist"], optional: true },
    streams: { role: "quantity", names: ["streams"], optional: true },
    listeners: { role: "quantity", names: ["listeners"], optional: true },
    downloads: { role: "quantity", names: ["downloads"], optional: true },
    saves: { role: "quantity", names: ["saves"], optional: true },
    revenue: { role: "amount", names: ["revenue", "revenue ({currency})"], optional: true },
    currency: { role: "currency", names: ["currency"], optional: true },
  },
  measures: [
    { unit: "streams", quantity: "streams", amount: "revenue", currency: { column: "currency" } },
    { unit: "listeners", quantity: "listeners" },
    { unit: "downloads", quantity: "downloads" },
    { unit: "saves", quantity: "saves" },
  ],
  needs: ["period", "currency"],
  overlaps: false,
  known: "docs/tables.md",
};

/** The same for what a service counted rather than paid: it has no money in it, and says so by its first column. */
export const genericCounts: Layout = {
  ...generic,
  id: "generic-counts",
  title: "Songwright table of counts",
  basis: "counted",
  columns: {
    ...Object.fromEntries(Object.entries(generic.columns).filter(([key]) => key !== "revenue" && key !== "currency")),
    basis: { role: "note", names: ["counted by"] },
  },
  needs: ["period"],
  overlaps: true,
};
