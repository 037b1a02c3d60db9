/** Projects on disk: made, changed, copied from an example. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, realpath, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeWhole } from "../project/files.ts";
import { RELEASE_SCHEMA } from "../project/release-file.ts";
import type { ProjectDetails } from "./api/project.ts";
import { Refusal } from "./refusal.ts";
import { freeNames, safeName } from "./safe-name.ts";

export type ExampleSong = "first-light" | "low-tide";

/** Of the real folder, so that two ways to it are one project. */
export function projectIdOf(folder: string): string {
  return createHash("sha256").update(folder).digest("hex").slice(0, 12);
}

/** The folder as the system knows it. Throws a Refusal "no-such-folder". */
export async function realFolder(path: string): Promise<string> {
  const real = await realpath(path).catch(() => null);
  if (real === null || !(await stat(real)).isDirectory())
    throw new Refusal(404, "no-such-folder", "The project's folder is not there any more.", "Open another project.");
  return real;
}

/** From release.json; a folder without one is a project of its own name. */
export async function readDetails(folder: string): Promise<ProjectDetails> {
  const id = projectIdOf(folder);
  const release = await readReleaseText(folder);
  const text = (key: string): string | null => {
    const value = release?.[key];
    return typeof value === "string" && value !== "" ? value.slice(0, 200) : null;
  };
  const date = text("date");
  return {
    id,
    folder,
    title: text("title") ?? (basename(folder) || "Project"),
    artist: text("artist") ?? "Unknown artist",
    date: date !== null && date.length <= 10 ? date : null,
  };
}

async function readReleaseText(folder: string): Promise<Record<string, unknown> | null> {
  const text = await readFile(join(folder, "release.json"), "utf8").catch(() => null);
  if (text === null) return null;
  try {
    const data = JSON.parse(text) as unknown;
    return typeof data === "object" && data !== null && !Array.isArray(data) ? (data as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** Keeps what else stands in release.json. */
export async function changeDetails(
  folder: string,
  changed: { title?: string | undefined; artist?: string | undefined; date?: string | null | undefined },
): Promise<ProjectDetails> {
  const path = join(folder, "release.json");
  const known = await readReleaseText(folder);
  if (known === null && existsSync(path))
    throw new Refusal(409, "damaged-release", "release.json of the project is not JSON.", "Mend it with an editor.");
  const { title, artist, date } = await readDetails(folder);
  const release: Record<string, unknown> = { schema: RELEASE_SCHEMA, title, artist, ...known };
  if (changed.title !== undefined) release.title = changed.title;
  if (changed.artist !== undefined) release.artist = changed.artist;
  if (changed.date === null) delete release.date;
  else if (changed.date !== undefined) release.date = changed.date;
  else if (date === null) delete release.date;
  await writeWhole(path, `${JSON.stringify(release, null, 2)}\n`, true);
  return readDetails(folder);
}

/** A new folder in `home`, named for the title. */
export async function makeProject(home: string, title: string, artist: string): Promise<string> {
  await mkdir(home, { recursive: true });
  for (const name of freeNames(safeName(title, "Project"))) {
    const folder = join(home, name);
    const made = await mkdir(folder).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === "EEXIST") return false;
        throw error;
      },
    );
    if (!made) continue;
    const release = { schema: RELEASE_SCHEMA, title, artist, mixes: [] };
    await writeWhole(join(folder, "release.json"), `${JSON.stringify(release, null, 2)}\n`);
    return realFolder(folder);
  }
  throw new Error("there is always a free name");
}

/** The example as a project of one's own; the one that was made before, where there is one. */
export async function copyExample(home: string, song: ExampleSong): Promise<string> {
  const folder = join(home, song);
  if (existsSync(join(folder, "release.json"))) return realFolder(folder);
  await mkdir(home, { recursive: true });
  const state = /[\\/](?:\.songwright|stems|mixes|masters|scores|reports|campaign)(?:[\\/]|$)/;
  const source = exampleFolder(song);
  await cp(source, folder, { recursive: true, filter: (path) => !state.test(path.slice(source.length)) });
  return realFolder(folder);
}

/** examples/: from runtime/server in the repository, or from dist/runtime/server in the package. */
function exampleFolder(song: ExampleSong): string {
  const places = ["../../examples/", "../../../examples/"].map((path) =>
    fileURLToPath(new URL(`${path}${song}`, import.meta.url)),
  );
  return places.find((place) => existsSync(join(place, "release.json"))) ?? (places[0] as string);
}
