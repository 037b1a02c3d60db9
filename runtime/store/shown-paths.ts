/** Names of files and folders without e-mail addresses and telephone numbers in them, and the way back to the files. */
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join, parse, sep } from "node:path";
import { blankContacts } from "../../foundation/tables/index.ts";

/** A path as it is kept and shown: each of its parts blanked on its own. */
export function blankPath(path: string): string {
  return path.split(sep).map(blankContacts).join(sep);
}

/** Files that a blanked path may be of: itself, or those whose names look like it when they are blanked. */
export function pathsBehind(path: string): string[] {
  if (existsSync(path) || !/\[(?:e-mail|phone)\]/.test(path)) return [path];
  const folder = dirname(path);
  const folders = folder === parse(path).root || existsSync(folder) ? [folder] : pathsBehind(folder);
  return folders.flatMap((each) => {
    let names: string[];
    try {
      names = readdirSync(each);
    } catch {
      return [];
    }
    return names
      .filter((name) => name === basename(path) || blankContacts(name) === basename(path))
      .map((name) => join(each, name));
  });
}
