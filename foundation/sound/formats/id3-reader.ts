import type { SoundTags } from "../audio.ts";
import { asciiAt, viewOf } from "./bytes.ts";

const utf16le = new TextDecoder("utf-16le");
const utf16be = new TextDecoder("utf-16be");
const utf8 = new TextDecoder("utf-8");

const fieldOfFrame: Readonly<Record<string, keyof SoundTags>> = {
  TIT2: "title",
  TT2: "title",
  TPE1: "artist",
  TP1: "artist",
  TALB: "album",
  TAL: "album",
  TRCK: "track",
  TRK: "track",
  TDRC: "date",
  TYER: "date",
  TYE: "date",
  TCON: "genre",
  TCO: "genre",
  TSRC: "isrc",
  TRC: "isrc",
  TCOP: "copyright",
  TCR: "copyright",
};

/**
 * An ID3v2.2, 2.3 or 2.4 tag at the start of the bytes; null when there is none. Broken frames end the tag: what was
 * read until then is given. `length` is what the tag says it takes in the file, footer included.
 */
export function readId3(bytes: Uint8Array): { tags: SoundTags; length: number } | null {
  const length = id3Length(bytes);
  if (length === null) return null;
  const version = bytes[3]!;
  const flags = bytes[5]!;
  let body = bytes.subarray(10, Math.min(bytes.length, length));
  if ((flags & 0x80) !== 0 && version < 4) body = withoutUnsynchronisation(body);
  let at = 0;
  if ((flags & 0x40) !== 0 && body.length >= 4) {
    at = version === 4 ? syncsafe(body, 0) : version === 3 ? viewOf(body).getUint32(0, false) + 4 : body.length;
  }
  const headBytes = version === 2 ? 6 : 10;
  const tags: { -readonly [Field in keyof SoundTags]: SoundTags[Field] } = {};
  while (at + headBytes <= body.length && body[at] !== 0) {
    const id = asciiAt(body, at, version === 2 ? 3 : 4);
    if (!/^[A-Z0-9]+$/.test(id)) break;
    const size =
      version === 2
        ? (body[at + 3]! << 16) | (body[at + 4]! << 8) | body[at + 5]!
        : version === 3
          ? viewOf(body).getUint32(at + 4, false)
          : syncsafe(body, at + 4);
    const start = at + headBytes;
    if (start + size > body.length) break;
    let content = body.subarray(start, start + size);
    if (version === 4) {
      const frameFlags = body[at + 9]!;
      if ((frameFlags & 0x01) !== 0) content = content.subarray(4);
      if ((frameFlags & 0x02) !== 0) content = withoutUnsynchronisation(content);
      if ((frameFlags & 0x0c) !== 0) content = content.subarray(0, 0); // compressed or encrypted
    }
    if (content.length > 1) readFrame(tags, id, content);
    at = start + size;
  }
  return { tags, length };
}

/** Bytes that an ID3v2 tag takes, from its ten-byte header; null when there is no such header. */
export function id3Length(bytes: Uint8Array): number | null {
  if (bytes.length < 10 || asciiAt(bytes, 0, 3) !== "ID3") return null;
  const version = bytes[3]!;
  if (version < 2 || version > 4 || ((bytes[6]! | bytes[7]! | bytes[8]! | bytes[9]!) & 0x80) !== 0) return null;
  return 10 + syncsafe(bytes, 6) + (version === 4 && (bytes[5]! & 0x10) !== 0 ? 10 : 0);
}

function readFrame(
  tags: { -readonly [Field in keyof SoundTags]: SoundTags[Field] },
  id: string,
  content: Uint8Array,
): void {
  const encoding = content[0]!;
  const field = fieldOfFrame[id];
  if (field) {
    const text = texts(content.subarray(1), encoding)[0];
    if (text && tags[field] === undefined) Object.assign(tags, { [field]: text });
  } else if (id === "TXXX" || id === "TXX") {
    const [name, value] = texts(content.subarray(1), encoding);
    if (value && /^(upc|barcode|ean)$/i.test(name ?? "")) tags.upc ??= value;
    if (value && /^isrc$/i.test(name ?? "")) tags.isrc ??= value;
  } else if (id === "COMM" || id === "COM") {
    const [name, value] = texts(content.subarray(4), encoding);
    if (value && !/^iTun/.test(name ?? "")) tags.comment ??= value;
  } else if (id === "APIC" || id === "PIC") {
    const cover = readPicture(content, id === "PIC", encoding);
    if (cover) tags.cover ??= cover;
  }
}

function readPicture(content: Uint8Array, short: boolean, encoding: number): SoundTags["cover"] {
  const mimeEnd = short ? 4 : content.indexOf(0, 1);
  if (mimeEnd < 0 || mimeEnd + 2 > content.length) return undefined;
  const name = asciiAt(content, 1, mimeEnd - 1);
  const mime = short ? (name === "PNG" ? "image/png" : "image/jpeg") : name;
  const description = short ? mimeEnd + 1 : mimeEnd + 2;
  const wide = encoding === 1 || encoding === 2;
  let end = description;
  while (end < content.length && (content[end] !== 0 || (wide && content[end + 1] !== 0))) end += wide ? 2 : 1;
  const bytes = content.slice(end + (wide ? 2 : 1));
  return bytes.length > 0 ? { mime, bytes } : undefined;
}

/** The zero-separated texts of a frame. Encodings: 0 Latin-1, 1 UTF-16 with mark, 2 UTF-16BE, 3 UTF-8. */
function texts(bytes: Uint8Array, encoding: number): string[] {
  let text: string;
  if (encoding === 1 || encoding === 2) {
    const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
    const little = encoding === 1 && even[0] === 0xff && even[1] === 0xfe;
    text = (little ? utf16le : utf16be).decode(even);
  } else text = encoding === 3 ? utf8.decode(bytes) : asciiAt(bytes, 0, bytes.length);
  return text.split("\0").map((part) => part.replace(/^[\ufeff\ufffe]/, "").trim());
}

function syncsafe(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at]! & 127) << 21) | ((bytes[at + 1]! & 127) << 14) | ((bytes[at + 2]! & 127) << 7) | (bytes[at + 3]! & 127)
  );
}

/** Takes out the zero bytes that were put after 0xFF so that no decoder takes a tag for sound. */
function withoutUnsynchronisation(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  for (let n = 0; n < bytes.length; n++) {
    out[length++] = bytes[n]!;
    if (bytes[n] === 0xff && bytes[n + 1] === 0) n++;
  }
  return out.subarray(0, length);
}
