/** What the default style writes with, learned once. */
import { learnSongs } from "../../composition/learn/song/song-model.ts";
import { defaultSongs } from "../../composition/write/default-style/default-songs.ts";
import { createSongMaker, type SongMaker } from "../../composition/write/write-song.ts";

let maker: SongMaker | null = null;

export function defaultMaker(): SongMaker {
  maker ??= createSongMaker(defaultSongs(), learnSongs(defaultSongs()));
  return maker;
}
