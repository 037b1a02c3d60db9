import { InputError } from "../../plan/errors.ts";
import type { SampleFormat } from "../audio.ts";

/** What a sink is to write. A SoundFormat of a source can be given as it is. */
export interface SoundTarget {
  /** "wav" ("rf64", "bw64"), "aiff" ("aifc"), "flac", "mp3", "m4a", "ogg-vorbis", "ogg-opus". */
  readonly container: string;
  readonly sampleRate: number;
  /** 1 to 32. */
  readonly channelCount: number;
  /** How samples are to lie in the file; 24-bit integers where null and the format is lossless; nothing to lossy ones. */
  readonly samples?: SampleFormat | null;
  /** Frames that will come, where they are known. */
  readonly frames?: number | null;
  /** Lossy formats: bits per second; null or absent for the format's usual highest quality. */
  readonly bitsPerSecond?: number | null;
}

/** The sample format of a target that a lossless container can hold; an InputError otherwise. */
export function checkTarget(
  target: SoundTarget,
  holds: (samples: SampleFormat) => boolean,
  mostChannels = 32,
): SampleFormat {
  const { channelCount, sampleRate } = target;
  if (!Number.isInteger(channelCount) || channelCount < 1 || channelCount > mostChannels) {
    throw new InputError("channelCount", `1 to ${mostChannels} for ${target.container}`, `${channelCount}`);
  }
  if (!Number.isInteger(sampleRate) || sampleRate < 1 || sampleRate > 1_000_000) {
    throw new InputError("sampleRate", "1 to 1,000,000 Hz, a whole number", `${sampleRate}`);
  }
  const samples = target.samples ?? { kind: "integer", bits: 24 };
  if (!Number.isInteger(samples.bits) || !holds(samples)) {
    throw new InputError(
      "samples",
      `a sample format that ${target.container} holds`,
      `${samples.bits}-bit ${samples.kind}`,
    );
  }
  return samples;
}
