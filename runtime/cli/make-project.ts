/** `songwright make`: a project from its first sound to its masters. */
import type { Context } from "./verb.ts";

export async function makeProject(context: Context): Promise<void> {
  context.say(`nothing to make yet in ${context.material[0]}`);
}
