/** `--tags FILE.json`: what the masters should say of themselves, for a song or for each track of an album. */
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { FormatError, InputError } from "../../foundation/plan/index.ts";
import type { SoundTags } from "../../foundation/sound/audio.ts";

const TEXTS = ["title", "artist", "album", "track", "date", "genre", "isrc", "upc", "copyright", "comment"] as const;

/**
 * The tags for `count` files: members as in SoundTags, "cover" the path of a JPEG or PNG beside the file; "tracks" a
 * list with what is each file's own. Throws FormatError where it is not JSON, InputError naming the place.
 */
export async function readTags(path: string, count: number): Promise<SoundTags[]> {
  let data: unknown;
  const text = await readFile(path, "utf8");
  try {
    data = JSON.parse(text);
  } catch {
    throw new FormatError("tags", 0, "JSON", text.slice(0, 20));
  }
  const shared = await tagsIn(data, "$", path, ["tracks"]);
  const { tracks } = data as { tracks?: unknown };
  if (tracks === undefined) return Array.from({ length: count }, () => shared);
  if (!Array.isArray(tracks) || tracks.length !== count) {
    const found = Array.isArray(tracks) ? `${tracks.length}` : typeof tracks;
    throw new InputError("$.tracks", `a list of ${count}, one for each file`, found);
  }
  const own = await Promise.all(tracks.map((track, at) => tagsIn(track, `$.tracks[${at}]`, path, [])));
  return own.map((tags, at) => ({ ...shared, ...(count > 1 ? { track: `${at + 1}/${count}` } : {}), ...tags }));
}

async function tagsIn(data: unknown, place: string, path: string, also: readonly string[]): Promise<SoundTags> {
  if (typeof data !== "object" || data === null || Array.isArray(data)) {
    throw new InputError(
      place,
      "an object with title, artist, isrc...",
      JSON.stringify(data)?.slice(0, 40) ?? "nothing",
    );
  }
  const tags: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(data)) {
    if (also.includes(name)) continue;
    if (name === "cover" && typeof value === "string") {
      tags.cover = await coverAt(resolve(dirname(path), value), `${place}.cover`);
      continue;
    }
    if (!(TEXTS as readonly string[]).includes(name)) {
      throw new InputError(`${place}.${name}`, `one of ${[...TEXTS, "cover"].join(", ")}`, name);
    }
    if (typeof value !== "string") throw new InputError(`${place}.${name}`, "a text", JSON.stringify(value));
    tags[name] = value;
  }
  const isrc = tags.isrc as string | undefined;
  if (isrc !== undefined && !/^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(isrc.replace(/-/g, "").toUpperCase())) {
    throw new InputError(`${place}.isrc`, "an ISRC: two letters, three letters or digits, seven digits", isrc);
  }
  return tags as SoundTags;
}

async function coverAt(path: string, place: string): Promise<SoundTags["cover"]> {
  const bytes = new Uint8Array(await readFile(path));
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return { mime: "image/jpeg", bytes };
  if (bytes[0] === 0x89 && bytes[1] === 0x50) return { mime: "image/png", bytes };
  throw new InputError(place, "a JPEG or PNG picture", path);
}
