/** Sound between two passes: in memory while it is short, else in a file that is gone when the work is done. */
import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Block } from "../../foundation/sound/audio.ts";
import { isSilent } from "../../foundation/sound/index.ts";
import type { Scratch } from "../../production/index.ts";

/** Some 20 s; what is longer is put down, so that memory does not grow with length. */
const MEMORY_BYTES = 8 * 1024 * 1024;

export interface OwnedScratch extends Scratch {
  discard(): Promise<void>;
}

/** `folder`: where a long sound is put down; by default the system's place for temporary files. */
export function createScratch(channelCount: number, folder: string = tmpdir()): OwnedScratch {
  let held: Block[] = [];
  const lengths: number[] = [];
  /** Blocks of silence take no room in the file. */
  const silent: boolean[] = [];
  let bytes = 0;
  let directory: string | null = null;
  let file: FileHandle | null = null;
  let written = 0;

  const spill = async (block: Block): Promise<void> => {
    const quiet = block.every(isSilent);
    silent.push(quiet);
    if (file === null) {
      directory = await mkdtemp(join(folder, "songwright-"));
      file = await open(join(directory, "sound.f32"), "w+");
    }
    if (quiet) return;
    for (const samples of block) {
      const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
      // A full disk or a signal can leave a write short: the rest, until it goes or fails.
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await file.write(bytes, done, bytes.length - done, written);
        done += bytesWritten;
        written += bytesWritten;
      }
    }
  };

  return {
    write: async (block) => {
      lengths.push(block[0]?.length ?? 0);
      bytes += block.reduce((sum, samples) => sum + samples.byteLength, 0);
      if (file === null && bytes <= MEMORY_BYTES) {
        held.push(block);
        return;
      }
      for (const earlier of held) await spill(earlier);
      held = [];
      await spill(block);
    },
    async *blocks(signal) {
      if (file === null) {
        const room = held[0]?.map(() => new Float32Array(Math.max(...lengths))) ?? [];
        for (const block of held) {
          signal?.throwIfAborted();
          yield block.map((samples, c) => {
            const copy = (room[c] as Float32Array).subarray(0, samples.length);
            copy.set(samples);
            return copy;
          });
        }
        return;
      }
      let at = 0;
      const room = Array.from({ length: channelCount }, () => new Float32Array(Math.max(...lengths)));
      for (const [k, frames] of lengths.entries()) {
        signal?.throwIfAborted();
        const block = room.map((samples) => samples.subarray(0, frames));
        if (silent[k]) {
          for (const samples of block) samples.fill(0);
          yield block;
          continue;
        }
        for (const samples of block) {
          const { buffer, byteLength } = samples;
          for (let done = 0; done < byteLength; ) {
            const { bytesRead } = await file.read(new Uint8Array(buffer), done, byteLength - done, at);
            if (bytesRead === 0) throw new Error(`${byteLength - done} bytes of sound put down are gone`);
            done += bytesRead;
            at += bytesRead;
          }
        }
        yield block;
      }
    },
    discard: async () => {
      held = [];
      await file?.close();
      if (directory) await rm(directory, { recursive: true, force: true });
      file = null;
      directory = null;
    },
  };
}
