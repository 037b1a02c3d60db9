/** All layouts of social and advertising exports, in no order that matters. */
import type { Layout } from "../../../foundation/tables/layout.ts";
import { metaDownload, tiktokDownload } from "./downloads.ts";
import { facebookContent, facebookVideos } from "./facebook.ts";
import { bandcampFans, mailchimpFans } from "./fan-lists.ts";
import { googleAds } from "./google-ads.ts";
import { ga4Dates, ga4Days, ga4Places, ga4Sources } from "./google-analytics.ts";
import { instagramContent } from "./instagram.ts";
import { linkClicks } from "./links.ts";
import { metaAds } from "./meta-ads.ts";
import { metaMetric } from "./meta-metric.ts";
import { postLabels } from "./post-labels.ts";
import { tiktokAds } from "./tiktok-ads.ts";
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
  tiktokAds,
  googleAds,
  ...ga4Sources,
  ga4Places,
  ga4Days,
  ga4Dates,
  linkClicks,
  metaDownload,
  tiktokDownload,
  postLabels,
  bandcampFans,
  mailchimpFans,
];
