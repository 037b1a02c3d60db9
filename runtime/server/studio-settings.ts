/** What the studio remembers of a person: recent projects. It lies in their own configuration, beside the key of fans. */

import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { z } from "zod";
import { writeWhole } from "../project/files.ts";
import { fanKeyPath } from "../store/fan-key.ts";

const SCHEMA = z.object({
  recent: z
    .array(z.object({ folder: z.string(), title: z.string(), artist: z.string(), openedAt: z.number() }))
    .default([]),
});
const MOST_RECENT = 20;

export type RecentFolder = z.infer<typeof SCHEMA>["recent"][number];

export interface StudioSettings {
  /** The last opened first. */
  recent(): Promise<RecentFolder[]>;
  opened(project: RecentFolder): Promise<void>;
}

/** Where new projects go: $SONGWRIGHT_HOME, or ~/Songwright. */
export function songwrightFolder(): string {
  const given = process.env.SONGWRIGHT_HOME ?? "";
  return isAbsolute(given) ? given : join(homedir(), "Songwright");
}

/** @param path of the file; beside the key of fans when not given */
export function studioSettings(path: string = join(dirname(fanKeyPath()), "studio.json")): StudioSettings {
  let writing: Promise<unknown> = Promise.resolve();
  const read = async (): Promise<RecentFolder[]> => {
    try {
      return SCHEMA.parse(JSON.parse(await readFile(path, "utf8"))).recent;
    } catch {
      // Missing, or damaged: what it holds can be done without.
      return [];
    }
  };
  return {
    recent: read,
    opened(project) {
      const work = writing.then(async () => {
        const others = (await read()).filter(({ folder }) => folder !== project.folder);
        const recent = [project, ...others].slice(0, MOST_RECENT);
        await writeWhole(path, `${JSON.stringify({ recent }, null, 2)}\n`, true);
      });
      writing = work.catch(() => {});
      return work;
    },
  };
}
