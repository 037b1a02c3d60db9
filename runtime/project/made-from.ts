/**
 * What `make` made and from what: `.songwright/made-from.json` has, for each step, the hash of what went in and those of
 * the files that came out. So only what is out of date is made again, and what a person changed afterwards is known.
 */
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import * as z from "zod";
import { writeWhole } from "./files.ts";

export interface MadeFrom {
  look(step: string, inputs: readonly string[]): Promise<Looked>;
  /** @param outputs absolute paths inside the project */
  keep(step: string, inputs: readonly string[], outputs: readonly string[]): Promise<void>;
  /** SHA-256 of a file; of one that has neither size nor time changed, the one that is known. "" where there is none. */
  hashOf(path: string): Promise<string>;
}

export interface Looked {
  /** "unknown": never made here; "missing": a file that was made is gone; "outdated": made from something else. */
  readonly state: "unknown" | "missing" | "outdated" | "current";
  /** Files that came out and are no longer as they were made; absolute. */
  readonly changed: readonly string[];
  /** Files that came out and are as they were made; absolute. */
  readonly unchanged: readonly string[];
}

const HASH = z.string().regex(/^[0-9a-f]{64}$/);
const RECORD = z.object({
  schema: z.literal("songwright.made-from/1"),
  steps: z.record(z.string(), z.object({ inputs: HASH, outputs: z.record(z.string(), HASH) })),
  /** Hashes of files with the size and time (ms) that they had then, so that large files are read once. */
  files: z.record(z.string(), z.object({ size: z.number(), time: z.number(), sha256: HASH })),
});

/** A record that cannot be read is none: then nothing is known of what is there. */
export async function openMadeFrom(folder: string): Promise<MadeFrom> {
  const path = join(folder, ".songwright", "made-from.json");
  const record = readRecord(existsSync(path) ? await readFile(path, "utf8") : "");
  const named = (file: string): string => relative(folder, file).split(sep).join("/");
  const hashOf = async (file: string): Promise<string> => {
    const found = await stat(file).catch(() => null);
    if (found === null || !found.isFile()) return "";
    const known = record.files[named(file)];
    if (known?.size === found.size && known.time === found.mtimeMs) return known.sha256;
    const sha256 = await sha256Of(file);
    record.files[named(file)] = { size: found.size, time: found.mtimeMs, sha256 };
    return sha256;
  };
  return {
    hashOf,
    async look(step, inputs) {
      const known = record.steps[step];
      if (!known) return { state: "unknown", changed: [], unchanged: [] };
      const changed: string[] = [];
      const unchanged: string[] = [];
      let missing = false;
      for (const [name, sha256] of Object.entries(known.outputs)) {
        const file = resolve(folder, name);
        const now = await hashOf(file);
        if (now === "") missing = true;
        else (now === sha256 ? unchanged : changed).push(file);
      }
      const state = known.inputs !== inputsHash(inputs) ? "outdated" : missing ? "missing" : "current";
      return { state, changed, unchanged };
    },
    async keep(step, inputs, outputs) {
      const hashes: Record<string, string> = {};
      for (const file of outputs) hashes[named(file)] = await hashOf(file);
      record.steps[step] = { inputs: inputsHash(inputs), outputs: hashes };
      await writeWhole(path, `${JSON.stringify(record, null, 1)}\n`, true);
    },
  };
}

/** All files under the folders with their size and time, to see afterwards which of them a step wrote. */
export async function filesUnder(folders: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const folder of folders) {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name);
      if (!entry.isFile() || entry.name.startsWith(".")) continue;
      const { size, mtimeMs, ino } = await stat(path);
      found.set(path, `${size} ${mtimeMs} ${ino}`);
    }
  }
  return found;
}

function inputsHash(inputs: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(inputs)).digest("hex");
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const block of createReadStream(path)) hash.update(block as Uint8Array);
  return hash.digest("hex");
}

function readRecord(text: string): z.infer<typeof RECORD> {
  try {
    const read = RECORD.safeParse(JSON.parse(text));
    if (read.success) return read.data;
  } catch {
    // As good as none.
  }
  return { schema: "songwright.made-from/1", steps: {}, files: {} };
}
