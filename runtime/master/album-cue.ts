/** The cue sheet of an album for a Compact Disc. */
import { basename } from "node:path";
import { cueSheet } from "../../production/index.ts";
import type { GroupSong } from "./album-group.ts";
import type { AlbumJob } from "./album-places.ts";
import { deliveryRate } from "./formats.ts";

const PREGAP_SECTORS = 150;
const DISC_RATE = 44_100;

/** Whether what is delivered can go on a disc: for that target, as WAV of 16 bits and 44.1 kHz. */
export function isDisc({ target, format }: AlbumJob, groups: readonly (readonly GroupSong[])[]): boolean {
  return (
    target?.name === "cd" &&
    format.container === "wav" &&
    format.samples?.bits === 16 &&
    groups.flat().every(({ source }) => deliveryRate(format, source.format.sampleRate) === DISC_RATE)
  );
}

/** Two seconds of silence in front of every song but the first and those that another runs into. `paths`: all files in order. */
export function albumCue(groups: readonly (readonly GroupSong[])[], paths: readonly string[]): string {
  const [first] = groups.flat();
  const joined = groups.flatMap((songs) => songs.map((_, at) => at > 0));
  return cueSheet({
    title: first?.tags.album ?? "Untitled album",
    performer: first?.tags.artist ?? "Unknown artist",
    upc: first?.tags.upc ?? null,
    tracks: groups.flat().map(({ tags, name }, at) => ({
      file: basename(paths[at] as string),
      title: tags.title ?? name.slice(3),
      performer: tags.artist ?? first?.tags.artist ?? "Unknown artist",
      isrc: tags.isrc ?? null,
      pregapSectors: joined[at] || at === 0 ? 0 : PREGAP_SECTORS,
    })),
  });
}
