import type { Block } from "./audio.ts";
import { createKernels } from "./kernels/instance.ts";

export type DitherKind = "tpdf" | "shaped";

/** Stretches of digital silence at least this long stay silent. */
const SILENT_FRAMES = 64;
const CHUNK = 8192;

/** Rounds blocks to integers of `bits` in place of what they are; blocks are changed in place and given back. */
export interface Quantiser {
  push(block: Block): Block;
}

/**
 * Triangular dither of two steps (flat, or shaped away from where hearing is keenest), then rounding to `bits`; what
 * would pass full scale is held there. The same `seed` gives the same bits; each channel draws its own numbers.
 */
export function createQuantiser(bits: number, kind: DitherKind, seed: number, channelCount: number): Quantiser {
  const channels = Array.from({ length: channelCount }, (_, c) => {
    const { kernels, floats, doubles, integers } = createKernels(CHUNK * 4 + 256);
    const state = integers(2);
    doubles(2); // the two errors follow the seed
    state.view[0] = (Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(c + 1, 0x85ebca6b)) | 1;
    return { kernels, x: floats(CHUNK), state };
  });
  const scale = 2 ** (bits - 1);
  return {
    push: (block) => {
      const frames = block[0]?.length ?? 0;
      for (const [from, to] of soundingStretches(block, frames)) {
        channels.forEach(({ kernels, x, state }, c) => {
          const samples = block[c] as Float32Array;
          for (let start = from; start < to; start += CHUNK) {
            const part = samples.subarray(start, Math.min(to, start + CHUNK));
            x.view.set(part);
            kernels.quantise(x.at, part.length, scale, kind === "shaped" ? 1 : 0, state.at);
            part.set(x.view.subarray(0, part.length));
          }
        });
      }
      return block;
    },
  };
}

/** [from, to) of what lies between runs of exact zeros in all channels. Such a run holds a frame of every stride. */
function soundingStretches(block: Block, frames: number): [number, number][] {
  const silent = (n: number): boolean => block.every((samples) => samples[n] === 0);
  const stretches: [number, number][] = [];
  let from = 0;
  for (let probe = SILENT_FRAMES - 1; probe < frames + SILENT_FRAMES; probe += SILENT_FRAMES / 2) {
    const at = Math.min(probe, frames - 1);
    if (at < from || !silent(at)) continue;
    let start = at;
    let end = at + 1;
    while (start > from && silent(start - 1)) start--;
    while (end < frames && silent(end)) end++;
    if (end - start < SILENT_FRAMES && !(end - start === frames)) continue;
    if (start > from) stretches.push([from, start]);
    from = end;
    probe = Math.max(probe, end);
  }
  if (from < frames) stretches.push([from, frames]);
  return stretches;
}
