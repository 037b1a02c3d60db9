/** The songs that mastering is judged on, and a place for what is made of them. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MasterTarget } from "../../production/index.ts";
import { openSound } from "../../runtime/codecs/open-sound.ts";

/** Every file in sound/mixes, in order of name. */
export function songsIn(data: string): string[] {
  const folder = join(data, "sound", "mixes");
  return readdirSync(folder)
    .filter((name) => /\.(ogg|opus|mp3|wav|flac)$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** Gives `work` a folder that is gone afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "songwright-bench-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function loudnessTarget(lufs: number, ceilingDbtp = -1): MasterTarget {
  const name = `lufs${-lufs}`;
  return { name, label: name, loudnessLufs: lufs, ceilingDbtp, format: "wav24", lowMonoHz: null, source: "benchmark" };
}

/** A whole file as planar 64-bit floats. */
export async function readWhole(path: string): Promise<{ sampleRate: number; channels: Float64Array[] }> {
  const source = await openSound(path);
  try {
    const parts: (readonly Float32Array[])[] = [];
    for await (const block of source.blocks()) parts.push(block);
    const frames = parts.reduce((sum, [first]) => sum + (first?.length ?? 0), 0);
    const channels = Array.from({ length: source.format.channelCount }, (_, c) => {
      const samples = new Float64Array(frames);
      let at = 0;
      for (const part of parts) {
        samples.set(part[c] as Float32Array, at);
        at += (part[c] as Float32Array).length;
      }
      return samples;
    });
    return { sampleRate: source.format.sampleRate, channels };
  } finally {
    await source.close();
  }
}

export const shortName = (path: string): string =>
  (path.split("/").at(-1) ?? path).replace(/\.[^.]+$/, "").slice(0, 28);
