/** What is kept of a stem's samples to find faults: sums and runs of all of it, and windows of it at a low rate. */
import { type Block, type Hertz, isSilent } from "../../foundation/sound/index.ts";
import { ClippingFinder } from "../measure/clipping.ts";

/** Rate of the windows, as a part of the song's. */
export const SKETCH_DIVISOR = 8;
export const WINDOW_SECONDS = 2.5;
/** So many windows are kept at most: then every other one is dropped, and only every other one taken from there on. */
const MOST_WINDOWS = 24;

export interface StemSketch {
  /** Mono, at the song's rate over SKETCH_DIVISOR; the key is the window's number on the song's time line. */
  readonly windows: ReadonlyMap<number, Float32Array>;
  /** Mean of each channel. */
  readonly means: readonly number[];
  /** Largest difference of left and right over the largest sample; 0 for mono. */
  readonly channelsDiffer: number;
  /** Runs of three samples and more at the file's maximum, all channels. */
  readonly clippedRuns: number;
  /** Highest sample. */
  readonly peak: number;
  /** RMS of the last 10 ms before the sound stops for good, and what the first silent sample jumps down from. */
  readonly endRms: number;
  readonly endJump: number;
  /** Frame at which it stops for good (after it there is exact silence or nothing). */
  readonly endFrame: number;
  readonly frames: number;
}

export interface StemSketcher {
  push(block: Block): void;
  finish(): StemSketch;
}

export function createStemSketcher(sampleRate: Hertz, channelCount: number): StemSketcher {
  const windowFrames = Math.round((WINDOW_SECONDS * sampleRate) / SKETCH_DIVISOR);
  const decimate = createDecimator();
  const clipping = new ClippingFinder(channelCount);
  const windows = new Map<number, Float32Array>();
  const sums = new Float64Array(channelCount);
  let stride = 1;
  let slow = 0;
  let frames = 0;
  let differ = 0;
  let peak = 0;
  const tail = new Float32Array(Math.round(sampleRate / 100));
  let endFrame = 0;
  let endRms = 0;
  let endJump = 0;

  const keep = (samples: Float32Array): void => {
    for (let n = 0; n < samples.length; ) {
      const number = Math.floor(slow / windowFrames);
      const at = slow - number * windowFrames;
      const count = Math.min(samples.length - n, windowFrames - at);
      if (number % stride === 0) {
        let window = windows.get(number);
        if (!window) {
          window = new Float32Array(windowFrames);
          windows.set(number, window);
        }
        window.set(samples.subarray(n, n + count), at);
      }
      n += count;
      slow += count;
      if (windows.size > MOST_WINDOWS) {
        stride *= 2;
        for (const key of [...windows.keys()]) if (key % stride !== 0) windows.delete(key);
      }
    }
  };

  return {
    push: (block) => {
      const left = block[0] as Float32Array;
      const right = block[1] ?? left;
      const mono = new Float32Array(left.length);
      if (isSilent(left) && isSilent(right)) {
        tail.fill(0);
        keep(decimate(mono));
        frames += left.length;
        return;
      }
      for (const [c, samples] of block.entries()) {
        clipping.look(c, samples, samples.length, frames, (from) => {
          const { level } = clipping;
          let at = from;
          while (at < samples.length) {
            const sample = samples[at] as number;
            if (sample >= level || -sample >= level) break;
            at++;
          }
          return at;
        });
      }
      let [sumLeft, sumRight, last] = [0, 0, -1];
      for (let n = 0; n < left.length; n++) {
        const a = left[n] as number;
        const b = right[n] as number;
        mono[n] = (a + b) / 2;
        sumLeft += a;
        sumRight += b;
        const between = a > b ? a - b : b - a;
        if (between > differ) differ = between;
        if (a !== 0 || b !== 0) last = n;
        if (a > peak) peak = a;
        else if (-a > peak) peak = -a;
        if (b > peak) peak = b;
        else if (-b > peak) peak = -b;
      }
      sums[0] = (sums[0] as number) + sumLeft;
      if (channelCount > 1) sums[1] = (sums[1] as number) + sumRight;
      const level = (n: number): number =>
        n < 0 ? (tail[tail.length + n] as number) : Math.max(Math.abs(left[n] as number), Math.abs(right[n] as number));
      if (last >= 0) {
        endFrame = frames + last + 1;
        endJump = level(last);
        endRms = rms(Float32Array.from(tail, (_, back) => level(last - back)));
      }
      const next = Float32Array.from(tail, (_, n) => level(left.length - tail.length + n));
      tail.set(next);
      keep(decimate(mono));
      frames += left.length;
    },
    finish: () => {
      return {
        windows,
        means: Array.from(sums, (sum) => sum / Math.max(1, frames)),
        channelsDiffer: peak > 0 ? differ / peak : 0,
        clippedRuns: clipping.finish(sampleRate).length,
        peak,
        endRms,
        endJump,
        endFrame,
        frames,
      };
    },
  };
}

/** Means of 16 samples, every 8: two boxes in a row. Rough, and the same for every stem; only likeness is looked for. */
function createDecimator(): (samples: Float32Array) => Float32Array {
  let held = 0;
  let counted = 0;
  let before = 0;
  return (samples) => {
    const out = new Float32Array(Math.floor((counted + samples.length) / SKETCH_DIVISOR));
    let at = 0;
    for (let n = 0; n < samples.length; n++) {
      held += samples[n] as number;
      if (++counted < SKETCH_DIVISOR) continue;
      out[at++] = (held + before) / (2 * SKETCH_DIVISOR);
      before = held;
      held = 0;
      counted = 0;
    }
    return out;
  };
}

function rms(values: Float32Array): number {
  let sum = 0;
  for (let n = 0; n < values.length; n++) sum += (values[n] as number) ** 2;
  return Math.sqrt(sum / values.length);
}
