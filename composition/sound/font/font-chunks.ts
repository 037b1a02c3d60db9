/** Chunks of a sound font in memory, each within its parent. Source: RIFF specification 1.0 (IBM and Microsoft, 1991). */
import { FormatError } from "../../../foundation/plan/index.ts";
import { asciiAt, legacyText, viewOf } from "../../../foundation/sound/formats/bytes.ts";

/** What errors call these files. */
export const FORMAT = "sound font";

export interface FontChunk {
  /** Four characters: "phdr"; of a LIST its type: "pdta". */
  readonly id: string;
  readonly isList: boolean;
  /** Bytes of the body, from (included) and to (excluded); of a LIST behind its type. */
  readonly from: number;
  readonly to: number;
}

/** The chunks between two bytes. Throws FormatError where one does not end within them. */
export function chunksIn(bytes: Uint8Array, from: number, to: number): FontChunk[] {
  const view = viewOf(bytes);
  const chunks: FontChunk[] = [];
  for (let at = from; at + 8 <= to; ) {
    const id = asciiAt(bytes, at, 4);
    const size = view.getUint32(at + 4, true);
    const end = at + 8 + size;
    if (end > to)
      throw new FormatError(
        FORMAT,
        at,
        `${size} bytes in the chunk ${quoted(id)}`,
        `${to - at - 8}: the file is cut short`,
      );
    const isList = id === "LIST" && size >= 4;
    chunks.push({
      id: isList ? asciiAt(bytes, at + 8, 4) : id,
      isList,
      from: at + 8 + (isList ? 4 : 0),
      to: end,
    });
    // Writers of SF3 leave the padding out; no name begins with a zero byte.
    at = end + (size % 2 === 1 && bytes[end] === 0 ? 1 : 0);
  }
  return chunks;
}

/** The chunk of this name; throws FormatError at the parent's place where there is none. */
export function chunkNamed(chunks: readonly FontChunk[], id: string, place: number): FontChunk {
  const found = chunks.find((chunk) => chunk.id === id);
  if (!found)
    throw new FormatError(
      FORMAT,
      place,
      `a chunk ${quoted(id)}`,
      chunks.length === 0 ? "none" : chunks.map((chunk) => quoted(chunk.id)).join(", "),
    );
  return found;
}

/** The name in a list INFO; "" where it has none. */
export function nameIn(bytes: Uint8Array, chunks: readonly FontChunk[]): string {
  const info = chunks.find(({ id, isList }) => isList && id === "INFO");
  const name = info && chunksIn(bytes, info.from, info.to).find(({ id }) => id === "INAM");
  return name ? textAt(bytes, name.from, name.to - name.from) : "";
}

/** A text of at most `length` bytes, up to the first zero, without control characters. */
export function textAt(bytes: Uint8Array, at: number, length: number): string {
  // A copy: text decoders refuse memory that threads share.
  return legacyText(bytes.slice(at, at + length))
    .replace(/\p{Cc}+/gu, " ")
    .trim();
}

export function quoted(id: string): string {
  return JSON.stringify(id);
}
