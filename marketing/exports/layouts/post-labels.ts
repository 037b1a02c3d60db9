import type { ColumnSpec, Layout } from "../../../foundation/tables/layout.ts";

const label = (...names: string[]): ColumnSpec => ({ role: "item", item: "label", names, optional: true });

/** What a person noted of their own posts: docs/tables.md. The keys of its columns are the names of the labels. */
export const postLabels: Layout = {
  id: "post-labels",
  title: "labels of posts",
  basis: "counted",
  item: "post",
  columns: {
    id: { role: "item", item: "id", names: ["post_id", "post id", "id", "permalink", "link"] },
    label: label("content_label", "label"),
    topic: label("topic"),
    hook: label("hook"),
    sound: label("sound"),
    series: label("series"),
  },
  measures: [{ unit: "labelled posts", each: ["label", "topic", "hook", "sound", "series"] }],
  definitions: { "labelled posts": "posts that a person noted something of" },
  strict: true,
  timeless: true,
  overlaps: true,
  known: "docs/tables.md",
};
