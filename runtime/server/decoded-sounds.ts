/**
 * Sound of a project's files for players: any stretch at once. WAV is read where it lies; everything else is decoded once,
 * in a process that may do nothing else, into .songwright/cache; a stretch can be had as soon as the decoder is past it.
 */
import { createHash } from "node:crypto";
import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeInto, keptShape } from "./decode-into-cache.ts";
import { STATE_FOLDER } from "./inside-project.ts";
import type { FoundFile } from "./project-files.ts";
import { Refusal } from "./refusal.ts";
import { type DecodedShape, gatherPeaks, readBlocks, removeOldest } from "./sound-file-cache.ts";
import { wavWindow } from "./wav-window.ts";

/** Of all decoded sound of a project, in bytes: the longest unused goes first. */
const LARGEST_CACHE = 4 * 2 ** 30;
/** Decoders at a time. */
const DECODERS = 2;

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
      for (const gone of await removeOldest(folder, LARGEST_CACHE)) decodings.delete(gone);
      const began = (shape: { sampleRate: number; channels: number }, ready: number): void => {
        decoding.shape = shape;
        decoding.ready = ready;
        tell();
      };
      return turn(() => decodeInto(file.whole, out, what, began, stopper.signal));
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
      const wav = await wavWindow(file.whole);
      if (!wav) return decode(file, "pcm").done;
      await wav.close();
      return wav.shape;
    },
    async pcm(file, from, frames) {
      const wav = await wavWindow(file.whole);
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
      const wav = await wavWindow(file.whole);
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
