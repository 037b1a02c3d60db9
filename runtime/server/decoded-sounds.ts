/**
 * Sound of a project's files for players: any stretch at once. WAV is read where it lies; everything else is decoded once,
 * in a process that may do nothing else, into .songwright/cache; a stretch can be had as soon as the decoder is past it.
 */
import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodePcm } from "../../foundation/sound/formats/pcm-decode.ts";
import { sniffSound } from "../../foundation/sound/formats/sniff.ts";
import { placeOfWav } from "../../foundation/sound/formats/wav-reader.ts";
import { openFileBytes } from "../codecs/file-bytes.ts";
import { openSound } from "../codecs/open-sound.ts";
import { STATE_FOLDER } from "./inside-project.ts";
import type { FoundFile } from "./project-files.ts";
import { Refusal } from "./refusal.ts";
import { runSandboxed } from "./sandbox.ts";
import { BLOCK_FRAMES, BlockGatherer, type DecodedShape, PEAK_FRAMES } from "./sound-file-cache.ts";

/** Of all decoded sound of a project, in bytes: the longest unused goes first. */
const LARGEST_CACHE = 4 * 2 ** 30;
/** Decoders at a time. */
const DECODERS = 2;
const LIMITS = { memoryMiB: 512, milliseconds: 10 * 60_000 };

export interface DecodedSounds {
  /** Frames are exact. */
  shape(file: FoundFile): Promise<DecodedShape>;
  /** Planar 32-bit floats, channel after channel; fewer frames at the end. Throws a Refusal "past-the-end". */
  pcm(file: FoundFile, from: number, frames: number): Promise<Uint8Array>;
  /** [channel][bucket][min, max]. */
  peaks(file: FoundFile, buckets: number): Promise<Float32Array>;
  close(): Promise<void>;
}

/** One sound that is being decoded, or was. */
interface Decoding {
  /** Null: not known yet. */
  shape: { sampleRate: number; channels: number } | null;
  ready: number;
  done: Promise<DecodedShape>;
  readonly waiting: Set<() => void>;
}

export function decodedSounds(project: string): DecodedSounds {
  const folder = join(project, STATE_FOLDER, "cache");
  const decodings = new Map<string, Decoding>();
  const stopper = new AbortController();
  const queue: (() => void)[] = [];
  let running = 0;

  const turn = async <R>(work: () => Promise<R>): Promise<R> => {
    if (running >= DECODERS) await new Promise<void>((resolve) => queue.push(resolve));
    running++;
    try {
      return await work();
    } finally {
      running--;
      queue.shift()?.();
    }
  };
  const keyOf = (file: FoundFile, what: string): string =>
    createHash("sha256").update(`${what} ${file.bytes} ${file.modifiedAt} ${file.path}`).digest("hex").slice(0, 32);

  /** Begins, or goes on with, what decodes this file. */
  const decode = (file: FoundFile, what: "pcm" | "peaks"): Decoding => {
    const key = keyOf(file, what);
    const known = decodings.get(key);
    if (known) return known;
    const out = join(folder, key);
    const decoding: Decoding = { shape: null, ready: 0, done: Promise.reject(), waiting: new Set() };
    decoding.done.catch(() => {});
    const tell = (): void => {
      for (const each of decoding.waiting) each();
    };
    decoding.done = (async () => {
      const kept = await keptShape(out);
      if (kept) return kept;
      await mkdir(folder, { recursive: true });
      await removeOldest(folder, LARGEST_CACHE);
      const began = (shape: { sampleRate: number; channels: number }, ready: number): void => {
        decoding.shape = shape;
        decoding.ready = ready;
        tell();
      };
      return turn(() => decodeInto(file, out, what, began, stopper.signal));
    })();
    decoding.done.then(
      (shape) => {
        decoding.shape = shape;
        decoding.ready = shape.frames;
        tell();
      },
      () => {
        decodings.delete(key);
        tell();
      },
    );
    decodings.set(key, decoding);
    if (decodings.size > 2000) decodings.delete(decodings.keys().next().value as string);
    return decoding;
  };

  /** Waits until the frames are there, or all are. */
  const until = async (decoding: Decoding, frames: number): Promise<void> => {
    let failed = false;
    let finished = false;
    decoding.done.then(
      () => {
        finished = true;
      },
      () => {
        failed = true;
      },
    );
    while (!failed && !finished && decoding.ready < frames) {
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          decoding.waiting.delete(wake);
          resolve();
        };
        decoding.waiting.add(wake);
        decoding.done.then(wake, wake);
      });
    }
    if (failed) await decoding.done;
  };

  return {
    async shape(file) {
      const wav = await wavWindow(file);
      if (!wav) return decode(file, "pcm").done;
      await wav.close();
      return wav.shape;
    },
    async pcm(file, from, frames) {
      const wav = await wavWindow(file);
      if (wav) {
        try {
          if (from >= wav.shape.frames) throw pastTheEnd(wav.shape.frames);
          return await wav.read(from, Math.min(frames, wav.shape.frames - from));
        } finally {
          await wav.close();
        }
      }
      const decoding = decode(file, "pcm");
      await until(decoding, from + frames);
      const { channels } = decoding.shape as { channels: number };
      if (from >= decoding.ready) throw pastTheEnd(decoding.ready);
      const cached = await open(`${join(folder, keyOf(file, "pcm"))}.pcm`, "r");
      try {
        return await readBlocks(cached, channels, from, Math.min(frames, decoding.ready - from));
      } finally {
        await cached.close();
      }
    },
    async peaks(file, buckets) {
      const wav = await wavWindow(file);
      await wav?.close();
      const what = wav ? "peaks" : "pcm";
      const shape = await decode(file, what).done;
      const bytes = await readFile(`${join(folder, keyOf(file, what))}.peaks`);
      const small = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
      return gatherPeaks(small, shape, buckets);
    },
    async close() {
      stopper.abort();
      await Promise.allSettled([...decodings.values()].map(({ done }) => done));
    },
  };
}

