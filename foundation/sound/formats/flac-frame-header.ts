import { crc8 } from "./flac-crc.ts";

/** How the channels of a frame lie in its subframes. RFC 9639, 9.1.3. */
export type FlacStereo = "independent" | "left-side" | "side-right" | "mid-side";

export interface FlacFrameHeader {
  /** Frames (samples per channel) in this block: 1 to 65536. */
  readonly blockFrames: number;
  /** Hz; 0: as in STREAMINFO. */
  readonly sampleRate: number;
  readonly channelCount: number;
  readonly stereo: FlacStereo;
  /** 0: as in STREAMINFO. */
  readonly bits: number;
  /** `number` counts samples where true, blocks otherwise. */
  readonly variable: boolean;
  readonly number: number;
  /** Length of the header, its CRC-8 included. */
  readonly bytes: number;
}

/** The longest header: 4 bytes, 7 of number, 2 of block size, 2 of rate, 1 of CRC. */
export const longestFlacHeader = 16;

const rates = [0, 88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000];
const depths = [0, 8, 12, -1, 16, 20, 24, 32];

/** The header of a frame at `at`; null when there is none (no sync code, a reserved value, or its CRC-8 is wrong). */
export function readFrameHeader(bytes: Uint8Array, at: number, end: number): FlacFrameHeader | null {
  if (at + 6 > end || bytes[at] !== 0xff || (bytes[at + 1]! & 0xfe) !== 0xf8) return null;
  const variable = (bytes[at + 1]! & 1) === 1;
  const sizeCode = bytes[at + 2]! >> 4;
  const rateCode = bytes[at + 2]! & 15;
  const channelCode = bytes[at + 3]! >> 4;
  const bits = depths[(bytes[at + 3]! >> 1) & 7]!;
  if (sizeCode === 0 || rateCode === 15 || channelCode > 10 || bits < 0 || (bytes[at + 3]! & 1) === 1) return null;
  const coded = readCodedNumber(bytes, at + 4, end);
  if (coded === null) return null;
  let next = at + 4 + coded.bytes;
  let blockFrames = sizeCode === 1 ? 192 : sizeCode < 6 ? 144 << sizeCode : sizeCode < 8 ? 0 : 1 << sizeCode;
  if (sizeCode === 6) blockFrames = bytes[next++]! + 1;
  if (sizeCode === 7) {
    blockFrames = ((bytes[next]! << 8) | bytes[next + 1]!) + 1;
    next += 2;
  }
  let sampleRate = rateCode < 12 ? rates[rateCode]! : 0;
  if (rateCode === 12) sampleRate = bytes[next++]! * 1000;
  if (rateCode > 12) {
    sampleRate = ((bytes[next]! << 8) | bytes[next + 1]!) * (rateCode === 14 ? 10 : 1);
    next += 2;
  }
  if (next >= end || crc8(bytes, at, next) !== bytes[next]) return null;
  const stereo =
    channelCode === 8
      ? "left-side"
      : channelCode === 9
        ? "side-right"
        : channelCode === 10
          ? "mid-side"
          : "independent";
  return {
    blockFrames,
    sampleRate,
    channelCount: channelCode < 8 ? channelCode + 1 : 2,
    stereo,
    bits,
    variable,
    number: coded.value,
    bytes: next + 1 - at,
  };
}

/** A number of up to 36 bits, coded as UTF-8 codes characters. RFC 9639, 9.1.5. */
function readCodedNumber(bytes: Uint8Array, at: number, end: number): { value: number; bytes: number } | null {
  const first = bytes[at]!;
  if (first < 0x80) return { value: first, bytes: 1 };
  const length = Math.clz32(~(first << 24));
  if (length < 2 || length > 7 || at + length > end) return null;
  let value = length === 7 ? 0 : first & (0x7f >> length);
  for (let n = 1; n < length; n++) {
    const byte = bytes[at + n]!;
    if (byte >> 6 !== 2) return null;
    value = value * 64 + (byte & 63);
  }
  return { value, bytes: length };
}
