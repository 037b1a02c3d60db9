/** All layouts of social and advertising exports, in no order that matters. */
import type { Layout } from "../../../foundation/tables/layout.ts";
import { facebookContent, facebookVideos } from "./facebook.ts";
import { instagramContent } from "./instagram.ts";
import { metaAds } from "./meta-ads.ts";
import { metaMetric } from "./meta-metric.ts";
import { postLabels } from "./post-labels.ts";
import { tiktokContent, tiktokFollowers, tiktokOverview, tiktokViewers } from "./tiktok-studio.ts";
import { xClassic, xContent } from "./x.ts";

export const exportLayouts: readonly Layout[] = [
  instagramContent,
  facebookContent,
  facebookVideos,
  metaMetric,
  tiktokOverview,
  tiktokFollowers,
  tiktokViewers,
  tiktokContent,
  xContent,
  xClassic,
  metaAds,
  postLabels,
];
