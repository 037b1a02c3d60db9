/** A stream of blocks read in steps of any length, as stereo, moved in time. */
import type { Block } from "../../foundation/sound/audio.ts";
import { isSilent } from "../../foundation/sound/index.ts";

export interface StepReader {
  /** The next frames into `into` (stereo); silence after the end. True where all of it is silence. */
  read(into: Block): Promise<boolean>;
  close(): Promise<void>;
}

/** Mono goes to both channels, of more than two the first two are taken. `later`: frames of silence in front (or frames left out: under 0). */
export function createStepReader(blocks: AsyncIterable<Block>, later = 0): StepReader {
  const iterator = blocks[Symbol.asyncIterator]();
  let waiting = Math.max(0, later);
  let skip = Math.max(0, -later);
  let block: Block | null = null;
  let at = 0;
  let ended = false;

  const next = async (): Promise<void> => {
    while (!ended && (block === null || at >= (block[0]?.length ?? 0))) {
      const { value, done } = await iterator.next();
      if (done) {
        ended = true;
        block = null;
        return;
      }
      block = value;
      at = Math.min(skip, block?.[0]?.length ?? 0);
      skip -= at;
    }
  };

  return {
    read: async (into) => {
      const [left, right] = into as [Float32Array, Float32Array];
      left.fill(0);
      right.fill(0);
      let filled = Math.min(left.length, waiting);
      waiting -= filled;
      let silent = true;
      while (filled < left.length) {
        await next();
        if (block === null) break;
        const count = Math.min(left.length - filled, (block[0] as Float32Array).length - at);
        const a = (block[0] as Float32Array).subarray(at, at + count);
        const b = block[1]?.subarray(at, at + count) ?? a;
        left.set(a, filled);
        right.set(b, filled);
        if (silent) silent = isSilent(a) && isSilent(b);
        at += count;
        filled += count;
      }
      return silent;
    },
    close: async () => {
      await iterator.return?.();
    },
  };
}
