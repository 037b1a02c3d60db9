/** The last steps of `make`: exports into the project's facts, and what they say. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Decision } from "../../foundation/plan/index.ts";
import { readPlan } from "../../foundation/plan/plan-file.ts";
import type { MadeFrom } from "../project/made-from.ts";
import type { Release } from "../project/release-file.ts";
import { openState } from "../store/state-database.ts";
import { QuestionsError } from "./exit-codes.ts";
import { makeStep, type Stepped } from "./make-step.ts";
import { performVerb } from "./perform-verb.ts";
import type { Context } from "./verb.ts";

export interface ReadData {
  readonly imported: unknown;
  readonly audience: unknown;
  readonly markets: unknown;
  readonly integrity: unknown;
  readonly content: unknown;
  readonly measured: unknown;
  readonly campaign: unknown;
  readonly pages: readonly string[];
}

/** Null where there are no exports. Each answer is a verb's document, or `{ state: "kept" }` where it is up to date. */
export async function readData(release: Release, made: MadeFrom, context: Context): Promise<ReadData | null> {
  const { folder, data } = release;
  const files = existsSync(data) ? readdirSync(data, { withFileTypes: true }) : [];
  const exports_ = files.filter((file) => file.isFile() && /\.(?:csv|tsv|txt|gz|zip|xlsx)$/i.test(file.name));
  if (exports_.length === 0) return null;
  const paths = exports_.map(({ name }) => join(data, name)).sort();
  const imported = await asked(context, async () =>
    performVerb(await context.verb("import"), [...paths, "--project", folder], folder, context),
  );
  const facts = factsHash(folder);
  const reports = join(folder, "reports");
  const pages: string[] = [];
  const answer = async (
    name: string,
    {
      page = name,
      more = [],
      inputs = [],
    }: { page?: string; more?: readonly string[]; inputs?: readonly string[] } = {},
  ): Promise<unknown> => {
    const verb = await context.verb(name);
    if (verb === null) return null;
    const words = ["--project", folder, "--out", reports, "--force", ...more];
    const step = {
      name,
      shown: `reports/${page}.html and what belongs to it are`,
      folder,
      inputs: [facts, ...inputs],
      into: [reports],
      own: false,
      silent: true,
      perform: (within: Context) => performVerb(verb, words, folder, within),
    };
    const stepped = await makeStep(made, step, context);
    if (existsSync(join(reports, `${page}.html`))) pages.push(join(reports, `${page}.html`));
    return documentOf(stepped);
  };
  // What campaigns brought goes before the markets, and these before the next campaign.
  const audience = await answer("audience");
  const measured = await answer("campaign measure", { page: "measured" });
  const known = await measuredNow(made, facts, join(reports, "measured.json"), context);
  const markets = await answer("markets", {
    more: known === null ? [] : ["--measured", known],
    inputs: [known === null ? "" : await made.hashOf(known)],
  });
  const integrity = await answer("integrity");
  const content = await answer("content");
  await findHook(release, made, context);
  const campaign = await planned(release, facts, made, context);
  if (existsSync(join(folder, "campaign", "campaign.html"))) pages.push(join(folder, "campaign", "campaign.html"));
  return { imported, audience, measured, markets, integrity, content, campaign, pages };
}

const documentOf = ({ state, document }: Stepped): unknown => (state === "kept" ? { state } : document);

/** Only what was measured on the present data tells the markets anything; of an earlier state of the data nobody knows. */
async function measuredNow(made: MadeFrom, facts: string, path: string, context: Context): Promise<string | null> {
  if (!existsSync(path)) return null;
  const { state, changed, unchanged } = await made.look("campaign measure", [facts]);
  if (state === "current" && [...changed, ...unchanged].includes(path)) return path;
  context.warn(`${path} was not made from the present data: markets are worked out without it`);
  return null;
}

/** Where the first master's hook is, for clips: a document that a person may edit. */
async function findHook(release: Release, made: MadeFrom, context: Context): Promise<void> {
  const { folder } = release;
  const verb = await context.verb("measure");
  const master = firstMaster(release);
  if (verb === null || master === null) return;
  const reports = join(folder, "reports");
  const path = join(reports, "hooks.json");
  const step = {
    name: "hook",
    shown: "reports/hooks.json is",
    folder,
    inputs: [`${basename(master)} ${await made.hashOf(master)}`],
    into: [reports],
    own: existsSync(path),
    silent: true,
    perform: (within: Context) => performVerb(verb, [master, "--hooks", path, "--force"], folder, within),
  };
  await makeStep(made, step, context);
}

