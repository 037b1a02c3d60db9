/** The songs of a mastered album, each as if it had been mastered alone: for comparisons and reports. */
import { planFor } from "../../production/index.ts";
import type { MasteredAlbum } from "./master-album.ts";
import type { MasteredSong } from "./master-song.ts";

export interface AlbumSongMade {
  readonly name: string;
  readonly song: MasteredSong;
}

export function albumTrackSongs(album: MasteredAlbum): AlbumSongMade[] {
  const targets = [...new Set(album.deliveries.map(({ target }) => target))];
  return album.songs.map(({ name, source }) => {
    const decisions = targets.flatMap((target) =>
      planFor(album.plan.decisions, name, target).map((decision) => ({ ...decision, id: `${decision.id}@${target}` })),
    );
    const deliveries = album.deliveries.flatMap(({ target, tracks }) =>
      tracks.filter((track) => track.song === name).map((track) => ({ ...track, target })),
    );
    return { name, song: { source, plan: { ...album.plan, decisions }, kept: null, deliveries } };
  });
}
