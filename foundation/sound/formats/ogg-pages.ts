import type { ByteReader } from "../audio.ts";
import { ByteWindow } from "./byte-window.ts";
import { asciiAt } from "./bytes.ts";

/** A page of an Ogg file. Source: RFC 3533. */
export interface OggPage {
  readonly offset: number;
  readonly bytes: number;
  readonly serial: number;
  readonly sequence: number;
  /** Position that the codec gives to the end of the last packet that ends here; -1: none ends here. */
  readonly granule: number;
  readonly first: boolean;
  readonly last: boolean;
  /** The first piece belongs to a packet that began before. */
  readonly continued: boolean;
  /** The last piece goes on in the next page. */
  readonly open: boolean;
  /** Pieces of packets; views that are valid until the next page is asked for. */
  readonly pieces: readonly Uint8Array[];
}

const mostPageBytes = 27 + 255 + 255 * 255;

/** Each may cost a checksum over 64 KiB: a file made of nothing else must not keep us for hours. */
const mostWrongPages = 5000;

const crcTable = new Uint32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  crcTable[byte] = crc;
}

/** All whole pages whose checksum is right, and the beginning of one that the end of the file cuts off. What lies between them is told to `damaged`. */
export async function* oggPages(
  reader: ByteReader,
  damaged: (offset: number, length: number, found: string) => void,
): AsyncGenerator<OggPage> {
  const window = new ByteWindow(reader);
  let badFrom = -1;
  let badReason = "";
  let wrong = 0;
  const bad = (at: number, reason: string) => {
    if (badFrom < 0) {
      badFrom = at;
      badReason = reason;
    }
  };
  for (let at = 0; at < reader.size; ) {
    const index = await window.seek(at, mostPageBytes);
    const { bytes, view, length } = window;
    const left = length - index;
    if (asciiAt(bytes, index, 4) !== "OggS" || left < 27) {
      bad(at, left < 27 ? "end of file" : "no page");
      const next = bytes.indexOf(0x4f, index + 1);
      at += next < 0 || next >= length ? Math.max(1, left) : next - index;
      continue;
    }
    const count = bytes[index + 26]!;
    let bodyBytes = 0;
    for (let n = 0; n < count; n++) bodyBytes += bytes[index + 27 + n]!;
    const pageBytes = 27 + count + bodyBytes;
    // A file that was cut off ends inside a page: its checksum cannot be checked, its first packets are there.
    const cut = pageBytes > left && window.atEnd && 27 + count < left && badFrom < 0;
    if (!cut && (pageBytes > left || pageCrc(bytes, index, pageBytes) !== view.getUint32(index + 22, true))) {
      bad(at, pageBytes > left ? "end of file" : "a wrong checksum");
      if (++wrong > mostWrongPages) break;
      at += 1;
      continue;
    }
    if (badFrom >= 0) damaged(badFrom, at - badFrom, badReason);
    badFrom = -1;
    if (cut) damaged(at, left, "end of file");
    const pieces: Uint8Array[] = [];
    let from = index + 27 + count;
    let pieceBytes = 0;
    let open = false;
    for (let n = 0; n < count; n++) {
      const lacing = bytes[index + 27 + n]!;
      pieceBytes += lacing;
      open = lacing === 255;
      if (from + pieceBytes > index + left) {
        open = true;
        break;
      }
      if (!open || n === count - 1) {
        pieces.push(bytes.subarray(from, from + pieceBytes));
        from += pieceBytes;
        pieceBytes = 0;
      }
    }
    const flags = bytes[index + 5]!;
    yield {
      offset: at,
      bytes: pageBytes,
      serial: view.getUint32(index + 14, true),
      sequence: view.getUint32(index + 18, true),
      granule: cut ? -1 : Number(view.getBigInt64(index + 6, true)),
      continued: (flags & 1) !== 0,
      first: (flags & 2) !== 0,
      last: (flags & 4) !== 0 && !cut,
      open: open && !cut,
      pieces,
    };
    at += Math.min(pageBytes, left);
  }
  if (badFrom >= 0) damaged(badFrom, reader.size - badFrom, badReason);
}

function pageCrc(bytes: Uint8Array, from: number, length: number): number {
  let crc = 0;
  for (let n = 0; n < length; n++) {
    const byte = n >= 22 && n < 26 ? 0 : bytes[from + n]!;
    crc = (crc << 8) ^ crcTable[(crc >>> 24) ^ byte]!;
  }
  return crc >>> 0;
}
