/** `songwright make`: a project from its first sound to its masters. */
import { existsSync, readdirSync } from "node:fs";
import { stage } from "../../foundation/plan/run.ts";
import { makeExample } from "../project/make-example.ts";
import { type Release, readRelease } from "../project/release-file.ts";
import { readCommandLine } from "./command-line.ts";
import type { Context } from "./verb.ts";

export async function makeProject(context: Context): Promise<void> {
  const release = await readRelease(context.material[0] as string);
  const [playing, mastering] = stage(context.run, 2, 1);
  const { example, title, artist } = release;
  const [mix] = release.mixes;
  let made: readonly string[] = [];
  if (example !== null && mix !== undefined) {
    const place = { stems: release.stems, mix, title, artist };
    ({ made } = await makeExample(place, example.seed, context.force, playing));
    context.say(
      made.length > 0 ? `made ${made.length} files of "${title}"` : `the sound of "${title}" is there already`,
    );
  }
  const masters = await makeMasters(release, context.within(mastering ?? context.run));
  context.write({ release: { title, artist }, made, mixes: release.mixes, masters });
  context.say("");
  context.say("listen to:");
  for (const path of release.mixes) context.say(`  ${path}`);
  if (masters.state !== "no-master-verb") context.say(`  ${release.masters}`);
}

interface Masters {
  readonly state: "made" | "kept" | "no-master-verb";
  readonly folder: string;
  /** What the verb `master` says of them with --json. */
  readonly document: unknown;
}

async function makeMasters(release: Release, context: Context): Promise<Masters> {
  const folder = release.masters;
  const verb = await context.verb("master");
  if (verb === null) return { state: "no-master-verb", folder, document: null };
  if (!context.force && existsSync(folder) && readdirSync(folder).length > 0) {
    context.say("the masters are there already; --force makes them anew");
    return { state: "kept", folder, document: null };
  }
  const words = [...release.mixes, "--out", folder, ...(context.force ? ["--force"] : [])];
  const line = readCommandLine(verb, words, release.folder);
  let document: unknown = null;
  await verb.perform({
    ...context,
    material: line.material,
    options: line.options as Context["options"],
    out: line.out,
    write: (made) => {
      document = made;
    },
  });
  return { state: "made", folder, document };
}
