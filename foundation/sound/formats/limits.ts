import { FormatError } from "../../plan/errors.ts";
import type { SampleFormat } from "../audio.ts";

/** The most frames in one block of a source. */
export const mostFramesInBlock = 65_536;

/** Frames that PCM readers put in one block: small enough for the processor's cache, large enough to forget the calls. */
export const framesPerBlock = 16_384;

/** The most bytes of tags, pictures and kept chunks that are held in memory. */
export const mostTagBytes: number = 64 * 1024 * 1024;

/**
 * Refuses what no sound of ours has: rates outside 1 Hz to 1 MHz, channel counts outside 1 to 32.
 * (8 to 384 kHz is what is tested; older and stranger rates still are sound.)
 */
export function checkShape(format: string, offset: number, sampleRate: number, channelCount: number): void {
  if (!(channelCount >= 1 && channelCount <= 32)) {
    throw new FormatError(format, offset, "1 to 32 channels", `${channelCount}`);
  }
  if (!(sampleRate >= 1 && sampleRate <= 1_000_000)) {
    throw new FormatError(format, offset, "a sample rate of 1 to 1,000,000 Hz", `${sampleRate} Hz`);
  }
}

/** True where Float32 cannot hold every value of the format: 25- to 32-bit integers, 64-bit floats. */
export function needsExact(samples: SampleFormat): boolean {
  return samples.kind === "integer" ? samples.bits > 24 : samples.bits > 32;
}
