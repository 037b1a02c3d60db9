import { FormatError } from "../../plan/errors.ts";
import { asciiAt, describeBytes, viewOf } from "./bytes.ts";
import { OtherCodecError } from "./other-codec.ts";

/** The first packet of an Opus stream. RFC 7845, 5.1. */
export interface OpusHead {
  readonly channelCount: number;
  /** Frames (at 48 kHz) to leave out at the beginning. */
  readonly preSkip: number;
  /** Gain to apply, in 1/256 dB. */
  readonly outputGain: number;
  readonly family: number;
  readonly streamCount: number;
  readonly coupledStreamCount: number;
  readonly mapping: readonly number[];
}

export function readOpusHead(packet: Uint8Array, offset: number): OpusHead {
  if (asciiAt(packet, 0, 8) !== "OpusHead" || packet.length < 19) {
    throw new FormatError("Opus", offset, '"OpusHead"', describeBytes(packet.subarray(0, 8)));
  }
  const view = viewOf(packet);
  if (packet[8]! > 15) throw new OtherCodecError("Opus", offset + 8, "version 0 to 15", `${packet[8]}`);
  const channelCount = packet[9]!;
  const family = packet[18]!;
  const common = { channelCount, preSkip: view.getUint16(10, true), outputGain: view.getInt16(16, true), family };
  if (channelCount < 1 || channelCount > 32)
    throw new FormatError("Opus", offset + 9, "1 to 32 channels", `${channelCount}`);
  if (family === 0) {
    if (channelCount > 2) throw new FormatError("Opus", offset + 9, "1 or 2 channels", `${channelCount}`);
    return {
      ...common,
      streamCount: 1,
      coupledStreamCount: channelCount - 1,
      mapping: channelCount === 1 ? [0] : [0, 1],
    };
  }
  if (family === 3) throw new OtherCodecError("Opus", offset + 18, "channel mapping 0, 1, 2 or 255", "3");
  if (packet.length < 21 + channelCount) throw new FormatError("Opus", offset, "a channel mapping", "end of packet");
  const streamCount = packet[19]!;
  const coupledStreamCount = packet[20]!;
  const mapping = Array.from(packet.subarray(21, 21 + channelCount));
  const coded = streamCount + coupledStreamCount;
  if (streamCount < 1 || coupledStreamCount > streamCount || mapping.some((at) => at !== 255 && at >= coded)) {
    throw new FormatError("Opus", offset + 19, "a channel mapping within its streams", mapping.join(" "));
  }
  return { ...common, streamCount, coupledStreamCount, mapping };
}

/** Frames at 48 kHz in a packet, told by its first bytes; 0 for an empty or impossible one. RFC 6716, 3.1. */
export function opusPacketFrames(packet: Uint8Array): number {
  if (packet.length === 0) return 0;
  const configuration = packet[0]! >> 3;
  const code = packet[0]! & 3;
  const each =
    configuration < 12
      ? [480, 960, 1920, 2880][configuration & 3]!
      : configuration < 16
        ? [480, 960][configuration & 1]!
        : [120, 240, 480, 960][configuration & 3]!;
  const count = code === 0 ? 1 : code < 3 ? 2 : (packet[1] ?? 0) & 63;
  return each * count <= 5760 ? each * count : 0;
}
