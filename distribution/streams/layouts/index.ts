/** All layouts that are known, in no order that matters. */
import type { Layout } from "../../../foundation/tables/layout.ts";
import { bandcamp } from "./bandcamp.ts";
import { believe } from "./believe.ts";
import { cityStreams } from "./city-streams.ts";
import { distrokid } from "./distrokid.ts";
import { generic, genericCounts } from "./generic.ts";
import { physicalDistributor } from "./physical-distributor.ts";
import { spotifyAudience, spotifyPlaylists, spotifySongs, spotifySongTimeline } from "./spotify-artist.ts";
import { spotifyCharts, spotifyChartsLegacy } from "./spotify-charts.ts";
import { tunecore } from "./tunecore.ts";
import { weeklyChart } from "./weekly-chart.ts";
import { youtubeChart, youtubeTable, youtubeTotals } from "./youtube-studio.ts";

export const layouts: readonly Layout[] = [
  spotifyAudience,
  spotifySongTimeline,
  spotifySongs,
  spotifyPlaylists,
  spotifyCharts,
  spotifyChartsLegacy,
  youtubeTable,
  youtubeChart,
  youtubeTotals,
  distrokid,
  tunecore,
  believe,
  bandcamp,
  physicalDistributor,
  weeklyChart,
  generic,
  genericCounts,
  cityStreams,
];
