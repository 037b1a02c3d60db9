import type { SoundTags } from "../audio.ts";
import { asciiAt, asciiBytes, joinBytes, legacyText, utf8Bytes, viewOf } from "./bytes.ts";

/** One chunk of a RIFF file: name, length, bytes, padded to even length. Source: RIFF specification 1.0. */
export function riffChunk(id: string, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const chunk = new Uint8Array(8 + bytes.length + (bytes.length & 1));
  chunk.set(asciiBytes(id), 0);
  viewOf(chunk).setUint32(4, bytes.length, true);
  chunk.set(bytes, 8);
  return chunk;
}

// INFO has no field for ISRC ("ISRC" there is the source) nor for UPC: those go into the id3 chunk.
const infoFields = [
  ["INAM", "title"],
  ["IART", "artist"],
  ["IPRD", "album"],
  ["IPRT", "track"],
  ["ICRD", "date"],
  ["IGNR", "genre"],
  ["ICOP", "copyright"],
  ["ICMT", "comment"],
] as const;

/** Tags as the body of a LIST chunk of type INFO (UTF-8, zero-ended); null when there is nothing to say. */
export function infoList(tags: SoundTags): Uint8Array<ArrayBuffer> | null {
  const parts: Uint8Array[] = [asciiBytes("INFO")];
  for (const [id, field] of infoFields) {
    const text = tags[field];
    if (text) parts.push(riffChunk(id, joinBytes([utf8Bytes(text), new Uint8Array(1)])));
  }
  return parts.length > 1 ? joinBytes(parts) : null;
}

/** The tags in the body of a LIST chunk of type INFO. Broken entries end the list. */
export function readInfoList(body: Uint8Array): SoundTags {
  const tags: Record<string, string> = {};
  const view = viewOf(body);
  for (let at = 4; at + 8 <= body.length; ) {
    const id = asciiAt(body, at, 4);
    const size = view.getUint32(at + 4, true);
    if (at + 8 + size > body.length) break;
    const field = infoFields.find(([known]) => known === id)?.[1] ?? (id === "ITRK" ? "track" : undefined);
    const text = legacyText(body.subarray(at + 8, at + 8 + size));
    if (field && text !== "") tags[field] = text;
    at += 8 + size + (size & 1);
  }
  return tags;
}
