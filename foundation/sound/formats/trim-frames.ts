import type { Block } from "../audio.ts";
import { mostFramesInBlock } from "./limits.ts";

/**
 * Leaves out the first `skip` frames of a stream and everything after the `length` that follow (null: keeps all), in
 * blocks of at most 65,536 frames. Gives the number of frames that came through.
 */
export async function* trimFrames(
  blocks: AsyncIterable<Block>,
  skip: number,
  length: number | null,
): AsyncGenerator<Block, number> {
  let toSkip = skip;
  let passed = 0;
  for await (const block of blocks) {
    const frames = block[0]!.length;
    let from = Math.min(toSkip, frames);
    toSkip -= from;
    while (from < frames && (length === null || passed < length)) {
      const room = length === null ? mostFramesInBlock : Math.min(mostFramesInBlock, length - passed);
      const to = Math.min(frames, from + room);
      yield from === 0 && to === frames ? block : block.map((channel) => channel.slice(from, to));
      passed += to - from;
      from = to;
    }
    // What is left is read on, so that damage in it is found.
  }
  return passed;
}
