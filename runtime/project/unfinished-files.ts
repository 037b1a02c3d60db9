/** What a process that was ended left half written: hidden files that carry its number in their names. */
import { type Dirent, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** As files.ts names them: ".NAME.PID-8 digits.part". */
const UNFINISHED = /^\..*\.(\d+)-[0-9a-f]{8}\.part$/;

/**
 * Takes unfinished files out of a folder and its subfolders; links are not followed.
 *
 * @param pid of the process that left them; null: of all that are not alive
 */
export function removeUnfinished(folder: string, pid: number | null): void {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return;
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== "node_modules") removeUnfinished(path, pid);
      continue;
    }
    const written = UNFINISHED.exec(entry.name)?.[1];
    if (written === undefined || !entry.isFile()) continue;
    if (pid === null ? !alive(Number(written)) : Number(written) === pid) rmSync(path, { force: true });
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
