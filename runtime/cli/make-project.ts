/** `songwright make`: a project from its first sound to its masters. */
import { existsSync, readdirSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { type Run, stage } from "../../foundation/plan/run.ts";
import { writeWhole } from "../project/files.ts";
import { makeExample } from "../project/make-example.ts";
import { type Release, readRelease } from "../project/release-file.ts";
import { performVerb } from "./perform-verb.ts";
import type { Context } from "./verb.ts";

export async function makeProject(context: Context): Promise<void> {
  const release = await readRelease(context.material[0] as string);
  const [composing, playing, mixing, mastering] = stage(context.run, release.song ? 1 : 0.001, 2, 1, 1) as [
    Run,
    Run,
    Run,
    Run,
  ];
  const { example, title, artist } = release;
  let made: readonly string[] = [];
  if (example !== null) {
    const place = { stems: release.stems, title, artist };
    ({ made } = await makeExample(place, example.seed, context.force, playing));
    context.say(
      made.length > 0 ? `made ${made.length} stems of "${title}"` : `the stems of "${title}" are there already`,
    );
  }
  const song = await makeSong(release, context.within(composing));
  const mix = await makeMix(release, context.within(mixing));
  const masters = await makeMasters(release, context.within(mastering));
  context.write({ release: { title, artist }, made, song, mixes: release.mixes, mix, masters });
  context.say("");
  context.say("listen to:");
  for (const path of release.mixes) context.say(`  ${path}`);
  if (masters.state !== "no-master-verb") context.say(`  ${release.masters}`);
  context.say("look at:");
  if (release.song !== null) context.say(`  ${join(release.scores, "report.html")}`);
  for (const path of release.mixes) context.say(`  ${dirname(path)}/report.html`);
}

/** The brief to notes and stems, where there are none yet; null where the project asks for none. */
async function makeSong({ folder, title, song, scores, stems }: Release, context: Context): Promise<unknown> {
  if (song === null) return null;
  if (existsSync(stems) && !context.force) {
    context.say("the song is there already; --force composes it anew");
    return null;
  }
  const brief = join(scores, "brief.json");
  await mkdir(scores, { recursive: true });
  await writeWhole(brief, `${JSON.stringify({ title, ...song.brief }, null, 2)}\n`, true);
  const words = ["--brief", brief, "--seed", `${song.seed}`, "--out", scores, "--stems", stems];
  return performVerb(await context.verb("compose"), words, folder, context);
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
