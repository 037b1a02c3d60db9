/**
 * The layout of decoded sound in a project's cache. "KEY.pcm" holds blocks of 65,536 frames, in each channel after
 * channel as 32-bit floats (the last block filled up with zeros); "KEY.peaks" least and greatest samples of each 256
 * frames, channel after channel; "KEY.json" the shape, written last.
 */
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
