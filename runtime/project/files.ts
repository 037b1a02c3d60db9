/** Files that are whole or not there: written beside their place, then renamed into it. */
import { randomUUID } from "node:crypto";
import { link, mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { InputError } from "../../foundation/plan/errors.ts";

/** A name for the unfinished file, in the same folder so that the rename stays on one disk. */
export function unfinishedPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.part`);
}

/**
 * Writes a whole file; missing folders are made. Throws InputError when there is a file already and not `force`.
 * Afterwards either all of it is there or nothing has changed.
 */
export async function writeWhole(path: string, data: string | Uint8Array, force = false): Promise<void> {
  await writeThrough(path, force, async (part) => {
    const file = await open(part, "wx");
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
  });
}

/**
 * Lets `write` make the file at a path beside the final one, then moves it into place. When `write` throws, what it
 * left is taken away and the final path is as it was.
 */
export async function writeThrough(
  path: string,
  force: boolean,
  write: (part: string) => Promise<void>,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const part = unfinishedPath(path);
  try {
    await write(part);
    await moveInto(part, path, force);
  } finally {
    await rm(part, { force: true });
  }
}

/** Renames a finished file into its place. A link refuses to replace, so nothing that came meanwhile is lost. */
export async function moveInto(part: string, path: string, force: boolean): Promise<void> {
  if (force) return rename(part, path);
  try {
    await link(part, path);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "EEXIST") throw existsAlready(path);
    // Some file systems (exFAT, some network disks) have no links.
    if (code !== "EPERM" && code !== "ENOTSUP" && code !== "ENOSYS" && code !== "EMLINK") throw error;
    await refuseExisting(path);
    return rename(part, path);
  }
  await rm(part, { force: true });
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
