import type { Layout } from "../../../foundation/tables/layout.ts";
import { metaDefinitions } from "./meta-definitions.ts";

const metrics: Readonly<Record<string, string>> = {
  views: "views",
  viewers: "viewers",
  reach: "reach",
  impressions: "impressions",
  follows: "follows",
  "net follows": "net follows",
  unfollows: "unfollows",
  interactions: "content interactions",
  "content interactions": "content interactions",
  "facebook visits": "profile visits",
  "instagram profile visits": "profile visits",
  "profile visits": "profile visits",
  "page visits": "profile visits",
  visits: "profile visits",
  "link clicks": "link clicks",
  "facebook link clicks": "link clicks",
  "instagram link clicks": "link clicks",
};

/** Meta Business Suite, Insights: one file for each figure, UTF-16, its name on a line of its own before the header. */
export const metaMetric: Layout = {
  id: "meta-metric",
  title: "Meta Insights, one figure by day",
  basis: "counted",
  services: ["Instagram", "Facebook"],
  item: "account",
  columns: {
    day: { role: "period", names: ["Date"] },
    value: { role: "quantity", names: ["Primary"], missing: ["undefined"] },
  },
  measures: [{ unit: { named: metrics }, quantity: "value" }],
  definitions: {
    ...metaDefinitions,
    views:
      "times anything of the account was played or shown that day; Meta's figure since 2025, not comparable with impressions before",
    reach: "accounts that saw anything of the account that day, estimated; never added over days",
    follows: "accounts that began to follow that day",
    "net follows": "accounts that began to follow less those that stopped, that day",
    unfollows: "accounts that stopped following that day",
    "content interactions": "likes, comments, shares, saves and replies of that day",
    "profile visits": "times the profile or page was opened that day",
  },
  preamble: "^(?!sep=)(?<metric>(?:(?<service>Instagram|Facebook)\\s)?[\\p{L} ]+?)\\s*$",
  fileName: "(?:^|[\\W_])(?<service>Instagram|Facebook)(?:[\\W_]|$)",
  strict: true,
  needs: ["metric", "service"],
  overlaps: true,
  known: "exports of 2026",
};
