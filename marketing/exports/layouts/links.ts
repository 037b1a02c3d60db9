import type { Layout } from "../../../foundation/tables/layout.ts";

/**
 * Songwright's own layout for services of links (Linktree, Linkfire, feature.fm, Hypeddit): docs/tables.md. None of them documents
 * what it exports, so their columns are renamed to these.
 */
export const linkClicks: Layout = {
  id: "links",
  title: "Songwright table of links",
  basis: "counted",
  item: "link",
  columns: {
    day: { role: "period", names: ["date", "day", "month"], optional: true },
    link: { role: "item", item: "id", names: ["link"] },
    title: { role: "item", item: "caption", names: ["title"], optional: true },
    territory: { role: "territory", names: ["country", "territory"], optional: true },
    city: { role: "city", names: ["city"], optional: true },
    source: { role: "context", names: ["source"], optional: true },
    service: { role: "service", names: ["service"], optional: true },
    visits: { role: "quantity", names: ["visits"], optional: true },
    clicks: { role: "quantity", names: ["clicks"], optional: true },
  },
  measures: [
    { unit: "link visits", quantity: "visits" },
    { unit: "link clicks", quantity: "clicks" },
  ],
  definitions: {
    "link visits": "times the page of the link was opened, as the service of the link counts",
    "link clicks": "clicks from that page to a service, as the service of the link counts",
  },
  needs: ["period"],
  strict: true,
  overlaps: true,
  known: "docs/tables.md",
};
