/**
 * The layout of decoded sound in a project's cache. "KEY.pcm" holds blocks of 65,536 frames, in each channel after
 * channel as 32-bit floats (the last block filled up with zeros); "KEY.peaks" least and greatest samples of each 256
 * frames, channel after channel; "KEY.json" the shape, written last.
 */
import { type FileHandle, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Block } from "../../foundation/sound/audio.ts";

export const BLOCK_FRAMES = 65_536;
/** Frames that one pair of peaks stands for. */
export const PEAK_FRAMES = 256;

export interface DecodedShape {
  readonly sampleRate: number;
  readonly channels: number;
  readonly frames: number;
}

/** Gathers frames of any number into blocks of one size, and peaks beside them. */
export class BlockGatherer {
  readonly #channels: number;
  readonly #block: Float32Array;
  #filled = 0;
  #frames = 0;
  readonly #peaks: number[][];

  constructor(channels: number) {
    this.#channels = channels;
    this.#block = new Float32Array(channels * BLOCK_FRAMES);
    this.#peaks = Array.from({ length: channels }, () => []);
  }

  get frames(): number {
    return this.#frames;
  }

  /** Blocks that became full; each is to be used before the next is asked for. */
  *add(block: Block): Generator<Float32Array, void, void> {
    const length = block[0]?.length ?? 0;
    for (let from = 0; from < length; ) {
      const count = Math.min(length - from, BLOCK_FRAMES - this.#filled);
      for (let channel = 0; channel < this.#channels; channel++) {
        const part = (block[channel] as Float32Array).subarray(from, from + count);
        this.#block.set(part, channel * BLOCK_FRAMES + this.#filled);
      }
      this.#filled += count;
      this.#frames += count;
      from += count;
      if (this.#filled === BLOCK_FRAMES) yield this.#take();
    }
  }

  /** The last block, with zeros behind its frames; null where there is none. */
  end(): Float32Array | null {
    if (this.#filled === 0) return null;
    for (let channel = 0; channel < this.#channels; channel++)
      this.#block.fill(0, channel * BLOCK_FRAMES + this.#filled, (channel + 1) * BLOCK_FRAMES);
    return this.#take();
  }

  /** [channel][256 frames][min, max]. */
  peaks(): Float32Array {
    return Float32Array.from(this.#peaks.flat());
  }

  #take(): Float32Array {
    for (let channel = 0; channel < this.#channels; channel++) {
      const peaks = this.#peaks[channel] as number[];
      for (let from = 0; from < this.#filled; from += PEAK_FRAMES) {
        const start = channel * BLOCK_FRAMES + from;
        let least = Number.POSITIVE_INFINITY;
        let most = Number.NEGATIVE_INFINITY;
        for (let at = start; at < start + Math.min(PEAK_FRAMES, this.#filled - from); at++) {
          const value = this.#block[at] as number;
          if (value < least) least = value;
          if (value > most) most = value;
        }
        peaks.push(least, most);
      }
    }
    this.#filled = 0;
    return this.#block;
  }
}

/** Planar frames out of the cache's blocks. */
export async function readBlocks(
  file: FileHandle,
  channels: number,
  from: number,
  frames: number,
): Promise<Uint8Array> {
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
export function gatherPeaks(small: Float32Array, { channels, frames }: DecodedShape, buckets: number): Float32Array {
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

/** Takes the longest unused sounds out until the rest is no larger than `most` bytes; the keys of those. */
export async function removeOldest(folder: string, most: number): Promise<string[]> {
  const gone: string[] = [];
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
    if (total <= most) break;
    gone.push(key);
    for (const ending of ["json", "pcm", "peaks"]) await rm(join(folder, `${key}.${ending}`), { force: true });
    total -= bytes;
  }
  return gone;
}
