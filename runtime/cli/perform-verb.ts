/** A verb that is made of others performs them here. */
import { readCommandLine } from "./command-line.ts";
import type { Context, Verb } from "./verb.ts";

/** Another verb, as if its words had been typed in `folder`; what it would print as JSON. `--force` is handed on to verbs that have it. */
export async function performVerb(
  verb: Verb | null,
  words: readonly string[],
  folder: string,
  context: Context,
): Promise<unknown> {
  if (verb === null) return null;
  const force = context.force && verb.standard.includes("force");
  const line = readCommandLine(verb, [...words, ...(force ? ["--force"] : [])], folder);
  let document: unknown = null;
  await verb.perform({
    ...context,
    plan: null,
    dryRun: false,
    material: line.material,
    options: line.options as Context["options"],
    seed: line.seed,
    out: line.out,
    force: line.force,
    write: (made) => {
      document = made;
    },
  });
  return document;
}
