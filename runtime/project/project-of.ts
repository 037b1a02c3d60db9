import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** The project that a path lies in: the nearest folder upwards with a release.json; null where there is none. */
export function projectOf(path: string): string | null {
  for (let at = path; ; at = dirname(at)) {
    if (existsSync(join(at, "release.json"))) return at;
    if (dirname(at) === at || basename(at) === "") return null;
  }
}
