import type { Layout } from "../../../foundation/tables/layout.ts";

const measures: Layout["measures"] = [
  { unit: "video views", quantity: "views", amount: "revenue" },
  { unit: "watch time", amount: "hours", amountUnit: "hours" },
  { unit: "subscribers gained", quantity: "subscribers" },
  { unit: "thumbnail impressions", quantity: "impressions" },
];

const figures: Layout["columns"] = {
  views: { role: "quantity", names: ["Views"] },
  hours: { role: "amount", names: ["Watch time (hours)"], optional: true },
  subscribers: { role: "quantity", names: ["Subscribers"], optional: true },
  revenue: {
    role: "amount",
    names: ["Estimated revenue ({currency})", "Your estimated revenue ({currency})"],
    optional: true,
  },
  impressions: { role: "quantity", names: ["Thumbnail impressions", "Impressions"], optional: true },
  rate: {
    role: "note",
    names: ["Thumbnail click-through rate (%)", "Impressions click-through rate (%)"],
    optional: true,
  },
};

/** YouTube Studio, advanced mode: `Table data.csv`, videos over a span that stands in the name of the archive at best. */
export const youtubeTable: Layout = {
  id: "youtube-table",
  title: "YouTube Studio, videos",
  basis: "counted",
  service: "YouTube",
  columns: {
    address: { role: "address", names: ["Content", "Video"] },
    title: { role: "title", names: ["Video title"] },
    published: { role: "note", names: ["Video publish time"], optional: true },
    duration: { role: "note", names: ["Duration"], optional: true },
    ...figures,
  },
  measures,
  ignore: [{ column: "address", values: ["total"], why: "a total of the other rows" }],
  fileName: "(?<from>\\d{4}-\\d{2}-\\d{2})_(?<until>\\d{4}-\\d{2}-\\d{2})",
  needs: ["period"],
  overlaps: true,
  known: "exports of 2019 to 2026; people choose the columns themselves",
};

/** `Chart data.csv`: videos by day. */
export const youtubeChart: Layout = {
  id: "youtube-chart",
  title: "YouTube Studio, videos by day",
  basis: "counted",
  service: "YouTube",
  columns: {
    day: { role: "period", names: ["Date"] },
    address: { role: "address", names: ["Content", "Video"] },
    title: { role: "title", names: ["Video title"] },
    published: { role: "note", names: ["Video publish time"], optional: true },
    duration: { role: "note", names: ["Duration"], optional: true },
    ...figures,
  },
  measures,
  overlaps: true,
  known: "exports of 2019 to 2026",
};

/** `Totals.csv`: the channel by day. */
export const youtubeTotals: Layout = {
  id: "youtube-totals",
  title: "YouTube Studio, channel by day",
  basis: "counted",
  service: "YouTube",
  columns: { day: { role: "period", names: ["Date"] }, ...figures },
  measures,
  overlaps: true,
  known: "exports of 2019 to 2026",
};
