/** What is the same for every verb: from the words of a command line to an exit code. */
import { access } from "node:fs/promises";
import { InputError } from "../../foundation/plan/errors.ts";
import { type Run, stage } from "../../foundation/plan/run.ts";
import { programVersion } from "../project/version.ts";
import { type CommandLine, readCommandLine } from "./command-line.ts";
import { CANCELLED, DONE, type Ending, ending, MATERIAL, QUESTIONS, type QuestionsError, USAGE } from "./exit-codes.ts";
import { nearest } from "./nearest.ts";
import { createProgress, type ProgressDisplay } from "./progress.ts";
import type { Context, Failed, Verb } from "./verb.ts";
import { findVerb, verbs } from "./verbs.ts";

/** The world around a run, so that tests can be the world. */
export interface Surroundings {
  out(text: string): void;
  err(text: string): void;
  /** Of standard error. */
  readonly terminal: boolean;
  readonly columns: number;
  readonly folder: string;
  readonly signal: AbortSignal;
  now(): number;
  /** Asks on the terminal; absent where nobody sits there. */
  readonly ask?: (text: string) => Promise<string>;
  /** Instead of the bar on standard error. */
  readonly progress?: ProgressDisplay;
}

/** Runs one command line and gives the exit code. Never throws. */
export async function runCommandLine(words: readonly string[], world: Surroundings): Promise<number> {
  const json = words.includes("--json");
  try {
    return await dispatch(words, world);
  } catch (error) {
    return report(ending(error), json, world);
  }
}

async function dispatch(words: readonly string[], world: Surroundings): Promise<number> {
  const [first] = words;
  if (first === "version" || first === "--version" || first === "-v") return say(programVersion(), world);
  if (first === undefined || first === "help" || first === "--help" || first === "-h")
    return help(words.slice(1), world);
  const found = findVerb(words);
  if (found === null) throw unknownVerb(words);
  const verb = await (verbs[found.name] as () => Promise<Verb>)();
  return runVerb(verb, found.rest, world);
}

async function help(words: readonly string[], world: Surroundings): Promise<number> {
  const { helpDocument, helpForAll, helpForVerb } = await import("./help.ts");
  const named = words.filter((word) => !word.startsWith("-"));
  if (named.length > 0) {
    const found = findVerb(named);
    if (found === null) throw unknownVerb(named);
    return say(helpForVerb(await (verbs[found.name] as () => Promise<Verb>)()), world);
  }
  if (words.includes("--json")) return say(JSON.stringify(await helpDocument(programVersion()), null, 2), world);
  return say(await helpForAll(programVersion()), world);
}

function unknownVerb(words: readonly string[]): InputError {
  const given = words[0] as string;
  const names = Object.keys(verbs);
  const meant = nearest(words.slice(0, 2).join(" "), names) ?? nearest(given, names);
  return new InputError(
    "verb",
    meant === null ? `one of ${names.join(", ")}` : `\`songwright ${meant}\`, perhaps`,
    given,
  );
}

function say(text: string, world: Surroundings): number {
  world.out(`${text}\n`);
  return DONE;
}

/** Runs one verb; throws what it throws. */
export async function runVerb(verb: Verb, words: readonly string[], given: Surroundings): Promise<number> {
  if (!verb.blanksNames) return runWith(verb, words, given);
  const world = (await import("./blanked-names.ts")).blankNames(given, words);
  try {
    return await runWith(verb, words, world);
  } catch (error) {
    return report(ending(error), words.includes("--json"), world);
  }
}

async function runWith(verb: Verb, words: readonly string[], world: World): Promise<number> {
  const line = readCommandLine(verb, words, world.folder);
  if (line.help) return help([verb.name], world);
  const { kind, max } = verb.material;
  const only = kind === "path" && max === 1 ? line.material[0] : undefined;
  const progress = world.progress ?? (line.quiet ? null : createProgress({ ...world, write: world.err }));
  const state: State = { failed: [], document: undefined, written: false };
  try {
    if (only !== undefined) await access(only);
    await verb.perform(makeContext(line, world, progress, state));
    progress?.clear();
  } catch (error) {
    progress?.clear();
    const end = ending(error, only ?? line.material.find((path) => path === (error as { path?: string }).path));
    return report(end, line.json, world);
  }
  if (line.json && state.written) world.out(`${JSON.stringify(state.document, null, 2)}\n`);
  if (line.out !== null) await keepPlans(line.out, world);
  if (world.signal.aborted) return CANCELLED;
  return state.failed.length > 0 ? MATERIAL : DONE;
}

