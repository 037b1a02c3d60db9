/** The version of this program, as in its package.json. */
import { readFileSync } from "node:fs";

let known: string | null = null;

export function programVersion(): string {
  if (known !== null) return known;
  // From runtime/project/ in the repository, or from dist/runtime/project/ in the package.
  for (const path of ["../../package.json", "../../../package.json"]) {
    const version = versionIn(new URL(path, import.meta.url));
    if (version !== null) {
      known = version;
      return version;
    }
  }
  throw new Error("package.json of songwright is missing");
}

function versionIn(file: URL): string | null {
  try {
    const { name, version } = JSON.parse(readFileSync(file, "utf8")) as { name?: string; version?: string };
    return name === "songwright" && version !== undefined ? version : null;
  } catch {
    return null;
  }
}
