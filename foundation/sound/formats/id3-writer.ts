import type { SoundTags } from "../audio.ts";
import { asciiBytes, joinBytes, utf8Bytes, viewOf } from "./bytes.ts";

const textFrames = [
  ["TIT2", "title"],
  ["TPE1", "artist"],
  ["TALB", "album"],
  ["TRCK", "track"],
  ["TDRC", "date"],
  ["TCON", "genre"],
  ["TSRC", "isrc"],
  ["TCOP", "copyright"],
] as const;

const zero = new Uint8Array(1);
const inUtf8 = new Uint8Array([3]);

/** An ID3v2.4.0 tag (UTF-8, no padding); null when the tags have nothing that it holds. Source: id3.org, id3v2.4.0. */
export function id3Tag(tags: SoundTags): Uint8Array<ArrayBuffer> | null {
  const frames: Uint8Array[] = [];
  for (const [id, field] of textFrames) {
    const text = tags[field];
    if (text) frames.push(frame(id, [inUtf8, utf8Bytes(text)]));
  }
  if (tags.upc) {
    // Two names are in use: UPC in stores' tools, BARCODE in MusicBrainz Picard and Mp3tag.
    for (const name of ["UPC", "BARCODE"])
      frames.push(frame("TXXX", [inUtf8, asciiBytes(name), zero, utf8Bytes(tags.upc)]));
  }
  if (tags.comment) frames.push(frame("COMM", [inUtf8, asciiBytes("XXX"), zero, utf8Bytes(tags.comment)]));
  if (tags.cover) {
    const frontCover = new Uint8Array([3]);
    frames.push(frame("APIC", [inUtf8, asciiBytes(tags.cover.mime), zero, frontCover, zero, tags.cover.bytes]));
  }
  if (frames.length === 0) return null;
  const body = joinBytes(frames);
  const head = new Uint8Array(10);
  head.set(asciiBytes("ID3"));
  head[3] = 4;
  setSyncsafe(head, 6, body.length);
  return joinBytes([head, body]);
}

function frame(id: string, parts: readonly Uint8Array[]): Uint8Array {
  const body = joinBytes(parts);
  const head = new Uint8Array(10);
  head.set(asciiBytes(id));
  setSyncsafe(head, 4, body.length);
  return joinBytes([head, body]);
}

/** 28 bits in four bytes of seven: no byte of a length can look like the sync of a frame. */
function setSyncsafe(bytes: Uint8Array, offset: number, value: number): void {
  const spread = ((value >> 21) << 24) | (((value >> 14) & 127) << 16) | (((value >> 7) & 127) << 8) | (value & 127);
  viewOf(bytes).setUint32(offset, spread >>> 0, false);
}
