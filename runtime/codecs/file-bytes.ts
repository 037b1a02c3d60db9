import { type FileHandle, open, rm } from "node:fs/promises";
import type { ByteReader, ByteWriter } from "../../foundation/sound/audio.ts";
import { moveInto, unfinishedPath } from "../project/files.ts";

/** A file to read from, at any place. Each read gives fresh bytes. */
export interface FileByteReader extends ByteReader {
  close(): Promise<void>;
}

export async function openFileBytes(path: string): Promise<FileByteReader> {
  const file = await open(path, "r");
  const { size } = await file.stat().catch(async (cause) => {
    await file.close();
    throw cause;
  });
  return {
    size,
    read: async (offset, length) => {
      const wanted = Math.max(0, Math.min(length, size - offset));
      const bytes = new Uint8Array(new ArrayBuffer(wanted));
      let got = 0;
      while (got < wanted) {
        const { bytesRead } = await file.read(bytes, got, wanted - got, offset + got);
        if (bytesRead === 0) break;
        got += bytesRead;
      }
      return got === wanted ? bytes : bytes.subarray(0, got);
    },
    close: () => file.close(),
  };
}

/** A file that appears whole at its place, or not at all. */
export interface FileByteWriter extends ByteWriter {
  /** Where the bytes lie until then. */
  readonly temporaryPath: string;
  /** Waits for all bytes, syncs file and folder, renames into place. */
  finish(): Promise<void>;
  /** Removes what was written. */
  abort(): Promise<void>;
}

/** Bytes on their way to the disk while the next ones are made. */
const mostPendingBytes = 8 * 1024 * 1024;
const mostPieces = 64;

/** Writes beside `path` under a temporary name. Appended bytes must not be changed afterwards by the caller. */
export async function createFileBytes(path: string): Promise<FileByteWriter> {
  const temporaryPath = unfinishedPath(path);
  const file = await open(temporaryPath, "wx");
  let length = 0;
  let pending = 0;
  let failure: unknown = null;
  let waiting: { offset: number; bytes: Uint8Array }[] = [];
  let writing: Promise<void> | null = null;
  // What has gathered while a write was under way goes out with one call: each call costs more than its bytes.
  const writeWaiting = async () => {
    while (waiting.length > 0) {
      const first = waiting[0]!;
      let end = first.offset;
      const run: Uint8Array[] = [];
      while (run.length < waiting.length && run.length < mostPieces && waiting[run.length]!.offset === end) {
        end += waiting[run.length]!.bytes.length;
        run.push(waiting[run.length]!.bytes);
      }
      waiting = waiting.slice(run.length);
      if (failure === null) {
        try {
          await writePieces(file, run, first.offset);
        } catch (cause) {
          failure = cause;
        }
      }
      pending -= end - first.offset;
    }
    writing = null;
  };
  const put = (offset: number, bytes: Uint8Array): Promise<void> => {
    pending += bytes.length;
    waiting.push({ offset, bytes });
    writing ??= writeWaiting();
    return writing;
  };
  const settle = async () => {
    await writing;
    if (failure !== null) throw failure;
  };
  let open_ = true;
  const close = async () => {
    if (open_) await file.close();
    open_ = false;
  };
  return {
    temporaryPath,
    append: async (bytes) => {
      const written = put(length, bytes);
      length += bytes.length;
      if (pending > mostPendingBytes) await written;
      if (failure !== null) throw failure;
    },
    patch: async (offset, bytes) => {
      await put(offset, bytes);
      await settle();
    },
    finish: async () => {
      await settle();
      await file.sync();
      await close();
      await moveInto(temporaryPath, path, true);
    },
    abort: async () => {
      await writing;
      await close();
      await rm(temporaryPath, { force: true });
    },
  };
}

async function writePieces(file: FileHandle, pieces: Uint8Array[], offset: number): Promise<void> {
  const wanted = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const { bytesWritten } = await file.writev(pieces, offset);
  if (bytesWritten === wanted) return;
  // A full disk or a signal: the rest, until it goes or fails.
  const rest = Buffer.concat(pieces).subarray(bytesWritten);
  for (let done = 0; done < rest.length; ) {
    const written = await file.write(rest, done, rest.length - done, offset + bytesWritten + done);
    done += written.bytesWritten;
  }
}
