/** Sounds to aim at: from reference files, from a folder, from a profile saved earlier. */
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { FormatError, InputError, type PlanMaterial, type Run, stage } from "../../foundation/plan/index.ts";
import { averageProfile, PROFILE_SCHEMA, profileOf, type SoundProfile } from "../../production/index.ts";
import { type AnalysedFile, analyseFile } from "../sound/analyse-file.ts";
import { analyseRemotely } from "../sound/meter-thread.ts";
import { fileHash } from "./master-song.ts";

export interface HeardSound {
  readonly profile: SoundProfile;
  readonly material: readonly PlanMaterial[];
}

/** Throws FormatError for a reference that cannot be one: silent, or with opposite polarity. */
export async function referenceSound(paths: readonly string[], run?: Run, workers = 1): Promise<HeardSound> {
  const profiles: SoundProfile[] = [];
  const material: PlanMaterial[] = [];
  const runs = stage(run, ...paths.map(() => 1));
  for (const [at, path] of paths.entries()) {
    const { analysis } =
      workers > 1 ? await analyseRemotely<AnalysedFile>(path, false) : await analyseFile(path, runs[at]);
    const profile = profileOf(basename(path), analysis);
    if (profile === null) {
      const silent = analysis.measurement.integratedLufs === null;
      throw new FormatError(
        `reference ${basename(path)}`,
        0,
        "a song with sound in the middle",
        silent ? "silence, or less than 0.4 s" : "channels that cancel each other (opposite polarity)",
      );
    }
    profiles.push(profile);
    material.push({ name: path, sha256: await fileHash(path, run) });
  }
  const name = profiles.map((profile) => profile.name).join(", ");
  return { profile: profiles.length === 1 ? (profiles[0] as SoundProfile) : averageProfile(name, profiles), material };
}

/** The mean sound of every song in a folder; what is no sound is left out and listed. */
export async function learnSound(
  folder: string,
  run?: Run,
): Promise<{ readonly profile: SoundProfile; readonly failed: readonly string[] }> {
  const files = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map(({ name }) => join(folder, name))
    .sort();
  const runs = stage(run, ...files.map(() => 1));
  const profiles: SoundProfile[] = [];
  const failed: string[] = [];
  for (const [at, path] of files.entries()) {
    try {
      const profile = profileOf(basename(path), (await analyseFile(path, runs[at])).analysis);
      if (profile) profiles.push(profile);
      else failed.push(path);
    } catch (cause) {
      if (!(cause instanceof FormatError)) throw cause;
      failed.push(path);
    }
  }
  if (profiles.length === 0) throw new InputError("--learn-sound", "a folder with songs", folder);
  return { profile: averageProfile(basename(folder), profiles), failed };
}

export async function readSoundProfile(path: string): Promise<HeardSound> {
  const { soundProfileSchema } = await import("./sound-profile-schema.ts");
  let data: unknown;
  try {
    data = JSON.parse(await readFile(path, "utf8"));
  } catch {
    throw new FormatError("sound profile", 0, `JSON with "schema": "${PROFILE_SCHEMA}"`, "no JSON");
  }
  const result = soundProfileSchema.safeParse(data);
  if (!result.success) {
    const [issue] = result.error.issues;
    const place = `$.${issue?.path.join(".") ?? ""} of ${basename(path)}`;
    const expected = (issue?.message ?? "a sound profile").replace(/^Invalid input: expected /, "");
    throw new InputError(place, expected, "something else");
  }
  return { profile: result.data, material: [{ name: path, sha256: await fileHash(path) }] };
}
