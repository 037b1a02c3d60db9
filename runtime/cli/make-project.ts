/** `songwright make`: a project from its first sound to its masters. */
import { existsSync, readdirSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { type Run, stage } from "../../foundation/plan/run.ts";
import { aiUseRecord } from "../project/ai-use-record.ts";
import { writeWhole } from "../project/files.ts";
import { makeExample } from "../project/make-example.ts";
import { type Release, readRelease } from "../project/release-file.ts";
import { type SummaryLine, summaryPage } from "../report/summary-page.ts";
import { QuestionsError } from "./exit-codes.ts";
import { performVerb } from "./perform-verb.ts";
import type { Context } from "./verb.ts";

export async function makeProject(context: Context): Promise<void> {
  const release = await readRelease(context.material[0] as string);
  const shares = [release.song ? 1 : 0.001, 2, 1, 1, 0.2];
  const [composing, playing, mixing, mastering, reading] = stage(context.run, ...shares) as [Run, Run, Run, Run, Run];
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
  const data = await readData(release, context.within(reading));
  const summary = await summarise(release, masters.state !== "no-master-verb", data?.pages ?? [], context);
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

/** The page that leads to everything, and the record of who decided. */
async function summarise(
  release: Release,
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
  await writeWhole(path, summaryPage(release, lines, record, path), true);
  await writeWhole(join(reports, "ai-use.json"), `${JSON.stringify(record, null, 2)}\n`, true);
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

interface ReadData {
  readonly imported: unknown;
  readonly audience: unknown;
  readonly markets: unknown;
  readonly integrity: unknown;
  readonly content: unknown;
  readonly measured: unknown;
  readonly campaign: unknown;
  readonly pages: readonly string[];
}

/** Exports in the project's data folder into its facts, and what they say; null where there are none. */
async function readData({ folder, data }: Release, context: Context): Promise<ReadData | null> {
  const files = existsSync(data) ? readdirSync(data, { withFileTypes: true }) : [];
  const exports_ = files.filter((file) => file.isFile() && /\.(?:csv|tsv|txt|gz|zip|xlsx)$/i.test(file.name));
  if (exports_.length === 0) return null;
  const paths = exports_.map(({ name }) => join(data, name)).sort();
  const imported = await asked(context, async () =>
    performVerb(await context.verb("import"), [...paths, "--project", folder], folder, context),
  );
  const reports = join(folder, "reports");
  const pages: string[] = [];
  const answer = async (name: string, pageName: string = name, more: readonly string[] = []): Promise<unknown> => {
    const verb = await context.verb(name);
    if (verb === null) return null;
    const words = ["--project", folder, "--out", reports, "--force", ...more];
    const document = await performVerb(verb, words, folder, context);
    if (existsSync(join(reports, `${pageName}.html`))) pages.push(join(reports, `${pageName}.html`));
    return document;
  };
  const planned = async (): Promise<unknown> => {
    const verb = await context.verb("campaign plan");
    const out = join(folder, "campaign");
    if (verb === null || (existsSync(join(out, "plan.json")) && !context.force)) return null;
    const brief = join(out, "brief.json");
    const words = ["--project", folder, "--out", out, "--force", ...(existsSync(brief) ? ["--brief", brief] : [])];
    // What a person decided in the plan stays.
    if (existsSync(join(out, "plan.json"))) words.push("--keep", join(out, "plan.json"));
    const document = await asked(context, () => performVerb(verb, words, folder, context));
    if (existsSync(join(out, "campaign.html"))) pages.push(join(out, "campaign.html"));
    return document;
  };
  // What campaigns brought goes before the markets, and these before the next campaign.
  const audience = await answer("audience");
  const measured = await answer("campaign measure", "measured");
  const known = join(reports, "measured.json");
  const markets = await answer("markets", "markets", existsSync(known) ? ["--measured", known] : []);
  return {
    imported,
    audience,
    measured,
    markets,
    integrity: await answer("integrity"),
    content: await answer("content"),
    campaign: await planned(),
    pages,
  };
}

/** What has to be asked holds up that file, not the whole project. */
async function asked(context: Context, work: () => Promise<unknown>): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof QuestionsError)) throw error;
    for (const { file, what, id } of error.questions) context.warn(`? ${file}: ${what} (${id})`);
    context.warn("answer with: songwright import FILE --answers FILE --project DIR");
    return { ...error.done, questions: error.questions };
  }
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
