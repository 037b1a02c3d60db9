/** Where the files of an album go. */
import { basename, extname, join } from "node:path";
import { type MasterTarget, targetName } from "../../production/index.ts";
import type { DeliveryFormat } from "./formats.ts";

/** One target in one format. */
export interface AlbumJob {
  readonly target: MasterTarget | null;
  readonly format: DeliveryFormat;
}

/** "01 song": unique and in order. "@" stands between names in the ids of decisions, so it may not be in one. */
export function trackNames(paths: readonly string[]): string[] {
  return paths.map((path, at) => `${`${at + 1}`.padStart(2, "0")} ${basename(path, extname(path)).replace(/@/g, "_")}`);
}

/**
 * A folder for each job: `out` itself where there is one, else `spotify` within it; where a target has several formats,
 * these come in: `spotify.wav16-44100`.
 */
export function albumFolders(out: string, jobs: readonly AlbumJob[]): string[] {
  if (jobs.length === 1) return [out];
  return jobs.map(({ target, format }) => {
    const name = targetName(target);
    const alone = jobs.filter((job) => targetName(job.target) === name).length === 1;
    return join(out, alone ? name : `${name}.${format.name.toLowerCase().replace("@", "-")}`);
  });
}

/** Every target with every format (none asked for: the target's own), each once. */
export function albumJobs(
  targets: readonly (MasterTarget | null)[],
  formats: readonly DeliveryFormat[],
  own: (target: MasterTarget | null) => DeliveryFormat,
): AlbumJob[] {
  return targets.flatMap((target) => {
    const wanted = formats.length > 0 ? formats : [own(target)];
    const names = wanted.map(({ name }) => name.toLowerCase());
    return wanted.filter((_, at) => names.indexOf(names[at] as string) === at).map((format) => ({ target, format }));
  });
}
