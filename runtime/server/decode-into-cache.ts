/** Decodes a file into the cache: in the sandbox, or through ffmpeg, which has limits of its own. */
import { open, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openSound } from "../codecs/open-sound.ts";
import { Refusal } from "./refusal.ts";
import { runSandboxed } from "./sandbox.ts";
import { BlockGatherer, type DecodedShape } from "./sound-file-cache.ts";

const LIMITS = { memoryMiB: 512, milliseconds: 10 * 60_000 };

/** The shape of what is in the cache already; null where it is not. Marks it as used. */
export async function keptShape(out: string): Promise<DecodedShape | null> {
  try {
    const shape = JSON.parse(await readFile(`${out}.json`, "utf8")) as DecodedShape;
    const now = new Date();
    await utimes(`${out}.json`, now, now);
    return shape;
  } catch {
    return null;
  }
}

/**
 * @param out path of the cache's files, without endings
 * @param began hears the shape, and how many frames are there
 * @throws Refusal "unreadable-sound", "too-slow", "too-much-memory", "failed", "ending"
 */
export async function decodeInto(
  path: string,
  out: string,
  what: string,
  began: (shape: { sampleRate: number; channels: number }, ready: number) => void,
  signal: AbortSignal,
): Promise<DecodedShape> {
  let shape: { sampleRate: number; channels: number } | null = null;
  let needs = false;
  let problem: string | null = null;
  const end = await runSandboxed(
    {
      main: new URL(`./decode-sound${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url),
      args: [path, out, what],
      read: [path],
      write: join(out, ".."),
      limits: LIMITS,
      signal,
    },
    (line) => {
      const said = JSON.parse(line) as
        | number
        | { sampleRate: number; channels: number; needs?: string; problem?: string };
      if (typeof said === "number") {
        if (shape) began(shape, said);
      } else if (said.needs) needs = true;
      else if (said.problem) problem = said.problem;
      else shape = said;
    },
  );
  if (end === "stopped") throw new Refusal(503, "ending", "The studio is ending.");
  if (problem !== null) throw new Refusal(422, "unreadable-sound", problem);
  if (end !== "done") throw new Refusal(422, end, "The sound cannot be decoded within the limits.");
  if (!needs) return (await keptShape(out)) as DecodedShape;
  // What needs ffmpeg, which a process in the sandbox may not start: ffmpeg has limits of its own.
  return decodeHere(path, out, began, signal);
}

async function decodeHere(
  path: string,
  out: string,
  began: (shape: { sampleRate: number; channels: number }, ready: number) => void,
  signal: AbortSignal,
): Promise<DecodedShape> {
  const source = await openSound(path);
  try {
    const { sampleRate, channelCount: channels } = source.format;
    const gatherer = new BlockGatherer(channels);
    const pcm = await open(`${out}.pcm`, "w");
    try {
      for await (const block of source.blocks(signal)) {
        for (const full of gatherer.add(block)) {
          await pcm.write(new Uint8Array(full.buffer, full.byteOffset, full.byteLength));
          began({ sampleRate, channels }, gatherer.frames);
        }
      }
      const last = gatherer.end();
      if (last) await pcm.write(new Uint8Array(last.buffer, last.byteOffset, last.byteLength));
    } finally {
      await pcm.close();
    }
    await writeFile(`${out}.peaks`, new Uint8Array(gatherer.peaks().buffer));
    const shape = { sampleRate, channels, frames: gatherer.frames };
    await writeFile(`${out}.json`, JSON.stringify(shape));
    return shape;
  } finally {
    await source.close();
  }
}
