/** Files that are whole or not there: written beside their place, then renamed into it. */
import { randomUUID } from "node:crypto";
import { link, mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { InputError } from "../../foundation/plan/errors.ts";

/** What a whole write asks of the file system, in the order that makes it lasting: so that tests can be a failing disk. */
export interface FileLayer {
  /** Makes a new file with these bytes; they may not have reached the disk yet. */
  write(path: string, data: string | Uint8Array): Promise<void>;
  /** Waits until the file's bytes are on the disk. */
  sync(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Waits until the folder's names are on the disk. */
  syncFolder(path: string): Promise<void>;
}

/** The machine's own. */
export const nodeFiles: FileLayer = {
  write: (path, data) => writeFile(path, data, { flag: "wx" }),
  sync: syncFile,
  rename,
  syncFolder,
};

/**
 * A hidden name for the unfinished file, in the same folder so that the rename stays on one disk. It carries the number of
 * this process: what a killed one leaves is known by it (unfinished-files.ts).
 */
export function unfinishedPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}-${randomUUID().slice(0, 8)}.part`);
}

/**
 * Writes a whole file; missing folders are made. Throws InputError when there is a file already and not `force`.
 * Afterwards either all of it is there or nothing has changed.
 */
export async function writeWhole(
  path: string,
  data: string | Uint8Array,
  force = false,
  files: FileLayer = nodeFiles,
): Promise<void> {
  await writeThrough(
    path,
    force,
    async (part) => {
      await files.write(part, data);
      await files.sync(part);
    },
    files,
  );
}

/**
 * Lets `write` make the file at a path beside the final one, then moves it into place. When `write` throws, what it
 * left is taken away and the final path is as it was.
 */
export async function writeThrough(
  path: string,
  force: boolean,
  write: (part: string) => Promise<void>,
  files: FileLayer = nodeFiles,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const part = unfinishedPath(path);
  try {
    await write(part);
    await moveInto(part, path, force, files);
  } finally {
    await rm(part, { force: true });
  }
}

/**
 * Renames a finished file into its place and syncs the folder: without that a crash can lose the name. Unless `force`, a
 * link refuses to replace, so nothing that came meanwhile is lost.
 */
export async function moveInto(
  part: string,
  path: string,
  force: boolean,
  files: FileLayer = nodeFiles,
): Promise<void> {
  if (force || !(await linkInto(part, path))) await files.rename(part, path);
  else await rm(part, { force: true });
  await files.syncFolder(dirname(path));
}

/** False where the file system has no links (exFAT, some network disks) and nothing is in the way of a rename. */
async function linkInto(part: string, path: string): Promise<boolean> {
  try {
    await link(part, path);
    return true;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "EEXIST") throw existsAlready(path);
    if (code !== "EPERM" && code !== "ENOTSUP" && code !== "ENOSYS" && code !== "EMLINK") throw error;
    await refuseExisting(path);
    return false;
  }
}

/** Makes sure that what was written to a file by another process is on the disk. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => null); // Windows opens no folders
  if (folder === null) return;
  try {
    await folder.sync();
  } catch {
    // Some file systems cannot sync a folder.
  } finally {
    await folder.close();
  }
}

/** Throws InputError when the file exists: before long work, so that nobody waits for a refusal. */
export async function refuseExisting(path: string, force = false): Promise<void> {
  if (force) return;
  const file = await open(path, "r").catch((error: { code?: string }) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw error;
  });
  if (file === null) return;
  await file.close();
  throw existsAlready(path);
}

function existsAlready(path: string): InputError {
  return new InputError("--out", "a place without this file, or --force to write over it", path);
}
