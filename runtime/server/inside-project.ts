/** Paths within a project: nothing that leads out of it is opened, whatever it is called and wherever links lead. */
import { lstatSync, realpathSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { Refusal } from "./refusal.ts";

/** State, caches and keys of the program: no file of a person's. */
export const STATE_FOLDER = ".songwright";

/**
 * A folder that a person named within their project, as an absolute path; it need not exist.
 *
 * @throws Refusal "outside-project" for what is absolute, leads out, or goes through a link
 */
export function folderInside(project: string, named: string, at: string): string {
  const outside = (): Refusal =>
    new Refusal(400, "outside-project", "The folder is not within the project.", 'Name one such as "masters".', at);
  if (/\p{Cc}/u.test(named) || isAbsolute(named) || /^[a-z]:|^\\|\\/i.test(named)) throw outside();
  const whole = resolve(project, named);
  const within = relative(project, whole);
  if (within === ".." || within.startsWith(`..${sep}`) || isAbsolute(within)) throw outside();
  if (within === STATE_FOLDER || within.startsWith(STATE_FOLDER + sep)) throw outside();
  if (goesThroughLink(project, within)) throw outside();
  return whole;
}

/** Whether a part of the path is a link, or leads somewhere else in any other way. */
export function goesThroughLink(project: string, within: string): boolean {
  let at = project;
  for (const part of within.split(sep)) {
    if (part === "") continue;
    at = join(at, part);
    try {
      if (lstatSync(at).isSymbolicLink()) return true;
    } catch {
      return false; // not there: nor is anything in it
    }
  }
  try {
    return relative(realpathSync(project), realpathSync(at)) !== within;
  } catch {
    return false;
  }
}