/** The next campaign, around what a person decided in the plan that is there. */
async function planned(release: Release, facts: string, made: MadeFrom, context: Context): Promise<unknown> {
  const { folder } = release;
  const verb = await context.verb("campaign plan");
  if (verb === null) return null;
  const out = join(folder, "campaign");
  const [plan, brief] = [join(out, "plan.json"), join(out, "brief.json")];
  const named = [
    brief,
    join(out, "measured.json"),
    join(folder, "reports", "markets.json"),
    join(folder, "reports", "hooks.json"),
    join(folder, "release.json"),
  ];
  const master = firstMaster(release);
  const inputs = [facts, master === null ? "" : `${basename(master)} ${await made.hashOf(master)}`];
  for (const path of named) inputs.push(await made.hashOf(path));
  // What a person decided is taken over into the plan made anew, so it is something that goes in.
  inputs.push(JSON.stringify(existsSync(plan) ? decidedIn(await readFile(plan, "utf8")) : []));
  const { state, changed } = await made.look("campaign plan", inputs);
  const others = changed.filter((path) => path !== plan);
  const anew =
    existsSync(plan) && (context.force || (state !== "current" && state !== "unknown" && others.length === 0));
  // What was planned is compared with what came of it later; and --keep keeps no value that nobody signed as their own.
  if (anew) await keepEarlier(plan, join(out, "earlier"));
  if (anew && changed.includes(plan)) {
    context.say("the campaign is planned anew around your plan.json; as it was it stays in campaign/earlier");
  }
  const step = {
    name: "campaign plan",
    shown: "the campaign's plan and files are",
    folder,
    inputs,
    into: [out],
    own: existsSync(plan),
    perform: async (within: Context) => {
      const words = ["--project", folder, "--out", out, "--force"];
      if (existsSync(brief)) words.push("--brief", brief);
      if (existsSync(plan)) words.push("--keep", plan);
      return asked(context, () => performVerb(verb, words, folder, within));
    },
  };
  return documentOf(await makeStep(ignoring(made, plan), step, context));
}

/** As "2026-05-01.plan.json": by the campaign's first day. */
async function keepEarlier(plan: string, folder: string): Promise<void> {
  const [first] = decisionsIn(await readFile(plan, "utf8")).filter(({ id }) => id === "campaign.from");
  const from = /^\d{4}-\d\d-\d\d$/.exec(`${first?.value}`)?.[0] ?? "undated";
  await mkdir(folder, { recursive: true });
  await copyFile(plan, join(folder, `${from}.plan.json`));
}

/** None of a text that is no plan. */
function decisionsIn(text: string): readonly Decision[] {
  try {
    return readPlan(text).decisions;
  } catch {
    return [];
  }
}

/** Ids and values of what a person set or locked. */
function decidedIn(text: string): unknown {
  return decisionsIn(text).flatMap(({ id, value, by, locked }) => (by === "person" || locked ? [[id, value]] : []));
}

/** As if the file were as it was made: what a person wrote into it is taken over, not written over. */
function ignoring(made: MadeFrom, path: string): MadeFrom {
  return {
    ...made,
    async look(step, inputs) {
      const looked = await made.look(step, inputs);
      return { ...looked, changed: looked.changed.filter((each) => each !== path) };
    },
  };
}

function firstMaster({ masters }: Release): string | null {
  const names = existsSync(masters) ? readdirSync(masters).filter((name) => /\.(?:wav|flac|aiff?)$/i.test(name)) : [];
  const [first] = names.sort();
  return first === undefined ? null : join(masters, first);
}

/** Of everything that answers are made from: the statements in use, and what a person answered about them. */
function factsHash(folder: string): string {
  const state = openState(join(folder, ".songwright", "state.sqlite"));
  try {
    const active = state.statements().filter((statement) => statement.active);
    const used = active.map(({ layout, account, hash }) => `${layout} ${account} ${hash}`).sort();
    return createHash("sha256")
      .update(JSON.stringify([used, Object.entries(state.answers()).sort()]))
      .digest("hex");
  } finally {
    state.close();
  }
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
