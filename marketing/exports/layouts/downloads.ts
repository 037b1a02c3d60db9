import type { Layout } from "../../../foundation/tables/layout.ts";

/** Instagram posts out of Meta's "download your information": no figures, no link. Times are UTC. */
export const metaDownload: Layout = {
  id: "meta-download",
  title: "Instagram download",
  basis: "counted",
  service: "Instagram",
  item: "post",
  columns: {
    id: { role: "item", item: "id", names: ["media uri"] },
    published: { role: "item", item: "published", names: ["creation time"] },
    caption: { role: "item", item: "caption", names: ["post text"] },
  },
  measures: [{ unit: "posts", each: ["id"] }],
  definitions: { posts: "posts that are there" },
  strict: true,
  overlaps: true,
  known: "downloads of 2023 to 2026: posts_1.json, reels.json",
};

/** Videos out of TikTok's data download: likes, but no views. Times are UTC. */
export const tiktokDownload: Layout = {
  id: "tiktok-download",
  title: "TikTok download",
  basis: "counted",
  service: "TikTok",
  item: "post",
  columns: {
    published: { role: "item", item: "published", names: ["Date"] },
    permalink: { role: "item", item: "permalink", names: ["Link"] },
    likes: { role: "quantity", names: ["Likes"], missing: ["undefined", "n/a"] },
    caption: { role: "item", item: "caption", names: ["Title"] },
  },
  measures: [
    { unit: "likes", quantity: "likes" },
    { unit: "posts", each: ["permalink"] },
  ],
  definitions: { likes: "likes, less those taken back", posts: "posts that are there" },
  strict: true,
  overlaps: true,
  known: "downloads of 2023 to 2026: user_data.json",
};
