import type { ByteReader, ByteWriter } from "../audio.ts";

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder("utf-8");
const fromUtf8Strict = new TextDecoder("utf-8", { fatal: true });

/** A view for reading and writing numbers in these bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Bytes as Latin-1 characters: chunk names, magic numbers. Fewer than `length` at the end of the bytes. */
export function asciiAt(bytes: Uint8Array, offset: number, length: number): string {
  let text = "";
  const end = Math.min(bytes.length, offset + length);
  for (let at = offset; at < end; at++) text += String.fromCharCode(bytes[at]!);
  return text;
}

export function asciiBytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let n = 0; n < text.length; n++) bytes[n] = text.charCodeAt(n);
  return bytes;
}

export function utf8Bytes(text: string): Uint8Array<ArrayBuffer> {
  return utf8.encode(text);
}

export function utf8Text(bytes: Uint8Array): string {
  return fromUtf8.decode(bytes);
}

/** UTF-8 where the bytes are that, Latin-1 otherwise; what follows a zero byte is padding. */
export function legacyText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const used = end < 0 ? bytes : bytes.subarray(0, end);
  try {
    return fromUtf8Strict.decode(used).trim();
  } catch {
    return asciiAt(used, 0, used.length).trim();
  }
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** What was found, for an error message: printable characters as text, others as hexadecimal. */
export function describeBytes(bytes: Uint8Array): string {
  if (bytes.length === 0) return "end of file";
  const text = asciiAt(bytes, 0, bytes.length);
  if (/^[\x20-\x7e]+$/.test(text)) return JSON.stringify(text);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

/** Bytes that are in memory already. `read` gives views of them, not copies. */
export function bytesReader(bytes: Uint8Array): ByteReader {
  return {
    size: bytes.length,
    read: async (offset, length) =>
      bytes.subarray(Math.min(offset, bytes.length), Math.min(offset + length, bytes.length)),
  };
}

/** Collects what is written in memory. */
export interface MemoryWriter extends ByteWriter {
  bytes(): Uint8Array<ArrayBuffer>;
}

export function memoryWriter(): MemoryWriter {
  const parts: Uint8Array[] = [];
  const patches: [number, Uint8Array][] = [];
  return {
    append: async (bytes) => void parts.push(bytes.slice()),
    patch: async (offset, bytes) => void patches.push([offset, bytes.slice()]),
    bytes: () => {
      const all = joinBytes(parts);
      for (const [offset, bytes] of patches) all.set(bytes, offset);
      return all;
    },
  };
}
