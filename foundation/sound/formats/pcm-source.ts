import type { Block, ByteReader, ExactBlock, SoundFormat, SoundSource, SoundTags } from "../audio.ts";
import { framesPerBlock, needsExact } from "./limits.ts";
import { decodePcm, decodePcmExact, type PcmFindings } from "./pcm-decode.ts";
import type { PcmLayout } from "./pcm-layout.ts";
import type { WarningList } from "./warning-list.ts";

/** Where the samples of a file lie, and what is known of it. */
export interface PcmPlace {
  readonly reader: ByteReader;
  /** Prefix of the warnings' codes: "wav", "aiff". */
  readonly name: string;
  readonly format: SoundFormat;
  readonly layout: PcmLayout;
  /** Byte of the first sample. */
  readonly offset: number;
  readonly frames: number;
  readonly tags: SoundTags;
  readonly warnings: WarningList;
}

/** Uncompressed samples of any container as a source. */
export function pcmSource(place: PcmPlace): SoundSource {
  const { format, layout, warnings } = place;
  const { channelCount } = format;

  async function* blocks(signal?: AbortSignal): AsyncGenerator<Block> {
    const total: PcmFindings = { notFinite: 0, firstNotFinite: -1, rounded: 0 };
    for await (const { bytes, frames, at } of stretches(place, signal)) {
      const found: PcmFindings = { notFinite: 0, firstNotFinite: -1, rounded: 0 };
      const block = decodePcm(bytes, layout, channelCount, frames, found);
      if (found.notFinite > 0 && total.firstNotFinite < 0) total.firstNotFinite = at + found.firstNotFinite;
      total.notFinite += found.notFinite;
      total.rounded += found.rounded;
      warnOfSamples(place, total);
      yield block;
    }
  }

  async function* exactBlocks(signal?: AbortSignal): AsyncGenerator<ExactBlock> {
    for await (const { bytes, frames } of stretches(place, signal)) {
      yield decodePcmExact(bytes, layout, channelCount, frames);
    }
  }

  const source: SoundSource = { format, tags: place.tags, warnings: warnings.list, blocks, close: async () => {} };
  return format.samples && needsExact(format.samples) ? { ...source, exactBlocks } : source;
}

/** Bytes read with one call: each costs some tenths of a millisecond, whatever it brings. */
const bytesAtOnce = 1024 * 1024;

async function* stretches(
  { reader, name, offset, frames, layout, format, warnings }: PcmPlace,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ bytes: Uint8Array; frames: number; at: number }> {
  const frameBytes = layout.bytes * format.channelCount;
  const blockFrames = Math.max(
    8,
    Math.min(framesPerBlock, 8 * Math.floor((4 * framesPerBlock) / format.channelCount / 8)),
  );
  const framesAtOnce = blockFrames * Math.max(1, Math.floor(bytesAtOnce / (blockFrames * frameBytes)));
  const readAt = (at: number) =>
    reader.read(offset + at * frameBytes, Math.min(framesAtOnce, frames - at) * frameBytes);
  let next = frames > 0 ? readAt(0) : null;
  for (let at = 0; next !== null; ) {
    const bytes = await next;
    signal?.throwIfAborted();
    const got = Math.floor(bytes.length / frameBytes);
    const wanted = Math.min(framesAtOnce, frames - at);
    // The next stretch is on its way while this one is decoded.
    next = got === wanted && at + got < frames ? readAt(at + got) : null;
    next?.catch(() => {}); // whoever stops listening in between must not bring the program down
    for (let from = 0; from < got; from += blockFrames) {
      signal?.throwIfAborted();
      const length = Math.min(blockFrames, got - from);
      yield { bytes: bytes.subarray(from * frameBytes, (from + length) * frameBytes), frames: length, at: at + from };
    }
    at += got;
    if (got < wanted) {
      warnings.add(`${name}.truncated`, `The file ends after ${at} of ${frames} frames.`, offset + at * frameBytes, {
        expectedFrames: frames,
        foundFrames: at,
      });
    }
  }
}

function warnOfSamples({ name, warnings, offset, layout, format }: PcmPlace, found: PcmFindings): void {
  if (found.notFinite > 0) {
    const byte = offset + found.firstNotFinite * layout.bytes * format.channelCount;
    warnings.add(
      `${name}.not-finite`,
      `${found.notFinite} samples are NaN or infinite, the first in frame ${found.firstNotFinite}.`,
      byte,
      { count: found.notFinite, firstFrame: found.firstNotFinite },
    );
  }
  if (found.rounded > 0) {
    warnings.add(`${name}.rounded`, `${found.rounded} samples were rounded to 32-bit floats.`, null, {
      count: found.rounded,
    });
  }
}
