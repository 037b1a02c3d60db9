/** What a file is, in a line each: its tags, and its format. */

import { clockText, shortest } from "../../foundation/look/figure-text.ts";
import type { SoundFormat, SoundTags } from "../../foundation/sound/audio.ts";

/** "Title, Artist, Album (2026), ISRC ..."; "" where there are no tags. Not escaped. */
export function titleLine({ title, artist, album, date, isrc }: SoundTags): string {
  const year = date === undefined ? "" : ` (${date.slice(0, 4)})`;
  const record = album === undefined ? "" : `${album}${year}`;
  return [title, artist, record, isrc === undefined ? "" : `ISRC ${isrc}`]
    .filter((part) => part !== undefined && part !== "")
    .join(" \u00b7 ");
}

/** "FLAC, 44.1 kHz, 24-bit integers, stereo, 3:42". Not escaped. */
export function formatLine(format: SoundFormat, seconds: number): string {
  const { container, codec, sampleRate, channelCount, samples, lossy } = format;
  const name = !lossy || container.includes(codec.toLowerCase()) ? container : `${container} (${codec})`;
  const channels = channelCount === 1 ? "mono" : channelCount === 2 ? "stereo" : `${channelCount} channels`;
  return [
    name.toUpperCase(),
    `${shortest(sampleRate / 1000)}\u202fkHz`,
    samples === null
      ? lossy
        ? "lossy"
        : ""
      : `${samples.bits}-bit ${samples.kind === "float" ? "float" : "integers"}`,
    channels,
    clockText(seconds),
  ]
    .filter((part) => part !== "")
    .join(" \u00b7 ");
}
