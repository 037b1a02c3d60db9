/** Clips that are there already and would come out the same are not rendered again: `.clips.json` beside them knows. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { writeWhole } from "../project/files.ts";
import { programVersion } from "../project/version.ts";

interface KeptClip {
  /** Of what it was made from. */
  readonly from: string;
  /** Of its bytes: a clip that somebody changed is made again. */
  readonly sha256: string;
}

export interface KeptClips {
  /** Whether the clip at this path was made from this, and is as it was. */
  holds(path: string, from: string): Promise<boolean>;
  /** Remembers a clip that was just written. */
  keep(path: string, from: string): Promise<void>;
}

const NAME = ".clips.json";
const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

export async function keptClips(folder: string): Promise<KeptClips> {
  const path = join(folder, NAME);
  const known = await readFile(path, "utf8").then(
    (text) => JSON.parse(text) as Record<string, KeptClip>,
    () => ({}) as Record<string, KeptClip>,
  );
  return {
    async holds(clip, from) {
      const entry = Object.hasOwn(known, basename(clip)) ? known[basename(clip)] : undefined;
      if (entry?.from !== from) return false;
      const bytes = await readFile(clip).catch(() => null);
      return bytes !== null && sha256(bytes) === entry.sha256;
    },
    async keep(clip, from) {
      known[basename(clip)] = { from, sha256: sha256(await readFile(clip)) };
      await writeWhole(path, `${JSON.stringify(known, null, 2)}\n`, true);
    },
  };
}

/** All that a clip depends on, as one text: its sound's bytes, its shape, its words, and this program. */
export async function clipSource(sound: string, shape: string, words: object): Promise<string> {
  return sha256(JSON.stringify([sha256(await readFile(sound)), shape, words, programVersion()]));
}
