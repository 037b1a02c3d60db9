import type { Layout } from "../../../foundation/tables/layout.ts";

const measures: Layout["measures"] = [
  { unit: "video views", quantity: "views", amount: "revenue" },
  { unit: "watch time", amount: "hours", amountUnit: "hours" },
  { unit: "subscribers gained", quantity: "subscribers" },
  { unit: "thumbnail impressions", quantity: "impressions" },
  { unit: "likes", quantity: "likes" },
  { unit: "comments", quantity: "comments" },
  { unit: "shares", quantity: "shares" },
  { unit: "new viewers", quantity: "newViewers" },
  { unit: "returning viewers", quantity: "returningViewers" },
];

const definitions: Layout["definitions"] = {
  "video views":
    "times a video was watched, as YouTube counts a view; of Shorts every start since 31 March 2025, before only watched ones",
  "watch time": "hours watched, over all views",
  "subscribers gained": "subscribers won less those lost from the video",
  "thumbnail impressions": "times a thumbnail was on a screen on YouTube; called impressions until 2026",
  likes: "likes, less those taken back",
  comments: "comments",
  shares: "times the share button was used",
  "new viewers": "viewers who had not watched the channel before, estimated; never added over videos or days",
  "returning viewers": "viewers who had, estimated; never added over videos or days",
};

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
  likes: { role: "quantity", names: ["Likes"], optional: true },
  comments: { role: "quantity", names: ["Comments added", "Comments"], optional: true },
  shares: { role: "quantity", names: ["Shares"], optional: true },
  newViewers: { role: "quantity", names: ["New viewers"], optional: true },
  returningViewers: { role: "quantity", names: ["Returning viewers"], optional: true },
  average: { role: "note", names: ["Average view duration"], optional: true },
  averageShare: { role: "note", names: ["Average percentage viewed (%)"], optional: true },
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
  item: "post",
  columns: {
    address: { role: "address", item: "id", names: ["Content", "Video"] },
    title: { role: "title", item: "caption", names: ["Video title"] },
    published: {
      role: "note",
      item: "published",
      usualOrder: "month-first",
      names: ["Video publish time"],
      optional: true,
    },
    duration: { role: "note", item: "seconds", names: ["Duration"], optional: true },
    ...figures,
  },
  measures,
  definitions,
  ignore: [{ column: "address", values: ["total"], why: "a total of the other rows" }],
  fileName: "(?<from>\\d{4}-\\d{2}-\\d{2})_(?<until>\\d{4}-\\d{2}-\\d{2})",
  needs: ["period"],
  mostRecords: 500,
  overlaps: true,
  known: "exports of 2019 to 2026; people choose the columns themselves",
};

/** `Chart data.csv`: videos by day. */
export const youtubeChart: Layout = {
  id: "youtube-chart",
  title: "YouTube Studio, videos by day",
  basis: "counted",
  service: "YouTube",
  item: "post",
  columns: {
    day: { role: "period", names: ["Date"] },
    address: { role: "address", item: "id", names: ["Content", "Video"] },
    title: { role: "title", item: "caption", names: ["Video title"] },
    published: {
      role: "note",
      item: "published",
      usualOrder: "month-first",
      names: ["Video publish time"],
      optional: true,
    },
    duration: { role: "note", item: "seconds", names: ["Duration"], optional: true },
    ...figures,
  },
  measures,
  definitions,
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
  definitions,
  overlaps: true,
  known: "exports of 2019 to 2026",
};
