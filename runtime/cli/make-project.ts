/** `songwright make`: a project from its first sound to its masters. */
import { existsSync, readdirSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { type Run, stage } from "../../foundation/plan/run.ts";
import { aiUseRecord } from "../project/ai-use-record.ts";
import { writeWhole } from "../project/files.ts";
import { filesUnder, type MadeFrom, openMadeFrom } from "../project/made-from.ts";
import { makeExample } from "../project/make-example.ts";
import { type Release, readRelease } from "../project/release-file.ts";
import { type SummaryLine, summaryPage } from "../report/summary-page.ts";
import { readData } from "./make-data.ts";
import { makeStep } from "./make-step.ts";
import { performVerb } from "./perform-verb.ts";
import type { Context } from "./verb.ts";

export async function makeProject(context: Context): Promise<void> {
  const release = await readRelease(context.material[0] as string);
  const shares = [release.song ? 1 : 0.001, 2, 1, 1, 0.2];
  const [composing, playing, mixing, mastering, reading] = stage(context.run, ...shares) as [Run, Run, Run, Run, Run];
  const { title, artist } = release;
  const madeFrom = await openMadeFrom(release.folder);
  const made = await makeStems(release, madeFrom, context, playing);
  const song = await makeSong(release, madeFrom, context.within(composing));
  const mix = await makeMix(release, madeFrom, context.within(mixing));
  const masters = await makeMasters(release, madeFrom, context.within(mastering));
  const data = await readData(release, madeFrom, context.within(reading));
  const summary = await summarise(release, madeFrom, masters.state !== "no-master-verb", data?.pages ?? [], context);
  context.write({ release: { title, artist }, made, song, mixes: release.mixes, mix, masters, data, summary });
  context.say("");
  context.say("listen to:");
  for (const path of release.mixes) context.say(`  ${path}`);
  if (masters.state !== "no-master-verb") context.say(`  ${release.masters}`);
  context.say("look at:");
  if (release.song !== null) context.say(`  ${join(release.scores, "report.html")}`);
  for (const path of release.mixes) context.say(`  ${dirname(path)}/report.html`);
  for (const page of data?.pages ?? []) context.say(`  ${page}`);
  context.say(`  ${summary}: all of it on one page`);
}

/** Stems of the example song from its seed; paths of those that were made now. */
async function makeStems(release: Release, made: MadeFrom, context: Context, run: Run): Promise<readonly string[]> {
  const { example, stems, title, artist } = release;
  if (example === null) return [];
  const inputs = [title, artist, JSON.stringify(example)];
  const { state, changed } = await made.look("stems", inputs);
  const anew = context.force || (state === "outdated" && changed.length === 0);
  const written = await makeExample({ stems, title, artist }, example.seed, anew, run);
  // Stems that a person changed stay known as changed.
  if (written.made.length > 0 && (context.force || changed.length === 0))
    await made.keep("stems", inputs, written.stems);
  context.say(
    written.made.length > 0
      ? `made ${written.made.length} stems of "${title}"`
      : `the stems of "${title}" are there already${state === "outdated" ? ", as you changed them: --force makes them anew" : ""}`,
  );
  return written.made;
}

/** The page that leads to everything, and the record of who decided. */
async function summarise(
  release: Release,
  made: MadeFrom,
  mastered: boolean,
  pages: readonly string[],
  context: Context,
): Promise<string> {
  const reports = join(release.folder, "reports");
  const path = join(reports, "summary.html");
  const { record, unread } = aiUseRecord(release);
  for (const plan of unread)
    context.warn(`${plan} cannot be read as a plan: its decisions are not in the record of who decided`);
  const lines: SummaryLine[] = [
    ...(release.song === null
      ? []
      : [
          {
            what: "Song",
            path: join(release.scores, "report.html"),
            says: "notes, form and harmony, written from the brief",
          },
        ]),
    ...release.mixes.map((mix) => {
      const report = join(dirname(mix), "report.html");
      return {
        what: `Mix: ${basename(mix)}`,
        path: existsSync(report) ? report : mix,
        says: "levels, space and tone of the stems, with reasons",
      };
    }),
    ...(mastered
      ? [{ what: "Masters", path: release.masters, says: "for each target, with a report of what was done" }]
      : []),
    ...pages.map((each) => ({
      what: PAGES[basename(each)]?.[0] ?? basename(each),
      path: each,
      says: PAGES[basename(each)]?.[1] ?? "",
    })),
  ];
  const texts: readonly [path: string, text: string][] = [
    [path, summaryPage(release, lines, record, path)],
    [join(reports, "ai-use.json"), `${JSON.stringify(record, null, 2)}\n`],
  ];
  const step = {
    name: "summary",
    shown: "the summary is",
    folder: release.folder,
    inputs: texts.map(([, text]) => text),
    into: [reports],
    own: false,
    silent: true,
    perform: async () => {
      for (const [each, text] of texts) await writeWhole(each, text, true);
      return null;
    },
  };
  await makeStep(made, step, context);
  return path;
}

/** What the pages of the verbs are, by file name. */
const PAGES: Readonly<Record<string, readonly [what: string, says: string]>> = {
  "audience.html": ["Audience", "how each recording does, and where its listeners are"],
  "markets.html": ["Markets", "which to enter first, and why"],
  "integrity.html": ["Integrity", "whether streams or money look wrong"],
  "content.html": ["Content", "what resonates, how sure, and what to test next"],
  "measured.html": ["Campaigns measured", "whether they worked, and what one more stream cost"],
  "campaign.html": ["Next campaign", "where to spend, what to post, how to tell whether it worked"],
};

/** The brief to notes and stems; null where the project asks for none. */
async function makeSong(
  { folder, title, song, scores, stems, towards }: Release,
  made: MadeFrom,
  context: Context,
): Promise<unknown> {
  if (song === null) return null;
  const { brief, seed, soundFont } = song;
  const verb = await context.verb("compose");
  const step = {
    name: "song",
    shown: "the song is",
    folder,
    inputs: [
      title,
      JSON.stringify({ brief, seed }),
      ...(await profile(towards, made)),
      ...(await font(soundFont, made)),
    ],
    into: [scores, stems],
    own: existsSync(stems),
    tidy: true,
    perform: async (within: Context) => {
      const asked = join(scores, "brief.json");
      await mkdir(scores, { recursive: true });
      await writeWhole(asked, `${JSON.stringify({ title, ...brief }, null, 2)}\n`, true);
      const words = ["--brief", asked, "--seed", `${seed}`, "--out", scores, "--stems", stems];
      if (towards !== null) words.push("--towards", towards);
      if (soundFont !== "built-in") words.push("--sound-font", soundFont);
      return performVerb(verb, words, folder, within);
    },
  };
  return (await makeStep(made, step, context)).document;
}

interface Mixed {
  /** "delivered": there are no stems, or several mixes that a person made. */
  readonly state: "made" | "kept" | "delivered";
  readonly document: unknown;
}

/** Stems to the project's one mix. */
async function makeMix({ folder, stems, mixes }: Release, made: MadeFrom, context: Context): Promise<Mixed> {
  const [mix, ...others] = mixes;
  if (mix === undefined || others.length > 0 || !existsSync(stems)) return { state: "delivered", document: null };
  const verb = await context.verb("mix");
  return makeStep(
    made,
    {
      name: "mix",
      shown: "the mix is",
      folder,
      inputs: [basename(mix), ...(await namedHashes(made, [...(await filesUnder([stems])).keys()]))],
      into: [dirname(mix)],
      own: existsSync(mix),
      perform: (within) => {
        const words = [stems, "--out", dirname(mix), "--name", basename(mix, extname(mix)), "--no-master"];
        return performVerb(verb, words, folder, within);
      },
    },
    context,
  );
}

interface Masters {
  readonly state: "made" | "kept" | "no-master-verb";
  readonly folder: string;
  /** What the verb `master` says of them with --json. */
  readonly document: unknown;
}

async function makeMasters(release: Release, made: MadeFrom, context: Context): Promise<Masters> {
  const folder = release.masters;
  const verb = await context.verb("master");
  if (verb === null) return { state: "no-master-verb", folder, document: null };
  const step = {
    name: "masters",
    shown: "the masters are",
    folder: release.folder,
    inputs: [...(await namedHashes(made, release.mixes)), ...(await profile(release.towards, made))],
    into: [folder],
    own: existsSync(folder) && readdirSync(folder).length > 0,
    perform: (within: Context) => {
      const towards = release.towards === null ? [] : ["--towards", release.towards];
      return performVerb(verb, [...release.mixes, "--out", folder, ...towards], release.folder, within);
    },
  };
  return { ...(await makeStep(made, step, context)), folder };
}

/** Nothing where none is asked for: what was made without one stays up to date. */
const profile = async (towards: string | null, made: MadeFrom): Promise<readonly string[]> =>
  towards === null ? [] : [`towards ${await made.hashOf(towards)}`];

/** Nothing for the built-in instruments; a font of the project by its bytes, one of the machine by its name. */
const font = async (asked: string, made: MadeFrom): Promise<readonly string[]> =>
  asked === "built-in" ? [] : [`font ${asked.startsWith("found") ? asked : await made.hashOf(asked)}`];

async function namedHashes(made: MadeFrom, paths: readonly string[]): Promise<string[]> {
  const hashes: string[] = [];
  for (const path of [...paths].sort()) hashes.push(`${basename(path)} ${await made.hashOf(path)}`);
  return hashes;
}
