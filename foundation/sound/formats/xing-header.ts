import { asciiAt, viewOf } from "./bytes.ts";
import type { MpegFrameHeader } from "./mpeg-frame.ts";

/** What the first frame of an MP3 file says of the others. It holds no sound itself. */
export interface XingHeader {
  /** MPEG frames that follow; null: not said. */
  readonly mpegFrames: number | null;
  /** Frames that the encoder put before the sound and after it (LAME tag); null: not said. */
  readonly delay: number | null;
  readonly padding: number | null;
}

/**
 * Frames by which any MP3 decoder is late, beside the encoder's delay: 528 of the synthesis filter and one.
 * Source: LAME technical FAQ.
 */
export const mp3DecoderDelay = 529;

/**
 * A Xing, Info or VBRI header in the frame at `at`; null when it is a frame of sound. The delay is taken from the LAME
 * extension, which libavformat writes too. Source: G. Forsberg, LAME info tag, revision 1.
 */
export function readXing(bytes: Uint8Array, at: number, header: MpegFrameHeader): XingHeader | null {
  const end = Math.min(bytes.length, at + header.bytes);
  const view = viewOf(bytes);
  if (header.layer !== 3) return null;
  if (asciiAt(bytes, at + 36, 4) === "VBRI" && at + 54 <= end) {
    return { mpegFrames: view.getUint32(at + 50), delay: null, padding: null };
  }
  // A CRC after the header is left out of the place by some writers, counted by others.
  for (const start of [at + header.sideEnd, at + header.sideEnd + 2]) {
    const name = asciiAt(bytes, start, 4);
    if ((name !== "Xing" && name !== "Info") || start + 8 > end) continue;
    const flags = view.getUint32(start + 4);
    let next = start + 8;
    let mpegFrames: number | null = null;
    if ((flags & 1) !== 0 && next + 4 <= end) mpegFrames = view.getUint32(next);
    next += (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
    if (next + 24 > end || !/^[A-Za-z]/.test(asciiAt(bytes, next, 1)))
      return { mpegFrames, delay: null, padding: null };
    const delays = (bytes[next + 21]! << 16) | (bytes[next + 22]! << 8) | bytes[next + 23]!;
    return { mpegFrames, delay: delays >> 12, padding: delays & 0xfff };
  }
  return null;
}

/** Delay, padding and length that iTunes writes into a comment: " 00000000 00000210 00000A2C 00000000000A0B44 ...". */
export function readITunSmpb(text: string): { delay: number; padding: number; frames: number } | null {
  const numbers = /^\s*[0-9A-F]{8} ([0-9A-F]{8}) ([0-9A-F]{8}) ([0-9A-F]{16})/i.exec(text);
  if (!numbers) return null;
  const [delay, padding, frames] = [1, 2, 3].map((group) => Number.parseInt(numbers[group]!, 16)) as [
    number,
    number,
    number,
  ];
  return frames > 0 && delay < 65_536 ? { delay, padding, frames } : null;
}
