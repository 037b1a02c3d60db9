import type { ColumnSpec, Layout } from "../../../foundation/tables/layout.ts";

const count = (...names: string[]): ColumnSpec => ({
  role: "quantity",
  names,
  optional: true,
  missing: ["undefined", "-"],
});

const definitions: Readonly<Record<string, string>> = {
  "video views": "times videos of the account began to play, replays included; TikTok, all years",
  "reached audience": "accounts that saw a video that day, estimated; never added over days",
  "profile views": "times the profile was opened",
  likes: "likes, less those taken back",
  comments: "comments",
  shares: "times it was sent on",
  saves: "times it was added to favourites",
  "website clicks": "clicks on the link in the profile",
  "net followers": "followers won less followers lost that day",
  "followers gained": "accounts that began to follow that day",
  "followers lost": "accounts that stopped following that day",
  followers: "accounts that followed at the end of the day; never added over days",
  viewers: "accounts that saw a video that day, estimated; never added over days",
  "new viewers": "viewers of that day who had not seen a video in the days before; never added over days",
  "returning viewers": "viewers of that day who had; never added over days",
  "play time": "time watched, over all plays",
  "average watch time": "seconds watched over plays",
};

/** Overview.csv, old ("October 1", without a year) and new ("2026/05/10"). */
export const tiktokOverview: Layout = {
  id: "tiktok-overview",
  title: "TikTok Studio, overview",
  basis: "counted",
  service: "TikTok",
  item: "account",
  columns: {
    day: { role: "period", names: ["Date"] },
    views: { role: "quantity", names: ["Video views"], missing: ["undefined", "-"] },
    reached: count("Reached audience"),
    profile: { role: "quantity", names: ["Profile views"], missing: ["undefined", "-"] },
    likes: count("Likes"),
    comments: count("Comments"),
    shares: count("Shares"),
    website: count("Website clicks"),
    phone: { role: "note", names: ["Phone number clicks", "Phone clicks"], optional: true },
    leads: { role: "note", names: ["Lead submissions", "Leads"], optional: true },
    net: count("Net growth"),
    gained: count("New followers"),
    lost: count("Lost followers"),
  },
  measures: [
    { unit: "video views", quantity: "views" },
    { unit: "reached audience", quantity: "reached" },
    { unit: "profile views", quantity: "profile" },
    { unit: "likes", quantity: "likes" },
    { unit: "comments", quantity: "comments" },
    { unit: "shares", quantity: "shares" },
    { unit: "website clicks", quantity: "website" },
    { unit: "net followers", quantity: "net" },
    { unit: "followers gained", quantity: "gained" },
    { unit: "followers lost", quantity: "lost" },
  ],
  definitions,
  overlaps: true,
  known: "exports of 2023 to 2026",
};

/** FollowerHistory.csv. */
export const tiktokFollowers: Layout = {
  id: "tiktok-followers",
  title: "TikTok Studio, followers by day",
  basis: "counted",
  service: "TikTok",
  item: "account",
  columns: {
    day: { role: "period", names: ["Date"] },
    followers: { role: "quantity", names: ["Followers"], missing: ["undefined", "-"] },
    net: { role: "quantity", names: ["Difference in followers from previous day"], missing: ["undefined", "-"] },
  },
  measures: [
    { unit: "followers", quantity: "followers" },
    { unit: "net followers", quantity: "net" },
  ],
  definitions,
  overlaps: true,
  known: "exports of 2025 and 2026",
};

/** Viewers.csv. */
export const tiktokViewers: Layout = {
  id: "tiktok-viewers",
  title: "TikTok Studio, viewers by day",
  basis: "counted",
  service: "TikTok",
  item: "account",
  columns: {
    day: { role: "period", names: ["Date"] },
    viewers: { role: "quantity", names: ["Total Viewers"], missing: ["undefined", "-"] },
    fresh: count("New Viewers"),
    returning: count("Returning Viewers"),
  },
  measures: [
    { unit: "viewers", quantity: "viewers" },
    { unit: "new viewers", quantity: "fresh" },
    { unit: "returning viewers", quantity: "returning" },
  ],
  definitions,
  overlaps: true,
  known: "exports of 2025 and 2026",
};

/** Content.csv: a row for each video. Its id stands in the link only. */
export const tiktokContent: Layout = {
  id: "tiktok-content",
  title: "TikTok Studio, content",
  basis: "counted",
  service: "TikTok",
  item: "post",
  columns: {
    exported: { role: "note", names: ["Time"], optional: true },
    caption: { role: "item", item: "caption", names: ["Video title"] },
    permalink: { role: "item", item: "permalink", names: ["Video link"] },
    published: { role: "item", item: "published", usualOrder: "month-first", names: ["Post time"] },
    likes: count("Total likes"),
    comments: count("Total comments"),
    shares: count("Total shares"),
    views: { role: "quantity", names: ["Total views"], missing: ["undefined", "-"] },
    playTime: {
      role: "amount",
      names: ["Total play time"],
      optional: true,
      lenient: true,
      missing: ["undefined", "-"],
    },
    average: {
      role: "amount",
      names: ["Average watch time"],
      optional: true,
      lenient: true,
      missing: ["undefined", "-"],
    },
    whole: { role: "note", names: ["Watched full video"], optional: true },
    saves: count("Add to favorites", "Total favorites", "Add to favourites"),
  },
  measures: [
    { unit: "video views", quantity: "views" },
    { unit: "likes", quantity: "likes" },
    { unit: "comments", quantity: "comments" },
    { unit: "shares", quantity: "shares" },
    { unit: "saves", quantity: "saves" },
    { unit: "play time", amount: "playTime", amountUnit: "seconds" },
    { unit: "average watch time", amount: "average", amountUnit: "seconds" },
  ],
  definitions,
  overlaps: true,
  known: "exports of 2023 to 2026; the columns on time watched only in some",
};
