/** A store that a run makes and keeps nothing in leaves nothing behind. */
import { existsSync } from "node:fs";
import { readdir, rm, rmdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

export interface NewStore {
  /** Takes away the store's databases and the folders around them, as far as they were not there and are empty. */
  remove(): Promise<void>;
}

const DATABASE = /^(?:state\.sqlite|facts\.duckdb)(?:[-.]\w+)?$/;

/** To be called before the store is opened; what was there already is never touched. */
export async function watchNewStore(folder: string): Promise<NewStore> {
  const hidden = join(resolve(folder), ".songwright");
  const before = new Set(await readdir(hidden).catch(() => []));
  const made: string[] = [];
  for (let path = hidden; !existsSync(path); path = dirname(path)) made.push(path);
  return {
    async remove() {
      if ([...before].some((name) => DATABASE.test(name))) return;
      const names = await readdir(hidden).catch(() => []);
      for (const name of names)
        if (DATABASE.test(name) && !before.has(name)) await rm(join(hidden, name), { force: true });
      // Innermost first; one that holds anything else stays, and so does all around it.
      for (const path of made) {
        const gone = await rmdir(path).then(
          () => true,
          () => false,
        );
        if (!gone) return;
      }
    },
  };
}
