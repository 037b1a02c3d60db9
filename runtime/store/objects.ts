/** Content-addressed files of a project: `.songwright/objects/ab/cdef…`, named by the SHA-256 of their bytes. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type FileLayer, nodeFiles, writeWhole } from "../project/files.ts";

export interface ObjectStore {
  /** Keeps the bytes, lasting once this comes back; answers their SHA-256. */
  keep(bytes: string): Promise<string>;
  /** Throws where the object is missing or no longer what its name says. */
  read(hash: string): Promise<string>;
}

export function openObjects(folder: string, files: FileLayer = nodeFiles): ObjectStore {
  const place = (hash: string): string => join(folder, hash.slice(0, 2), hash.slice(2));
  return {
    async keep(bytes) {
      const hash = sha256(bytes);
      // What is there may be torn by a power cut of a system that does not keep its promises: it is read, not trusted.
      if (existsSync(place(hash)) && sha256(await readFile(place(hash), "utf8")) === hash) return hash;
      await writeWhole(place(hash), bytes, true, files);
      return hash;
    },
    async read(hash) {
      const bytes = await readFile(place(hash), "utf8").catch(() => null);
      if (bytes === null || sha256(bytes) !== hash)
        throw new Error(`${place(hash)} is ${bytes === null ? "missing" : "damaged"}: this version cannot be restored`);
      return bytes;
    },
  };
}

export function sha256(bytes: string | Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
