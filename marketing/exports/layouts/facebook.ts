import type { ColumnSpec, Layout } from "../../../foundation/tables/layout.ts";
import { metaDefinitions } from "./meta-definitions.ts";

const count = (...names: string[]): ColumnSpec => ({
  role: "quantity",
  names,
  optional: true,
  missing: ["undefined"],
});

const page: Layout["columns"] = {
  pageId: { role: "note", names: ["Page ID"] },
  pageName: { role: "item", item: "account", names: ["Page name"] },
  title: { role: "item", item: "caption", names: ["Title"], optional: true },
  seconds: { role: "item", item: "seconds", names: ["Duration (sec)"], optional: true },
  published: { role: "item", item: "published", usualOrder: "month-first", names: ["Publish time"] },
  permalink: { role: "item", item: "permalink", names: ["Permalink"], optional: true },
  day: { role: "period", names: ["Date"], optional: true, usualOrder: "month-first", missing: ["lifetime"] },
  reach: count("Reach"),
  reactions: count("Reactions"),
  comments: count("Comments"),
  shares: count("Shares"),
};

/** Meta Business Suite, content of Facebook pages. Ids of posts are often spoilt by a spreadsheet: 1.22158E+17. */
export const facebookContent: Layout = {
  id: "facebook-content",
  title: "Facebook content",
  basis: "counted",
  service: "Facebook",
  item: "post",
  columns: {
    id: { role: "item", item: "id", names: ["Post ID"] },
    // The text of a post is what people read; videos have a title only.
    caption: { role: "item", item: "caption", names: ["Description"], optional: true },
    ...page,
    captionType: { role: "note", names: ["Caption type"], optional: true },
    crosspost: { role: "note", names: ["Is crosspost"], optional: true },
    share: { role: "note", names: ["Is share"], optional: true },
    format: { role: "item", item: "format", names: ["Post type"] },
    languages: { role: "note", names: ["Languages"], optional: true },
    label: { role: "item", item: "label", names: ["Custom labels"], optional: true },
    funded: { role: "note", names: ["Funded content status"], optional: true },
    comment: { role: "note", names: ["Data comment"], optional: true },
    views: count("Views"),
    impressions: count("Impressions"),
    linkClicks: count("Link clicks"),
    allClicks: count("Total clicks"),
    average: {
      role: "amount",
      names: ["Average Seconds viewed", "Average seconds viewed"],
      optional: true,
      lenient: true,
      missing: ["undefined"],
    },
  },
  measures: [
    { unit: "views", quantity: "views" },
    { unit: "impressions", quantity: "impressions" },
    { unit: "reach", quantity: "reach" },
    { unit: "reactions", quantity: "reactions" },
    { unit: "comments", quantity: "comments" },
    { unit: "shares", quantity: "shares" },
    { unit: "link clicks", quantity: "linkClicks" },
    { unit: "clicks of any kind", quantity: "allClicks" },
    { unit: "average watch time", amount: "average", amountUnit: "seconds" },
  ],
  definitions: metaDefinitions,
  overlaps: true,
  known: "exports of 2023 to 2026; those of before 2025 have impressions, not views",
};

/** Creator Studio's report of videos. */
export const facebookVideos: Layout = {
  id: "facebook-videos",
  title: "Facebook videos",
  basis: "counted",
  service: "Facebook",
  item: "post",
  columns: {
    id: { role: "item", item: "id", names: ["Video asset ID"] },
    ...page,
    short: count("3-second video views"),
    minute: count("1-minute video views"),
  },
  measures: [
    { unit: "3-second video views", quantity: "short" },
    { unit: "1-minute video views", quantity: "minute" },
    { unit: "reach", quantity: "reach" },
    { unit: "reactions", quantity: "reactions" },
    { unit: "comments", quantity: "comments" },
    { unit: "shares", quantity: "shares" },
  ],
  definitions: metaDefinitions,
  overlaps: true,
  known: "reports of 2023",
};
