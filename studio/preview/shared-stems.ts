/**
 * The next seconds of every stem in memory that two workers share: one fetches, one renders. What comes from the server, some
 * megabytes at once for many stems, would otherwise hold up rendering for as long as a fifth of a second.
 */
import type { Block } from "../../foundation/sound/audio.ts";
import type { StemSource } from "./stem-source.ts";

/** Frames that are fetched at once. */
export const CHUNK = 65_536;
/** Chunks of each stem that are kept: the one that is rendered, and what comes next. */
const SLOTS = 4;
/** Requests at a time for chunks that are not rendered yet. */
const LATER_AT_ONCE = 2;

export interface StemMemory {
  readonly buffer: SharedArrayBuffer;
  /** Of each stem, at the song's rate. */
  readonly frames: readonly number[];
}

export interface SharedStems {
  readonly frames: readonly number[];
  /** [0]: the frame that is rendered next, written by the renderer. */
  readonly wanted: Int32Array;
  /** [stem × SLOTS + slot]: number of the chunk that is there; -1: none. */
  readonly held: Int32Array;
  /** [stem][channel]: SLOTS chunks. */
  readonly sound: readonly (readonly [Float32Array, Float32Array])[];
}

export function createStemMemory(frames: readonly number[]): StemMemory {
  const stems = frames.length;
  const buffer = new SharedArrayBuffer(4 * (1 + stems * SLOTS + 2 * stems * SLOTS * CHUNK));
  new Int32Array(buffer, 4, stems * SLOTS).fill(-1);
  return { buffer, frames };
}

export function viewStems({ buffer, frames }: StemMemory): SharedStems {
  const stems = frames.length;
  const start = 4 * (1 + stems * SLOTS);
  const channel = (stem: number, c: number): Float32Array =>
    new Float32Array(buffer, start + 4 * (2 * stem + c) * SLOTS * CHUNK, SLOTS * CHUNK);
  return {
    frames,
    wanted: new Int32Array(buffer, 0, 1),
    held: new Int32Array(buffer, 4, stems * SLOTS),
    sound: frames.map((_, stem) => [channel(stem, 0), channel(stem, 1)] as const),
  };
}

const chunkOf = (frame: number): number => Math.max(0, Math.floor(frame / CHUNK));

/** Whether all frames of all stems are here; beyond its end a stem needs none. */
export function hasFrames({ frames, held }: SharedStems, from: number, count: number): boolean {
  return frames.every((length, stem) => {
    const last = chunkOf(Math.min(from + count, length) - 1);
    if (from >= length) return true;
    for (let index = chunkOf(from); index <= last; index++)
      if (Atomics.load(held, stem * SLOTS + (index % SLOTS)) !== index) return false;
    return true;
  });
}

/** Copies frames of a stem into a stereo block, silence beyond both ends; true where there was no sound at all. */
export function readFrames({ frames, sound }: SharedStems, stem: number, from: number, into: Block): boolean {
  const count = (into[0] as Float32Array).length;
  const length = frames[stem] as number;
  let silent = true;
  for (const [c, samples] of into.entries()) {
    samples.fill(0);
    const source = (sound[stem] as readonly [Float32Array, Float32Array])[c as 0 | 1];
    let frame = Math.max(0, from);
    const end = Math.min(from + count, length);
    while (frame < end) {
      const index = chunkOf(frame);
      const until = Math.min(end, (index + 1) * CHUNK);
      const at = (index % SLOTS) * CHUNK + frame - index * CHUNK;
      const part = source.subarray(at, at + until - frame);
      samples.set(part, frame - from);
      if (silent) silent = part.every((sample) => sample === 0);
      frame = until;
    }
  }
  return silent;
}

/**
 * Fetches the first chunks that are wanted and not here, of all stems; those in the way go. False where all that there is
 * room for is here.
 */
export async function fetchWanted(stems: SharedStems, sources: readonly StemSource[]): Promise<boolean> {
  const { frames, held, sound, wanted } = stems;
  const first = chunkOf(Atomics.load(wanted, 0));
  for (let index = first; index < first + SLOTS; index++) {
    const missing = sources.flatMap((source, stem) =>
      index * CHUNK < (frames[stem] as number) && Atomics.load(held, stem * SLOTS + (index % SLOTS)) !== index
        ? [{ source, stem }]
        : [],
    );
    if (missing.length === 0) continue;
    const take = async (): Promise<void> => {
      for (;;) {
        const next = missing.shift();
        if (next === undefined) return;
        const block = await next.source.load(index);
        const slot = next.stem * SLOTS + (index % SLOTS);
        Atomics.store(held, slot, -1);
        for (const [c, samples] of (sound[next.stem] as readonly [Float32Array, Float32Array]).entries())
          samples.set(block[c] ?? (block[0] as Float32Array), (index % SLOTS) * CHUNK);
        Atomics.store(held, slot, index);
      }
    };
    // What is wanted now comes as fast as it can; what is wanted later must not take the machine from the renderer.
    const atOnce = index === first ? missing.length : LATER_AT_ONCE;
    await Promise.all(Array.from({ length: atOnce }, take));
    return true;
  }
  return false;
}
