import { asciiAt, viewOf } from "./bytes.ts";
import { readFrameHeader } from "./flac-frame-header.ts";
import { readMpegHeader, sameMpegStream } from "./mpeg-frame.ts";

/** Which reader a file is for. */
export type SoundKind =
  | { readonly reader: "wav" | "aiff" | "flac" | "mpeg" | "vorbis" | "opus" | "mp4" }
  | { readonly reader: "ffmpeg"; readonly demuxer: string };

const ffmpeg = (demuxer: string): SoundKind => ({ reader: "ffmpeg", demuxer });

const beginnings: readonly [text: string, demuxer: string][] = [
  ["caff", "caf"],
  ["\x1aE\xdf\xa3", "matroska"],
  ["\x30\x26\xb2\x75\x8e\x66\xcf\x11", "asf"],
  ["wvpk", "wv"],
  ["MAC ", "ape"],
  ["TTA1", "tta"],
  ["MPCK", "mpc8"],
  ["MP+", "mpc"],
  [".snd", "au"],
  ["DSD ", "dsf"],
  ["riff\x2e\x91\xcf\x11", "w64"],
  ["RIFX", "wav"],
  ["#!AMR", "amr"],
  ["\x0b\x77", "ac3"],
  ["FLV\x01", "flv"],
];

/**
 * What a file is, by its content. Only formats that hold sound themselves are known: playlists, lists of files and
 * descriptions of streams are not, so that nothing leads to other files. Null: nothing that we know.
 *
 * @param head the first bytes, after an ID3v2 tag if there is one; 64 KiB or all there are
 */
export function sniffSound(head: Uint8Array): SoundKind | null {
  const four = asciiAt(head, 0, 4);
  const kind = asciiAt(head, 8, 4);
  if ((four === "RIFF" || four === "RF64" || four === "BW64") && kind === "WAVE") return { reader: "wav" };
  if (four === "FORM" && (kind === "AIFF" || kind === "AIFC")) return { reader: "aiff" };
  if (four === "fLaC") return { reader: "flac" };
  if (four === "OggS") return sniffOgg(head);
  if (["ftyp", "moov", "mdat", "wide", "free", "skip"].includes(asciiAt(head, 4, 4))) return { reader: "mp4" };
  const known = beginnings.find(([text]) => asciiAt(head, 0, text.length) === text);
  if (known) return ffmpeg(known[1]);
  if (readFrameHeader(head, 0, head.length) !== null) return { reader: "flac" };
  if (adtsChain(head, 0)) return ffmpeg("aac");
  if (mpegChain(head, 0, 1)) return { reader: "mpeg" };
  // Streams that were cut begin anywhere.
  for (let at = head.indexOf(0xff, 1); at >= 0; at = head.indexOf(0xff, at + 1)) {
    if (mpegChain(head, at, 3)) return { reader: "mpeg" };
    if (readFrameHeader(head, at, head.length) !== null) return { reader: "flac" };
  }
  return null;
}

function sniffOgg(head: Uint8Array): SoundKind {
  const packet = 27 + (head[26] ?? 0);
  if (asciiAt(head, packet, 8) === "OpusHead") return { reader: "opus" };
  if (asciiAt(head, packet + 1, 6) === "vorbis") return { reader: "vorbis" };
  return ffmpeg("ogg");
}

/** A frame at `at`, followed by `more` of its kind as far as the bytes go. */
function mpegChain(bytes: Uint8Array, at: number, more: number): boolean {
  const first = readMpegHeader(bytes, at, bytes.length);
  if (first === null) return false;
  for (let n = 0, next = at + first.bytes; n < more; n++) {
    if (next >= bytes.length) return n > 0 || at === 0;
    const header = readMpegHeader(bytes, next, bytes.length);
    if (header === null || !sameMpegStream(first, header)) return false;
    next += header.bytes;
  }
  return true;
}

/** AAC frames with ADTS headers: three in a row, or as many as there are. ISO/IEC 13818-7. */
function adtsChain(bytes: Uint8Array, at: number): boolean {
  const view = viewOf(bytes);
  let found = 0;
  for (; found < 3 && at + 7 <= bytes.length; found++) {
    if ((view.getUint16(at) & 0xfff6) !== 0xfff0) return false;
    const length = ((bytes[at + 3]! & 3) << 11) | (bytes[at + 4]! << 3) | (bytes[at + 5]! >> 5);
    if (length < 7) return false;
    at += length;
  }
  return found > 0 && (found === 3 || at >= bytes.length);
}
