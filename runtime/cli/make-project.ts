/** `songwright make`: a project from its first sound to its masters. */
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, extname } from "node:path";
import { type Run, stage } from "../../foundation/plan/run.ts";
import { makeExample } from "../project/make-example.ts";
import { type Release, readRelease } from "../project/release-file.ts";
import { performVerb } from "./perform-verb.ts";
import type { Context } from "./verb.ts";

export async function makeProject(context: Context): Promise<void> {
  const release = await readRelease(context.material[0] as string);
  const [playing, mixing, mastering] = stage(context.run, 2, 1, 1) as [Run, Run, Run];
  const { example, title, artist } = release;
  let made: readonly string[] = [];
  if (example !== null) {
    const place = { stems: release.stems, title, artist };
    ({ made } = await makeExample(place, example.seed, context.force, playing));
    context.say(
      made.length > 0 ? `made ${made.length} stems of "${title}"` : `the stems of "${title}" are there already`,
    );
  }
  const mix = await makeMix(release, context.within(mixing));
  const masters = await makeMasters(release, context.within(mastering));
  context.write({ release: { title, artist }, made, mixes: release.mixes, mix, masters });
  context.say("");
  context.say("listen to:");
  for (const path of release.mixes) context.say(`  ${path}`);
  if (masters.state !== "no-master-verb") context.say(`  ${release.masters}`);
  context.say("look at:");
  for (const path of release.mixes) context.say(`  ${dirname(path)}/report.html`);
}

interface Mixed {
  /** "delivered": there are no stems, or several mixes that a person made. */
  readonly state: "made" | "kept" | "delivered";
  readonly document: unknown;
}

/** Stems to the project's one mix, where it is missing. */
async function makeMix({ folder, stems, mixes }: Release, context: Context): Promise<Mixed> {
  const [mix, ...others] = mixes;
  if (mix === undefined || others.length > 0 || !existsSync(stems)) return { state: "delivered", document: null };
  if (existsSync(mix) && !context.force) {
    context.say("the mix is there already; --force makes it anew");
    return { state: "kept", document: null };
  }
  const words = [stems, "--out", dirname(mix), "--name", basename(mix, extname(mix)), "--no-master"];
  const document = await performVerb(await context.verb("mix"), words, folder, context);
  return { state: "made", document };
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
  const document = await performVerb(verb, [...release.mixes, "--out", folder], release.folder, context);
  return { state: "made", folder, document };
}
