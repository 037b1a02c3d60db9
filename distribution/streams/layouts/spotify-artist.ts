import type { Layout } from "../../../foundation/tables/layout.ts";

/** Spotify for Artists. Four exports; none says which account it is of but in its file name. */
export const spotifyAudience: Layout = {
  id: "spotify-audience",
  title: "Spotify for Artists, audience",
  basis: "counted",
  service: "Spotify",
  columns: {
    day: { role: "period", names: ["date"] },
    listeners: { role: "quantity", names: ["listeners"] },
    monthly: { role: "quantity", names: ["monthly listeners"], optional: true },
    active: { role: "quantity", names: ["monthly active listeners"], optional: true },
    super: { role: "quantity", names: ["super listeners"], optional: true },
    streams: { role: "quantity", names: ["streams"] },
    adds: { role: "quantity", names: ["playlist adds"], optional: true },
    saves: { role: "quantity", names: ["saves"], optional: true },
    followers: { role: "quantity", names: ["followers"] },
  },
  measures: [
    { unit: "listeners", quantity: "listeners" },
    { unit: "monthly listeners", quantity: "monthly" },
    { unit: "monthly active listeners", quantity: "active" },
    { unit: "super listeners", quantity: "super" },
    { unit: "streams", quantity: "streams" },
    { unit: "playlist adds", quantity: "adds" },
    { unit: "saves", quantity: "saves" },
    { unit: "followers", quantity: "followers" },
  ],
  fileName: "^(?<account>.*?)-?audience-timeline",
  overlaps: true,
  known: "exports of 2023 to 2026; `super listeners` only in the newer",
};

/** One song over time: the file holds dates and streams only, so which song it is has to be said. */
export const spotifySongTimeline: Layout = {
  id: "spotify-song-timeline",
  title: "Spotify for Artists, one song",
  basis: "counted",
  service: "Spotify",
  columns: {
    day: { role: "period", names: ["date"] },
    streams: { role: "quantity", names: ["streams"] },
  },
  measures: [{ unit: "streams", quantity: "streams" }],
  fileName: "^(?<title>.+)-timeline",
  needs: ["title"],
  overlaps: true,
  known: "exports of 2023 to 2026",
};

/** All songs over a span that is not in the file. */
export const spotifySongs: Layout = {
  id: "spotify-songs",
  title: "Spotify for Artists, songs",
  basis: "counted",
  service: "Spotify",
  columns: {
    song: { role: "title", names: ["song"] },
    listeners: { role: "quantity", names: ["listeners"] },
    streams: { role: "quantity", names: ["streams"] },
    saves: { role: "quantity", names: ["saves"], optional: true },
    released: { role: "note", names: ["release_date"] },
  },
  measures: [
    { unit: "streams", quantity: "streams" },
    { unit: "listeners", quantity: "listeners" },
    { unit: "saves", quantity: "saves" },
  ],
  fileName: "^(?<account>.*?)-?songs-(?<days>7day|28day|1year|all)",
  needs: ["period"],
  overlaps: true,
  known: "exports of 2023 to 2026",
};

/** Playlists that brought streams. Dates of addition are missing for Spotify's own. */
export const spotifyPlaylists: Layout = {
  id: "spotify-playlists",
  title: "Spotify for Artists, playlists",
  basis: "counted",
  service: "Spotify",
  columns: {
    playlist: { role: "context", names: ["title"] },
    by: { role: "context", names: ["author"] },
    listeners: { role: "quantity", names: ["listeners"] },
    streams: { role: "quantity", names: ["streams"] },
    added: { role: "note", names: ["date_added"] },
  },
  measures: [
    { unit: "streams", quantity: "streams" },
    { unit: "listeners", quantity: "listeners" },
  ],
  fileName: "^(?<account>.*?)-?playlists?-(?<days>7day|28day|1year|all)",
  needs: ["period"],
  overlaps: true,
  known: "exports of 2023 to 2026",
};
