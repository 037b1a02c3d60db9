/** What is printed without the addresses and telephone numbers that files carry in their names. */
import { basename, dirname, resolve } from "node:path";
import { blankContacts } from "../../foundation/tables/index.ts";
import { blankPath } from "../store/shown-paths.ts";
import type { Surroundings } from "./frame.ts";

export interface BlankedSurroundings extends Surroundings {
  /** Names a path that may come up in what is printed. */
  hide(path: string): void;
}

/** @param words of the command line: each may be a path */
export function blankNames(world: Surroundings, words: readonly string[]): BlankedSurroundings {
  const names = new Map<string, string>();
  const hide = (path: string): void => {
    for (const name of [path, dirname(path), basename(path)]) {
      const shown = blankPath(name);
      if (shown === name) continue;
      names.set(name, shown);
      names.set(JSON.stringify(name).slice(1, -1), JSON.stringify(shown).slice(1, -1));
    }
  };
  for (const word of words) {
    if (blankContacts(word) === word) continue;
    hide(word);
    hide(resolve(world.folder, word));
  }
  hide(world.folder);
  const blanked = (text: string): string =>
    // Longer ones first: a name stands in its path.
    [...names]
      .sort((a, b) => b[0].length - a[0].length)
      .reduce((all, [name, shown]) => all.replaceAll(name, shown), text);
  return { ...world, hide, out: (text) => world.out(blanked(text)), err: (text) => world.err(blanked(text)) };
}
