import { InputError } from "../../foundation/plan/errors.ts";
import type { SoundTarget } from "../../foundation/sound/formats/sound-target.ts";

/** How ffmpeg is to encode a lossy format. */
export interface LossyEncoding {
  readonly args: readonly string[];
  readonly muxer: string;
  readonly rates: readonly number[];
  readonly mostChannels: number;
}

const mpegRates = [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];
const aacRates = [7_350, ...mpegRates, 64_000, 88_200, 96_000];
const anyRate: readonly number[] = [];

/** Encoder settings by container. Without a bit rate: what is taken for transparent. */
export function lossyEncoding({ container, bitsPerSecond, sampleRate }: SoundTarget): LossyEncoding | null {
  const rate = (usual: number) => ["-b:a", `${bitsPerSecond ?? usual}`];
  switch (container) {
    case "mp3":
      // 320 kbit/s is for 32 kHz and above; MPEG-2 ends at 160.
      return {
        args: [
          "-c:a",
          "libmp3lame",
          ...rate(sampleRate >= 32_000 ? 320_000 : sampleRate >= 16_000 ? 160_000 : 64_000),
          "-id3v2_version",
          "0",
        ],
        muxer: "mp3",
        rates: mpegRates,
        mostChannels: 2,
      };
    case "m4a":
      return { args: ["-c:a", "aac", ...rate(256_000)], muxer: "ipod", rates: aacRates, mostChannels: 8 };
    case "ogg-vorbis":
      return {
        args: ["-c:a", "libvorbis", ...(bitsPerSecond ? rate(0) : ["-q:a", "8"])],
        muxer: "ogg",
        rates: anyRate,
        mostChannels: 8,
      };
    case "ogg-opus":
      return {
        args: ["-c:a", "libopus", ...rate(256_000)],
        muxer: "opus",
        rates: [8_000, 12_000, 16_000, 24_000, 48_000],
        mostChannels: 8,
      };
    default:
      return null;
  }
}

export function checkLossy(
  { container, sampleRate, channelCount }: SoundTarget,
  { rates, mostChannels }: LossyEncoding,
): void {
  if (rates.length > 0 && !rates.includes(sampleRate)) {
    throw new InputError("sampleRate", `${rates.join(", ")} Hz for ${container}`, `${sampleRate}`);
  }
  if (!Number.isInteger(channelCount) || channelCount < 1 || channelCount > mostChannels) {
    throw new InputError("channelCount", `1 to ${mostChannels} for ${container}`, `${channelCount}`);
  }
}
