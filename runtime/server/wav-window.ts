/** Any stretch of an uncompressed WAV file, read where it lies. */
import { decodePcm } from "../../foundation/sound/formats/pcm-decode.ts";
import { sniffSound } from "../../foundation/sound/formats/sniff.ts";
import { placeOfWav } from "../../foundation/sound/formats/wav-reader.ts";
import { openFileBytes } from "../codecs/file-bytes.ts";
import type { DecodedShape } from "./sound-file-cache.ts";

export interface WavWindow {
  readonly shape: DecodedShape;
  /** Planar 32-bit floats, channel after channel. */
  read(from: number, frames: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Uncompressed WAV; null for everything else. */
export async function wavWindow(path: string): Promise<WavWindow | null> {
  const reader = await openFileBytes(path);
  try {
    if (sniffSound(await reader.read(0, 64))?.reader !== "wav") {
      await reader.close();
      return null;
    }
    const { format, layout, offset, frames } = await placeOfWav(reader);
    const channels = format.channelCount;
    const frameBytes = layout.bytes * channels;
    return {
      shape: { sampleRate: format.sampleRate, channels, frames },
      async read(from, wanted) {
        const bytes = await reader.read(offset + from * frameBytes, wanted * frameBytes);
        const got = Math.floor(bytes.length / frameBytes);
        const findings = { notFinite: 0, firstNotFinite: -1, rounded: 0 };
        const block = decodePcm(bytes, layout, channels, got, findings);
        const planar = new Float32Array(channels * got);
        for (const [channel, samples] of block.entries()) planar.set(samples, channel * got);
        return new Uint8Array(planar.buffer);
      },
      close: () => reader.close(),
    };
  } catch {
    // Compressed inside, or damaged: the decoder says which.
    await reader.close();
    return null;
  }
}
