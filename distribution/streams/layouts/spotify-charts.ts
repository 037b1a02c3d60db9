import type { Layout } from "../../../foundation/tables/layout.ts";

/** charts.spotify.com. Region and date stand in the file name only; a weekly chart is named after its last day. */
export const spotifyCharts: Layout = {
  id: "spotify-charts",
  title: "Spotify Charts",
  basis: "charted",
  service: "Spotify",
  columns: {
    rank: { role: "quantity", names: ["rank"] },
    address: { role: "address", names: ["uri"] },
    artist: { role: "artist", names: ["artist_names"] },
    title: { role: "title", names: ["track_name"] },
    source: { role: "label", names: ["source"] },
    peak: { role: "note", names: ["peak_rank"] },
    previous: { role: "note", names: ["previous_rank"] },
    weeks: { role: "note", names: ["weeks_on_chart", "days_on_chart", "periods_on_chart"], optional: true },
    streams: { role: "quantity", names: ["streams"] },
  },
  measures: [
    { unit: "chart rank", quantity: "rank" },
    { unit: "streams", quantity: "streams" },
  ],
  fileName: "regional-(?<territory>[a-z]{2}|global)-(?<grain>daily|weekly)-(?<until>\\d{4}-\\d{2}-\\d{2})",
  needs: ["period", "territory"],
  overlaps: true,
  known: "exports since 2021",
};

/** spotifycharts.com, until 2021: a note stands before the header. */
export const spotifyChartsLegacy: Layout = {
  id: "spotify-charts-legacy",
  title: "Spotify Charts, until 2021",
  basis: "charted",
  service: "Spotify",
  columns: {
    rank: { role: "quantity", names: ["Position"] },
    title: { role: "title", names: ["Track Name"] },
    artist: { role: "artist", names: ["Artist"] },
    streams: { role: "quantity", names: ["Streams"] },
    address: { role: "address", names: ["URL"] },
  },
  measures: [
    { unit: "chart rank", quantity: "rank" },
    { unit: "streams", quantity: "streams" },
  ],
  fileName:
    "regional-(?<territory>[a-z]{2}|global)-(?<grain>daily|weekly)-(?<from>\\d{4}-\\d{2}-\\d{2})(?:--(?<until>\\d{4}-\\d{2}-\\d{2}))?",
  preamble: "^Note that these figures are generated",
  needs: ["period", "territory"],
  overlaps: true,
  known: "exports of 2017 to 2021",
};
