/** A sound font from disk into memory that threads share: read once, checked, known by its SHA-256. */
import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { readSoundFont, type SoundFont } from "../../../composition/sound/font/sound-font.ts";
import type { FontValue } from "../../../composition/write/plan-sound.ts";
import { FormatError } from "../../../foundation/plan/index.ts";

/** Bytes; the largest free fonts have about 1.3 GB. */
export const LARGEST_FONT = 2 ** 31;

const PIECE = 2 ** 24;

export interface OpenFont {
  readonly path: string;
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  /** As plans name it. */
  readonly value: FontValue;
  readonly font: SoundFont;
}

/** Throws FormatError, with the file's name, for what is no sound font, is damaged or too large. */
export async function openFont(path: string): Promise<OpenFont> {
  const file = await open(path, "r");
  try {
    const about = await file.stat();
    if (!about.isFile()) throw named(path, new FormatError("sound font", 0, "a file", "a folder or device"));
    if (about.size > LARGEST_FONT)
      throw named(path, new FormatError("sound font", 0, `at most ${LARGEST_FONT} bytes`, String(about.size)));
    const bytes = await readAll(file, about.size);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const font = namedOn(path, () => readSoundFont(bytes));
    return {
      path,
      bytes,
      value: { file: basename(path), name: font.name, sha256, bytes: bytes.length },
      font,
    };
  } finally {
    await file.close();
  }
}

async function readAll(file: FileHandle, size: number): Promise<Uint8Array<SharedArrayBuffer>> {
  const bytes = new Uint8Array(new SharedArrayBuffer(size));
  for (let at = 0; at < size; ) {
    const { bytesRead } = await file.read(bytes, at, Math.min(PIECE, size - at), at);
    if (bytesRead === 0) throw new FormatError("sound font", at, `${size} bytes`, "the end of the file");
    at += bytesRead;
  }
  return bytes;
}

function namedOn<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof FormatError ? named(path, error) : error;
  }
}

/** The same error with the file's name before what was found: there may be several files in a run. */
export function named(path: string, { format, offset, expected, found }: FormatError): FormatError {
  return new FormatError(`${format} ${basename(path)}`, offset, expected, found);
}