/** What was written into a project becomes part of its history. The work itself is done: a failure here is only said. */
async function keepPlans(out: string, world: World): Promise<void> {
  try {
    await (await import("../project/plan-history.ts")).keepPlansOf(out);
  } catch (error) {
    world.err(`the plan is written, but not kept in the project's history: ${(error as Error).message}\n`);
  }
}

/** Some verbs hear of paths that are not to be printed as they are. */
type World = Surroundings & { readonly hide?: (path: string) => void };

interface State {
  readonly failed: Failed[];
  document: unknown;
  written: boolean;
}

function makeContext(
  line: CommandLine,
  world: World,
  progress: ProgressDisplay | null,
  state: State,
  run: Run = { signal: world.signal, onProgress: progress?.show },
): Context {
  const warn = (text: string): void => {
    if (line.quiet) return;
    progress?.clear();
    world.err(`${text}\n`);
  };
  const { help: _, quiet: __, ...given } = line;
  return {
    ...given,
    options: line.options as Context["options"],
    run,
    within: (part) => makeContext(line, world, progress, state, part),
    verb: async (name) => (Object.hasOwn(verbs, name) ? ((await verbs[name]?.()) ?? null) : null),
    write(document) {
      state.document = document;
      state.written = true;
    },
    say(text) {
      if (line.json) return;
      progress?.clear();
      world.out(`${text}\n`);
    },
    warn,
    ask:
      world.ask === undefined || line.json || line.quiet
        ? null
        : async (text) => {
            progress?.clear();
            return (await world.ask?.(text)) ?? "";
          },
    async each(paths, work, weights) {
      const runs = stage(run, ...paths.map((_, at) => weights?.[at] ?? 1));
      const done: { path: string; result: Awaited<ReturnType<typeof work>> }[] = [];
      const failed: Failed[] = [];
      for (const [at, path] of paths.entries()) {
        world.signal.throwIfAborted();
        world.hide?.(path);
        try {
          done.push({ path, result: await work(path, runs[at] ?? run, at) });
        } catch (error) {
          failed.push(refused(path, error));
        }
      }
      return { done, failed };
    },
    refuse: refused,
  };

  function refused(path: string, error: unknown): Failed {
    const end = ending(error, path);
    if (end.code !== MATERIAL) throw error;
    const failed = { path, error: end.document };
    state.failed.push(failed);
    progress?.clear();
    world.err(`songwright: ${inWords(end, path)}\n`);
    return failed;
  }
}

function inWords({ document }: Ending, path?: string): string {
  const file = path ?? (typeof document.file === "string" ? document.file : undefined);
  return file === undefined || document.message.includes(file) ? document.message : `${file}: ${document.message}`;
}

function questionText(questions: QuestionsError["questions"]): string {
  const lines = questions.flatMap(({ id, file, what, choices, proposal, why }) => [
    `? ${file}: ${what}`,
    `  ${id}${choices.length > 0 ? `: ${choices.join(" or ")}` : ""}${proposal === null ? "" : ` (proposed: ${proposal})`}`,
    `  asked because ${why}`,
  ]);
  const some = questions.find(({ choices }) => choices.length > 0) ?? questions[0];
  const example = JSON.stringify({ [some?.id ?? "id"]: some?.choices[0] ?? some?.proposal ?? "..." });
  lines.push(`songwright: nothing was stored of these files. Write the answers into a file, such as ${example},`);
  lines.push(`and give it with --answers FILE${proposalAdvice(questions)}.`);
  return `${lines.join("\n")}\n`;
}

/** `--accept-proposals` answers only what has a proposal. */
function proposalAdvice(questions: QuestionsError["questions"]): string {
  const without = questions.filter(({ proposal }) => proposal === null).length;
  if (without === questions.length) return "";
  if (without === 0) return "; or take what is proposed with --accept-proposals";
  return `; --accept-proposals takes what is proposed, and leaves ${without} of ${questions.length} to be answered`;
}

/** Says how it ended: on standard error for people, and as the one document of --json. */
function report(end: Ending, json: boolean, world: Surroundings): number {
  if (end.code === QUESTIONS) {
    const { questions, done } = end.document as unknown as QuestionsError;
    if (json) world.out(`${JSON.stringify({ ...done, questions }, null, 2)}\n`);
    else world.err(questionText(questions));
    return end.code;
  }
  if (json) world.out(`${JSON.stringify({ error: end.document }, null, 2)}\n`);
  world.err(`songwright: ${inWords(end)}\n`);
  if (end.code === USAGE) world.err("Verbs and options: songwright help\n");
  if (end.document.kind === "bug") {
    world.err(`${String(end.document.stack ?? "")}\n`);
    world.err(
      `This is a bug in Songwright ${programVersion()}. Please report it with the lines above: see CONTRIBUTING.md\n`,
    );
  }
  return end.code;
}
