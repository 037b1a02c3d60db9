/** Reads release.json: what a release project on disk is made of. */
import { readFile } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { FormatError, InputError } from "../../foundation/plan/errors.ts";

export const RELEASE_SCHEMA = "songwright.release/1";

/** Paths are absolute here; in the file they are relative to its folder, and never lead out of it. */
export interface Release {
  readonly folder: string;
  readonly title: string;
  readonly artist: string;
  /** ISO 8601: a year, a month or a day. */
  readonly date: string | null;
  /** A song of the program's own, made from a seed. */
  readonly example: { readonly song: "first-light"; readonly seed: number } | null;
  /** A song to compose: what is asked for (as in a brief of `compose`), the seed, and what plays it. */
  readonly song: ReleaseSong | null;
  readonly scores: string;
  readonly stems: string;
  readonly mixes: readonly string[];
  readonly masters: string;
  /** Exports of services and distributors. */
  readonly data: string;
  /** A target profile that the song and its masters are to go towards. */
  readonly towards: string | null;
}

export interface ReleaseSong {
  readonly brief: Readonly<Record<string, unknown>>;
  readonly seed: number;
  /** As `compose --sound-font` takes it: "built-in", "found", "found:NAME", or the absolute path of a font of the project. */
  readonly soundFont: string;
}

/** Throws FormatError where the file is not JSON, InputError with the JSON path of what is not as it should be. */
export async function readRelease(folder: string): Promise<Release> {
  const text = await readFile(join(folder, "release.json"), "utf8");
  const data = parse(text);
  // Written by hand, often without: it is the first version then.
  const schema = data.schema ?? RELEASE_SCHEMA;
  const version = /^songwright\.release\/(\d+)$/.exec(String(schema))?.[1];
  if (Number(version) > 1)
    throw new InputError(
      "$.schema",
      `${JSON.stringify(RELEASE_SCHEMA)}; a newer Songwright wrote this: update first`,
      shown(schema),
    );
  if (schema !== RELEASE_SCHEMA) throw new InputError("$.schema", JSON.stringify(RELEASE_SCHEMA), shown(schema));
  const mixes = data.mixes ?? [];
  if (!Array.isArray(mixes)) throw new InputError("$.mixes", "a list of paths", shown(mixes));
  return {
    folder,
    title: textAt(data, "title"),
    artist: textAt(data, "artist"),
    date: data.date === undefined ? null : textAt(data, "date"),
    example: exampleAt(data.example),
    song: songAt(folder, data.song),
    scores: inside(folder, data.scores ?? "scores", "$.scores"),
    stems: inside(folder, data.stems ?? "stems", "$.stems"),
    mixes: mixes.map((path, at) => inside(folder, path, `$.mixes[${at}]`)),
    masters: inside(folder, data.masters ?? "masters", "$.masters"),
    data: inside(folder, data.data ?? "data", "$.data"),
    towards: data.towards === undefined || data.towards === null ? null : inside(folder, data.towards, "$.towards"),
  };
}

type Members = Readonly<Record<string, unknown>>;

function parse(text: string): Members {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const at = Number(/ position (\d+)/.exec((error as Error).message)?.[1] ?? text.length);
    const offset = new TextEncoder().encode(text.slice(0, at)).length;
    throw new FormatError("release.json", offset, "JSON", text.slice(at, at + 20) || "the end of the text");
  }
  if (typeof data !== "object" || data === null || Array.isArray(data))
    throw new InputError("$", "an object", shown(data));
  return data as Members;
}

function textAt(data: Members, key: string): string {
  const value = data[key];
  if (typeof value !== "string" || value === "") throw new InputError(`$.${key}`, "a text", shown(value));
  return value;
}

function exampleAt(value: unknown): Release["example"] {
  if (value === undefined || value === null) return null;
  const { song, seed } = value as Members;
  if (song !== "first-light") throw new InputError("$.example.song", '"first-light"', shown(song));
  if (!Number.isSafeInteger(seed) || (seed as number) < 0) {
    throw new InputError("$.example.seed", "a whole number from 0 to 2^53 - 1", shown(seed));
  }
  return { song, seed: seed as number };
}

function songAt(folder: string, value: unknown): ReleaseSong | null {
  if (value === undefined || value === null) return null;
  const { brief, seed, soundFont = "built-in" } = value as Members;
  if (typeof brief !== "object" || brief === null || Array.isArray(brief))
    throw new InputError("$.song.brief", "a brief as an object", shown(brief));
  if (!Number.isSafeInteger(seed) || (seed as number) < 0)
    throw new InputError("$.song.seed", "a whole number from 0 to 2^53 - 1", shown(seed));
  const known = typeof soundFont === "string" && /^(?:built-in|found|found:.+)$/.test(soundFont);
  const font = known ? (soundFont as string) : inside(folder, soundFont, "$.song.soundFont");
  return { brief: brief as Members, seed: seed as number, soundFont: font };
}

function inside(folder: string, path: unknown, field: string): string {
  if (typeof path !== "string" || path === "") throw new InputError(field, "a path", shown(path));
  const whole = resolve(folder, path);
  if (!whole.startsWith(resolve(folder) + sep)) throw new InputError(field, "a path inside the project's folder", path);
  return whole;
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
