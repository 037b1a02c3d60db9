/** Files that a person took out: moved into .songwright/removed with where they were, and put back from there. */
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { moveInto, writeWhole } from "../project/files.ts";
import type { RemovedFile } from "./api/project.ts";
import { folderInside, STATE_FOLDER } from "./inside-project.ts";
import type { FoundFile } from "./project-files.ts";
import { Refusal } from "./refusal.ts";
import { freeNames, safeName } from "./safe-name.ts";

const RECORD = z.object({ path: z.string(), bytes: z.int(), removedAt: z.number() });

export interface RemovedFiles {
  remove(file: FoundFile): Promise<RemovedFile>;
  /** The last removed first. */
  list(): Promise<RemovedFile[]>;
  /** Its path within the project; with " 2" and so on where another stands there. Throws a Refusal "no-such-file". */
  restore(id: string): Promise<string>;
}

export function removedFiles(project: string): RemovedFiles {
  const folder = join(project, STATE_FOLDER, "removed");
  const record = async (id: string): Promise<RemovedFile> => {
    const text = await readFile(join(folder, id, "file.json"), "utf8").catch(() => null);
    if (text === null) throw new Refusal(404, "no-such-file", "No such file was removed, or it was put back already.");
    return { id, ...RECORD.parse(JSON.parse(text)) };
  };
  return {
    async remove({ path, whole, bytes }) {
      const id = randomBytes(8).toString("hex");
      const removed = { path, bytes, removedAt: Date.now() };
      await mkdir(join(folder, id), { recursive: true });
      await writeWhole(join(folder, id, "file.json"), JSON.stringify(removed));
      await rename(whole, join(folder, id, "content"));
      return { id, ...removed };
    },
    async list() {
      const ids = (await readdir(folder).catch(() => [])).filter((id) => /^[0-9a-f]{16}$/.test(id));
      const files = await Promise.all(ids.map((id) => record(id).catch(() => null)));
      return files.filter((file) => file !== null).sort((a, b) => b.removedAt - a.removedAt);
    },
    async restore(id) {
      const { path } = await record(id);
      const within = dirname(path);
      const into = within === "." ? project : folderInside(project, within, "/removed");
      await mkdir(into, { recursive: true });
      for (const name of freeNames(safeName(path.slice(path.lastIndexOf("/") + 1)))) {
        try {
          await moveInto(join(folder, id, "content"), join(into, name), false);
        } catch (error) {
          if (error instanceof Error && error.name === "InputError") continue;
          throw error;
        }
        await rm(join(folder, id), { recursive: true, force: true });
        return within === "." ? name : `${within}/${name}`;
      }
      throw new Error("there is always a free name");
    },
  };
}