function pastTheEnd(frames: number): Refusal {
  return new Refusal(416, "past-the-end", `The sound has ${frames} frames.`, null, "/from", { frames });
}

interface Window {
  readonly shape: DecodedShape;
  read(from: number, frames: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Uncompressed WAV; null for everything else. */
async function wavWindow(file: FoundFile): Promise<Window | null> {
  const reader = await openFileBytes(file.whole);
  try {
    if (sniffSound(await reader.read(0, 64))?.reader !== "wav") {
      await reader.close();
      return null;
    }
    const { format, layout, offset, frames } = await placeOfWav(reader);
    const channels = format.channelCount;
    const frameBytes = layout.bytes * channels;
    return {
      shape: { sampleRate: format.sampleRate, channels, frames },
      async read(from, wanted) {
        const bytes = await reader.read(offset + from * frameBytes, wanted * frameBytes);
        const got = Math.floor(bytes.length / frameBytes);
        const findings = { notFinite: 0, firstNotFinite: -1, rounded: 0 };
        const block = decodePcm(bytes, layout, channels, got, findings);
        const planar = new Float32Array(channels * got);
        for (const [channel, samples] of block.entries()) planar.set(samples, channel * got);
        return new Uint8Array(planar.buffer);
      },
      close: () => reader.close(),
    };
  } catch {
    // Compressed inside, or damaged: the decoder says which.
    await reader.close();
    return null;
  }
}

async function keptShape(out: string): Promise<DecodedShape | null> {
  try {
    const shape = JSON.parse(await readFile(`${out}.json`, "utf8")) as DecodedShape;
    const now = new Date();
    await utimes(`${out}.json`, now, now);
    return shape;
  } catch {
    return null;
  }
}

async function decodeInto(
  file: FoundFile,
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
      args: [file.whole, out, what],
      read: [file.whole],
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
  return decodeHere(file, out, began, signal);
}

async function decodeHere(
  file: FoundFile,
  out: string,
  began: (shape: { sampleRate: number; channels: number }, ready: number) => void,
  signal: AbortSignal,
): Promise<DecodedShape> {
  const source = await openSound(file.whole);
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

/** Planar frames out of the cache's blocks. */
async function readBlocks(file: FileHandle, channels: number, from: number, frames: number): Promise<Uint8Array> {
  const planar = new Uint8Array(channels * frames * 4);
  for (let at = from; at < from + frames; ) {
    const block = Math.floor(at / BLOCK_FRAMES);
    const inside = at - block * BLOCK_FRAMES;
    const count = Math.min(from + frames - at, BLOCK_FRAMES - inside);
    for (let channel = 0; channel < channels; channel++) {
      const place = ((block * channels + channel) * BLOCK_FRAMES + inside) * 4;
      await file.read(planar, (channel * frames + at - from) * 4, count * 4, place);
    }
    at += count;
  }
  return planar;
}

/** Pairs of 256 frames into `buckets` equal parts. Parts that are smaller than 256 frames repeat. */
function gatherPeaks(small: Float32Array, { channels, frames }: DecodedShape, buckets: number): Float32Array {
  const pairs = Math.ceil(frames / PEAK_FRAMES);
  const peaks = new Float32Array(channels * buckets * 2);
  for (let channel = 0; channel < channels; channel++) {
    for (let bucket = 0; bucket < buckets; bucket++) {
      const first = Math.min(pairs - 1, Math.floor((bucket * pairs) / buckets));
      const last = Math.max(first + 1, Math.ceil(((bucket + 1) * pairs) / buckets));
      let least = Number.POSITIVE_INFINITY;
      let most = Number.NEGATIVE_INFINITY;
      for (let pair = first; pair < Math.min(last, pairs); pair++) {
        least = Math.min(least, small[(channel * pairs + pair) * 2] as number);
        most = Math.max(most, small[(channel * pairs + pair) * 2 + 1] as number);
      }
      peaks[(channel * buckets + bucket) * 2] = least;
      peaks[(channel * buckets + bucket) * 2 + 1] = most;
    }
  }
  return peaks;
}

/** Takes the longest unused sounds out until the rest is no larger than `most` bytes. */
async function removeOldest(folder: string, most: number): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const sounds = new Map<string, { bytes: number; used: number }>();
  for (const name of names) {
    const stats = await stat(join(folder, name)).catch(() => null);
    if (!stats) continue;
    const key = name.replace(/\.[a-z]+$/, "");
    const known = sounds.get(key) ?? { bytes: 0, used: 0 };
    sounds.set(key, { bytes: known.bytes + stats.size, used: Math.max(known.used, stats.mtimeMs) });
  }
  let total = [...sounds.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  for (const [key, { bytes }] of [...sounds].sort((a, b) => a[1].used - b[1].used)) {
    if (total <= most) return;
    for (const ending of ["json", "pcm", "peaks"]) await rm(join(folder, `${key}.${ending}`), { force: true });
    total -= bytes;
  }
}
