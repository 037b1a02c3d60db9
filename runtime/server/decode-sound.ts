/**
 * A program: decodes a sound file into the cache's layout. Words: FILE, where to write (without ending), "pcm" or "peaks"
 * (for files whose samples are read where they lie). Says on each line how many frames there are; where it cannot: { needs: "ffmpeg" }, or { problem: "..." }.
 */
import { open, writeFile } from "node:fs/promises";
import { FormatError, NeedError } from "../../foundation/plan/errors.ts";
import { openSound } from "../codecs/open-sound.ts";
import { BlockGatherer } from "./sound-file-cache.ts";

const [path, out, what] = process.argv.slice(2) as [string, string, string];

try {
  await decode();
} catch (error) {
  // The sandbox lets no program be started: what wants one is for ffmpeg.
  const needs = (error as { code?: string }).code === "ERR_ACCESS_DENIED" ? { needs: "ffmpeg" } : null;
  const problem = error instanceof FormatError || error instanceof NeedError ? { problem: error.message } : null;
  if (!needs && !problem) throw error;
  process.stdout.write(`${JSON.stringify(needs ?? problem)}\n`);
}

async function decode(): Promise<void> {
  const source = await openSound(path);
  const { sampleRate, channelCount } = source.format;
  const gatherer = new BlockGatherer(channelCount);
  const file = what === "pcm" ? await open(`${out}.pcm`, "w") : null;
  process.stdout.write(`${JSON.stringify({ sampleRate, channels: channelCount, frames: source.format.frames })}\n`);
  for await (const block of source.blocks()) {
    for (const full of gatherer.add(block)) {
      await file?.write(new Uint8Array(full.buffer, full.byteOffset, full.byteLength));
      process.stdout.write(`${gatherer.frames}\n`);
    }
  }
  const last = gatherer.end();
  if (last) await file?.write(new Uint8Array(last.buffer, last.byteOffset, last.byteLength));
  await file?.close();
  const peaks = gatherer.peaks();
  await writeFile(`${out}.peaks`, new Uint8Array(peaks.buffer));
  await writeFile(`${out}.json`, JSON.stringify({ sampleRate, channels: channelCount, frames: gatherer.frames }));
  process.stdout.write(`${gatherer.frames}\n`);
  await source.close();
}
