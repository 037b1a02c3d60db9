import type { Layout } from "../../../foundation/tables/layout.ts";

/** Streams by city and day, as services show them and people copy them. Which service it is has to be said. */
export const cityStreams: Layout = {
  id: "city-streams",
  title: "streams by city",
  basis: "counted",
  columns: {
    day: { role: "period", names: ["date", "day", "week", "month"] },
    city: { role: "city", names: ["city"] },
    territory: { role: "territory", names: ["country", "territory"], optional: true },
    title: { role: "title", names: ["title", "song", "track"], optional: true },
    service: { role: "service", names: ["service"], optional: true },
    streams: { role: "quantity", names: ["streams"] },
    listeners: { role: "quantity", names: ["listeners"], optional: true },
  },
  measures: [
    { unit: "streams", quantity: "streams" },
    { unit: "listeners", quantity: "listeners" },
  ],
  needs: ["service"],
  strict: true,
  overlaps: true,
  known: "docs/tables.md",
};
