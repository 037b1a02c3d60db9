import type { ByteReader } from "../audio.ts";
import { ByteWindow } from "./byte-window.ts";
import { asciiAt } from "./bytes.ts";
import { id3Length } from "./id3-reader.ts";
import { type MpegFrameHeader, readMpegHeader, sameMpegStream } from "./mpeg-frame.ts";

export interface MpegFrame {
  readonly header: MpegFrameHeader;
  readonly offset: number;
  /** A view that is valid until the next frame is asked for. */
  readonly bytes: Uint8Array;
}

/** Bytes between frames that are none, or a last frame that is not whole. */
export interface MpegGap {
  readonly gap: "skipped" | "truncated";
  readonly offset: number;
  readonly length: number;
}

/**
 * The frames of an MPEG audio stream from `offset` on, and what lies between them. A frame counts when another of its
 * kind, a tag, or the end of the file follows it; after sound was met, its own header is enough.
 */
export async function* mpegFrames(reader: ByteReader, offset: number): AsyncGenerator<MpegFrame | MpegGap> {
  const window = new ByteWindow(reader);
  let first: MpegFrameHeader | null = null;
  let gapAt = -1;
  for (let at = offset; at < reader.size; ) {
    const index = await window.seek(at, 8192);
    const header = readMpegHeader(window.bytes, index, window.length);
    const fits =
      header !== null &&
      (first === null || sameMpegStream(first, header)) &&
      follows(window, index, header, first === null || gapAt >= 0);
    if (!fits) {
      const tag = tagLength(window.bytes, index, window.length, reader.size - at);
      if (tag > 0) {
        at += tag;
        continue;
      }
      if (gapAt < 0) gapAt = at;
      let next = window.bytes.indexOf(0xff, index + 1);
      while (next >= 0 && next + 4 <= window.length && readMpegHeader(window.bytes, next, window.length) === null) {
        next = window.bytes.indexOf(0xff, next + 1);
      }
      at += next < 0 || next >= window.length ? Math.max(1, window.length - index) : next - index;
      continue;
    }
    if (gapAt >= 0) yield { gap: "skipped", offset: gapAt, length: at - gapAt };
    gapAt = -1;
    if (index + header.bytes > window.length) {
      yield { gap: "truncated", offset: at, length: window.length - index };
      return;
    }
    first ??= header;
    yield { header, offset: at, bytes: window.bytes.subarray(index, index + header.bytes) };
    at += header.bytes;
  }
  if (gapAt >= 0) yield { gap: "skipped", offset: gapAt, length: reader.size - gapAt };
}

function follows(window: ByteWindow, index: number, header: MpegFrameHeader, strict: boolean): boolean {
  if (!strict) return true;
  const next = index + header.bytes;
  if (next >= window.length) return window.atEnd && next === window.length;
  const other = readMpegHeader(window.bytes, next, window.length);
  return (
    (other !== null && sameMpegStream(header, other)) || tagLength(window.bytes, next, window.length, Infinity) > 0
  );
}

/** The length of a tag that stands among or after the frames: ID3v2, ID3v1, APE, Lyrics3. */
function tagLength(bytes: Uint8Array, at: number, end: number, left: number): number {
  const name = asciiAt(bytes, at, 8);
  if (name.startsWith("TAG") && left === 128) return 128;
  if (name.startsWith("TAG") && left === Infinity && end - at === 128) return 128;
  if (name.startsWith("ID3")) return Math.min(left, id3Length(bytes.subarray(at, at + 10)) ?? 0);
  if (name === "APETAGEX" && at + 16 <= end) {
    const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(at + 12, true) + 32;
    return size <= left ? size : 0;
  }
  return 0;
}
