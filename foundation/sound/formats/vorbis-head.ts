import { FormatError } from "../../plan/errors.ts";
import { asciiAt, describeBytes, viewOf } from "./bytes.ts";
import { checkShape } from "./limits.ts";

/** The first packet of a Vorbis stream. Vorbis I, 4.2.2. */
export interface VorbisHead {
  readonly channelCount: number;
  readonly sampleRate: number;
  /** Frames of the longer of its two block sizes. */
  readonly longBlock: number;
}

export function readVorbisHead(packet: Uint8Array, offset: number): VorbisHead {
  if (packet.length < 30 || packet[0] !== 1 || asciiAt(packet, 1, 6) !== "vorbis") {
    throw new FormatError("Vorbis", offset, 'a header with "vorbis"', describeBytes(packet.subarray(0, 7)));
  }
  const view = viewOf(packet);
  const version = view.getUint32(7, true);
  if (version !== 0) throw new FormatError("Vorbis", offset + 7, "version 0", `${version}`);
  const channelCount = packet[11]!;
  const sampleRate = view.getUint32(12, true);
  checkShape("Vorbis", offset + 11, sampleRate, channelCount);
  const short = packet[28]! & 15;
  const long = packet[28]! >> 4;
  if (short < 6 || long > 13 || short > long)
    throw new FormatError("Vorbis", offset + 28, "block sizes of 64 to 8192", `2^${short} and 2^${long}`);
  return { channelCount, sampleRate, longBlock: 1 << long };
}
