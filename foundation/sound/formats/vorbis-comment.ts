import type { SoundTags } from "../audio.ts";
import { asciiBytes, joinBytes, utf8Bytes, utf8Text, viewOf } from "./bytes.ts";

const names = [
  ["TITLE", "title"],
  ["ARTIST", "artist"],
  ["ALBUM", "album"],
  ["TRACKNUMBER", "track"],
  ["DATE", "date"],
  ["GENRE", "genre"],
  ["ISRC", "isrc"],
  ["UPC", "upc"],
  ["BARCODE", "upc"],
  ["COPYRIGHT", "copyright"],
  ["COMMENT", "comment"],
] as const;

const namesRead: Readonly<Record<string, keyof SoundTags>> = {
  ...Object.fromEntries(names),
  TRACK: "track",
  YEAR: "date",
  EAN: "upc",
  DESCRIPTION: "comment",
};

const vendor = "Songwright";

/** NAME=value for each tag, as FLAC and Ogg files carry them. The upc goes by both names in use: UPC and BARCODE. */
export function vorbisComments(tags: SoundTags): [name: string, value: string][] {
  const comments: [string, string][] = [];
  for (const [name, field] of names) {
    const value = tags[field];
    if (!value) continue;
    const parts = field === "track" ? /^(\d+)\/(\d+)$/.exec(value) : null;
    if (parts) comments.push([name, parts[1]!], ["TRACKTOTAL", parts[2]!]);
    else comments.push([name, value]);
  }
  return comments;
}

/** The block of comments of a FLAC file. Source: Ogg Vorbis I, comment field; RFC 9639, 8.6. */
export function vorbisCommentBytes(tags: SoundTags): Uint8Array<ArrayBuffer> {
  const comments = vorbisComments(tags).map(([name, value]) => withLength(utf8Bytes(`${name}=${value}`)));
  return joinBytes([withLength(asciiBytes(vendor)), uint32(comments.length), ...comments]);
}

/**
 * Tags from a block of comments. `broken` says where a length goes beyond the block: what came before is given.
 * Pictures in METADATA_BLOCK_PICTURE are read too.
 */
export function readVorbisComment(block: Uint8Array): { tags: SoundTags; broken: number | null } {
  const tags: { -readonly [Field in keyof SoundTags]: SoundTags[Field] } = {};
  const done = (broken: number | null) => ({ tags, broken });
  const view = viewOf(block);
  if (block.length < 8) return done(0);
  let at = 4 + view.getUint32(0, true);
  if (at + 4 > block.length) return done(0);
  const count = view.getUint32(at, true);
  at += 4;
  let total = "";
  for (let n = 0; n < count; n++) {
    if (at + 4 > block.length) return done(at);
    const length = view.getUint32(at, true);
    if (at + 4 + length > block.length) return done(at);
    const text = utf8Text(block.subarray(at + 4, at + 4 + length));
    at += 4 + length;
    const split = text.indexOf("=");
    const name = text.slice(0, split).toUpperCase();
    const value = text.slice(split + 1).trim();
    if (split < 1 || value === "") continue;
    if (name === "METADATA_BLOCK_PICTURE") {
      const cover = readPictureText(value);
      if (cover) tags.cover ??= cover;
    } else if (name === "TRACKTOTAL" || name === "TOTALTRACKS") total = value;
    else {
      const field = namesRead[name];
      if (field && tags[field] === undefined) Object.assign(tags, { [field]: value });
    }
  }
  if (tags.track && total !== "" && !tags.track.includes("/")) tags.track = `${tags.track}/${total}`;
  return done(null);
}

/** A FLAC PICTURE block with a front cover. RFC 9639, 8.8. */
export function pictureBytes({ mime, bytes }: NonNullable<SoundTags["cover"]>): Uint8Array<ArrayBuffer> {
  const frontCover = 3;
  const head = new Uint8Array(4 * 6 + 8 + mime.length);
  const view = viewOf(head);
  view.setUint32(0, frontCover);
  view.setUint32(4, mime.length);
  head.set(asciiBytes(mime), 8);
  // No description; width, height, depth and colours are left for the reader of the picture.
  view.setUint32(head.length - 4, bytes.length);
  return joinBytes([head, bytes]);
}

/** The picture of a PICTURE block; undefined where it is broken. */
export function readPicture(block: Uint8Array): SoundTags["cover"] {
  if (block.length < 32) return undefined;
  const view = viewOf(block);
  const mimeBytes = view.getUint32(4);
  if (8 + mimeBytes + 4 > block.length) return undefined;
  const descriptionBytes = view.getUint32(8 + mimeBytes);
  const at = 8 + mimeBytes + 4 + descriptionBytes + 16;
  if (at + 4 > block.length) return undefined;
  const length = view.getUint32(at);
  if (length === 0 || at + 4 + length > block.length) return undefined;
  return { mime: utf8Text(block.subarray(8, 8 + mimeBytes)), bytes: block.slice(at + 4, at + 4 + length) };
}

function readPictureText(base64: string): SoundTags["cover"] {
  try {
    const text = atob(base64);
    const bytes = new Uint8Array(text.length);
    for (let n = 0; n < text.length; n++) bytes[n] = text.charCodeAt(n);
    return readPicture(bytes);
  } catch {
    return undefined; // not base64
  }
}

function withLength(bytes: Uint8Array): Uint8Array {
  const joined = new Uint8Array(4 + bytes.length);
  viewOf(joined).setUint32(0, bytes.length, true);
  joined.set(bytes, 4);
  return joined;
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  viewOf(bytes).setUint32(0, value, true);
  return bytes;
}
