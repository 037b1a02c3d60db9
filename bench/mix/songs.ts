/** Songs in stems that mixing is learned from and judged on: the plain sum of the stems is the artist's own mix. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createResampler } from "../../foundation/sound/index.ts";
import { openSound } from "../../runtime/codecs/open-sound.ts";

export interface StemSong {
  readonly name: string;
  readonly stems: readonly { readonly name: string; readonly path: string }[];
  /** Whether the sum of the stems is a mix by a person. */
  readonly mixed: boolean;
}

/** Loops recorded apart: nobody mixed them, so their sum says nothing of balance. */
const UNMIXED = ["funk"];
const SOUND = /\.(m4a|mp3|ogg|opus|wav|flac|aiff?)$/i;

/** Every folder of sound/stems with two or more sounds in it (or in a folder of its own: two-stem songs). */
export function stemSongs(data: string): StemSong[] {
  const root = join(data, "sound", "stems");
  if (!existsSync(root)) return [];
  const folders = (path: string): string[] =>
    readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  const song = (name: string, path: string): StemSong => ({
    name,
    stems: readdirSync(path)
      .filter((file) => SOUND.test(file))
      .sort()
      .map((file) => ({ name: file, path: join(path, file) })),
    mixed: !UNMIXED.includes(name),
  });
  return folders(root).flatMap((name) => {
    const path = join(root, name);
    const inner = folders(path);
    const songs = inner.length > 0 ? inner.map((each) => song(each, join(path, each))) : [song(name, path)];
    return songs.filter(({ stems }) => stems.length >= 2);
  });
}

export const BENCH_RATE = 44_100;

/** Stereo at 44.1 kHz, `seconds` from `from` on (shorter where the file is). */
export async function readStereo(
  path: string,
  from: number = 0,
  seconds: number = Infinity,
): Promise<[Float32Array, Float32Array]> {
  const source = await openSound(path);
  try {
    const { sampleRate, channelCount } = source.format;
    const convert = sampleRate === BENCH_RATE ? null : createResampler(sampleRate, BENCH_RATE, channelCount);
    const parts: (readonly Float32Array[])[] = [];
    let frames = 0;
    const end = (from + seconds) * BENCH_RATE;
    for await (const block of source.blocks()) {
      const part = convert ? convert.push(block) : block;
      parts.push(part);
      frames += part[0]?.length ?? 0;
      if (frames >= end) break;
    }
    if (convert && frames < end) parts.push(convert.flush());
    const whole = [0, 1].map((c) => {
      const samples = new Float32Array(parts.reduce((sum, [first]) => sum + (first?.length ?? 0), 0));
      let at = 0;
      for (const part of parts) {
        const channel = (part[c] ?? part[0]) as Float32Array;
        samples.set(channel, at);
        at += channel.length;
      }
      return samples.slice(Math.round(from * BENCH_RATE), Math.min(samples.length, Math.round(end)));
    });
    return whole as [Float32Array, Float32Array];
  } finally {
    await source.close();
  }
}

/** Two minutes in two pieces of long songs, the whole of short ones. */
export function excerptsOf(seconds: number): { readonly from: number; readonly seconds: number }[] {
  return seconds > 150 ? [30, 90].map((from) => ({ from, seconds: 60 })) : [{ from: 0, seconds: Infinity }];
}

/** What follows those two minutes, a minute each; a rest of under half a minute is none. */
export function furtherExcerptsOf(seconds: number): { readonly from: number; readonly seconds: number }[] {
  const starts = seconds > 150 ? Array.from({ length: Math.round((seconds - 150) / 60) }, (_, n) => 150 + 60 * n) : [];
  return starts.map((from) => ({ from, seconds: 60 }));
}
