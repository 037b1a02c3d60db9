/** Songs of the POP909 set as the program hears them in the MIDI files; the set is for evaluation only. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { SongSketch } from "../../composition/learn/song/song-sketch.ts";
import { readNotesFile, songOf } from "../../runtime/composition/song-files.ts";

const known = new Map<string, Promise<SongSketch[]>>();

/** In the order of their numbers; songs without a heard melody are left out. */
export function popSongs(data: string): Promise<SongSketch[]> {
  const songs = known.get(data) ?? read(data);
  known.set(data, songs);
  return songs;
}

async function read(data: string): Promise<SongSketch[]> {
  const root = join(data, "scores/pop909");
  const songs: SongSketch[] = [];
  for (const id of readdirSync(root).sort()) {
    const path = join(root, id, `${id}.mid`);
    if (!existsSync(path)) continue;
    for (const piece of await readNotesFile(path)) {
      const song = songOf(piece);
      if (song) songs.push(song);
    }
  }
  return songs;
}
