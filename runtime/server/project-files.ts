/** The files of a project, known by ids of the server's own making. Links are no files: they may lead anywhere. */
import { createHash } from "node:crypto";
import { lstat, readdir } from "node:fs/promises";
import { join, sep } from "node:path";
import type { ProjectFile } from "./api/project.ts";
import { kindOf, placeOf, sizeText } from "./file-kinds.ts";
import { goesThroughLink } from "./inside-project.ts";
import { Refusal } from "./refusal.ts";
import { describeSound } from "./sound-headers.ts";

/** More than a release has; a home folder that was opened by mistake stops here. */
const MOST_FILES = 20_000;
const DEEPEST = 12;

/** @param path within the project, with "/" */
export function fileIdOf(path: string): string {
  return createHash("sha256").update(path).digest("hex").slice(0, 16);
}

export interface FoundFile {
  readonly id: string;
  /** Within the project, with "/". */
  readonly path: string;
  /** Absolute. */
  readonly whole: string;
  readonly bytes: number;
  readonly modifiedAt: number;
}

export interface ProjectFiles {
  /** By path. */
  list(): Promise<ProjectFile[]>;
  describe(file: FoundFile): Promise<ProjectFile>;
  /** As it is now. Throws a Refusal "no-such-file". */
  find(id: string): Promise<FoundFile>;
  /** By its path within the project, with "/". */
  at(path: string): Promise<FoundFile>;
}

export function projectFiles(folder: string): ProjectFiles {
  const paths = new Map<string, string>();

  const scan = async (): Promise<FoundFile[]> => {
    const found: FoundFile[] = [];
    await gather(folder, "", 0, found);
    paths.clear();
    for (const { id, path } of found) paths.set(id, path);
    return found.sort((a, b) => (a.path < b.path ? -1 : 1));
  };
  const at = async (path: string): Promise<FoundFile> => {
    const whole = join(folder, ...path.split("/"));
    const stats = await lstat(whole).catch(() => null);
    if (!stats?.isFile() || goesThroughLink(folder, path.split("/").join(sep))) throw noSuchFile();
    return { id: fileIdOf(path), path, whole, bytes: stats.size, modifiedAt: Math.round(stats.mtimeMs) };
  };
  const describe = async (file: FoundFile): Promise<ProjectFile> => {
    const { id, path, bytes, modifiedAt } = file;
    const kind = kindOf(path);
    const sound = kind === "audio" ? await describeSound(file) : null;
    return {
      id,
      path,
      name: path.slice(path.lastIndexOf("/") + 1),
      place: placeOf(path),
      kind,
      bytes,
      modifiedAt,
      about: sound?.about ?? sizeText(bytes),
      sound: sound?.format ?? null,
    };
  };
  return {
    list: async () => Promise.all((await scan()).map(describe)),
    describe,
    at,
    async find(id) {
      if (!paths.has(id)) await scan();
      const path = paths.get(id);
      if (path === undefined) throw noSuchFile();
      return at(path);
    },
  };
}

function noSuchFile(): Refusal {
  return new Refusal(404, "no-such-file", "The project has no such file.", "Load the list of files again.");
}

async function gather(folder: string, within: string, depth: number, found: FoundFile[]): Promise<void> {
  const entries = await readdir(join(folder, within), { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    // Hidden ones are states of programs, and files that are not finished.
    if (entry.name.startsWith(".") || entry.name === "node_modules" || found.length >= MOST_FILES) continue;
    const path = within === "" ? entry.name : `${within}/${entry.name}`;
    if (entry.isDirectory() && depth < DEEPEST) await gather(folder, path, depth + 1, found);
    if (!entry.isFile()) continue;
    const whole = join(folder, path);
    const stats = await lstat(whole).catch(() => null);
    if (!stats?.isFile()) continue;
    found.push({ id: fileIdOf(path), path, whole, bytes: stats.size, modifiedAt: Math.round(stats.mtimeMs) });
  }
}
