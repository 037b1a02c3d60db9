import { InputError } from "../../plan/errors.ts";
import type { Block, ByteWriter, ExactBlock, SampleFormat } from "../audio.ts";
import { encodePcm, type QuantiseFindings } from "./pcm-encode.ts";
import type { PcmLayout } from "./pcm-layout.ts";
import { WarningList, type WarningSink } from "./warning-list.ts";

/** What a container says around its samples. */
export interface PcmContainer {
  /** Prefix of the warnings' codes: "wav", "aiff". */
  readonly name: string;
  readonly channelCount: number;
  readonly samples: SampleFormat;
  readonly layout: PcmLayout;
  /** The bytes before the samples; of one length whatever it is given. */
  header(frames: number): Uint8Array;
  /** The bytes after the samples (padding included). */
  trailer(frames: number): Uint8Array;
}

/** Uncompressed samples written into any container: header first, patched at the end. */
export function pcmSink(
  writer: ByteWriter,
  container: PcmContainer,
  warnings: WarningList = new WarningList(),
): WarningSink {
  const { channelCount, layout, samples, name } = container;
  const findings: QuantiseFindings = { clipped: 0, notANumber: 0 };
  let frames = 0;
  let begun = false;
  const begin = async () => {
    if (begun) return;
    begun = true;
    await writer.append(container.header(0));
  };
  return {
    warnings: warnings.list,
    write: async (block) => {
      const length = checkBlock(block, channelCount);
      await begin();
      if (length === 0) return;
      const bytes = new Uint8Array(length * channelCount * layout.bytes);
      encodePcm(block, layout, samples.bits, bytes, findings);
      frames += length;
      await writer.append(bytes);
    },
    finish: async () => {
      await begin();
      warnOfQuantising(warnings, name, findings);
      const trailer = container.trailer(frames);
      if (trailer.length > 0) await writer.append(trailer);
      await writer.patch(0, container.header(frames));
    },
    abort: async () => {},
  };
}

/** The frames of a block; an InputError when its channels are not as many as promised or not of one length. */
export function checkBlock(block: Block | ExactBlock, channelCount: number): number {
  if (block.length !== channelCount) {
    throw new InputError("block", `${channelCount} channels`, `${block.length}`);
  }
  const frames = block[0]!.length;
  for (const channel of block) {
    if (channel.length !== frames)
      throw new InputError("block", "channels of one length", `${frames} and ${channel.length}`);
  }
  return frames;
}

export function warnOfQuantising(warnings: WarningList, name: string, { clipped, notANumber }: QuantiseFindings): void {
  if (clipped > 0) {
    warnings.add(`${name}.clipped`, `${clipped} samples were beyond full scale and were clipped.`, null, {
      count: clipped,
    });
  }
  if (notANumber > 0) {
    warnings.add(`${name}.not-a-number`, `${notANumber} samples were not numbers and were written as 0.`, null, {
      count: notANumber,
    });
  }
}
