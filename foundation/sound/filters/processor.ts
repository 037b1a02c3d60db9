import type { Block } from "../audio.ts";

/** Something that changes a stream of blocks: as many frames come out as went in, none of them late. */
export interface Processor {
  /** Frames that are ready; may be fewer or more than went in. */
  push(block: Block): Block;
  /** What is left after the last block. */
  flush(): Block;
}

/** One after the other. */
export function chained(processors: readonly Processor[]): Processor {
  return {
    push: (block) => processors.reduce((now, processor) => processor.push(now), block),
    flush: () =>
      processors.reduce<Block>((rest, processor) => {
        if (!rest[0]?.length) return processor.flush();
        return join([processor.push(rest), processor.flush()]);
      }, []),
  };
}

/** Blocks of as many channels, one after the other as one. */
export function join(blocks: readonly Block[]): Block {
  if (blocks.length === 1) return blocks[0] as Block;
  const frames = blocks.reduce((sum, [first]) => sum + (first?.length ?? 0), 0);
  const channels = blocks[0]?.length ?? 2;
  return Array.from({ length: channels }, (_, channel) => {
    const samples = new Float32Array(frames);
    let at = 0;
    for (const block of blocks) {
      const part = block[channel] as Float32Array;
      samples.set(part, at);
      at += part.length;
    }
    return samples;
  });
}
