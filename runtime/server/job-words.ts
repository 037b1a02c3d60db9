/**
 * What a person asked for in the studio, as the words of a command line: built from the options that the verb itself
 * declares, so that nothing else can get in. Values are attached to their option ("--title=-x") and material stands
 * behind "--": neither can become an option.
 */
import { relative, sep } from "node:path";
import { isWordOf, optionsOf } from "../cli/command-line.ts";
import { nearest } from "../cli/nearest.ts";
import type { Option, Verb } from "../cli/verb.ts";
import type { NewJob } from "./api/jobs.ts";
import { folderInside } from "./inside-project.ts";
import type { FoundFile } from "./project-files.ts";
import { Refusal } from "./refusal.ts";

/** What only a terminal has: private answers about people, and what runs until it is stopped. */
const NOT_HERE: ReadonlySet<string> = new Set(["fans", "fans erase", "fans export", "studio"]);
/** Answered or set by the studio itself. */
const OWN_OPTIONS: ReadonlySet<string> = new Set(["json", "quiet", "help"]);

/** Where results go when a person did not say. */
const PLACES: Readonly<Record<string, string>> = {
  mix: "mixes",
  master: "masters",
  compose: "scores",
  "campaign plan": "campaign",
  "campaign creatives": "campaign",
  learn: "scores/learned.style",
};
const REPORTS = "reports";

const FILE_ID = /^[0-9a-f]{16}$/;

/** The verbs there are; null where there is none of this name. */
export type FindVerb = (name: string) => Promise<Verb | null>;

export interface JobPlaces {
  readonly verb: FindVerb;
  readonly folder: string;
  find(id: string): Promise<FoundFile>;
  /** Writes a document that was given; its path within the project. */
  give(document: unknown): Promise<string>;
}

export interface JobWords {
  readonly words: readonly string[];
  /** Files that the work is made from: their sizes and times belong to its key. */
  readonly inputs: readonly FoundFile[];
  /** Folders likewise, within the project; "." for what was imported into it. */
  readonly folders: readonly string[];
}

/** Throws a Refusal about the first thing that cannot be. */
export async function jobWords(asked: NewJob, places: JobPlaces): Promise<JobWords> {
  const verb = await verbNamed(asked.verb, places.verb);
  const known = optionsOf(verb);
  const inputs: FoundFile[] = [];
  const folders: string[] = [];
  const words: string[] = verb.name.split(" ");
  const path = async (id: string, at: string): Promise<string> => {
    if (FILE_ID.test(id)) {
      const file = await places.find(id).catch((error: unknown) => {
        if (error instanceof Refusal) throw new Refusal(404, error.reason, error.message, error.todo, at);
        throw error;
      });
      inputs.push(file);
      return file.path;
    }
    const folder = relative(places.folder, folderInside(places.folder, id, at));
    const within = folder === "" ? "." : folder.split(sep).join("/");
    folders.push(within);
    return within;
  };

  for (const [name, value] of Object.entries(asked.options)) {
    const at = `/options/${name}`;
    const option = optionNamed(verb, known, name, at);
    if (value === null || value === undefined) continue;
    words.push(...(await optionWords(name, option, value, at, path, places.folder)));
  }
  for (const [name, document] of Object.entries(asked.documents)) {
    const at = `/documents/${name}`;
    const option = optionNamed(verb, known, name, at);
    if (option.kind !== "file")
      throw new Refusal(400, "option-takes-no-document", `--${name} takes no document.`, null, at);
    if (Object.hasOwn(asked.options, name))
      throw new Refusal(400, "given-twice", `--${name} was given as a file and as a document.`, null, at);
    words.push(`--${name}=${await places.give(document)}`);
  }
  if (known.project?.kind === "folder") {
    words.push("--project=.");
    folders.push(".");
  }
  if (Object.hasOwn(known, "out") && !["out", "learn-sound"].some((name) => Object.hasOwn(asked.options, name))) {
    const place = PLACES[verb.name] ?? REPORTS;
    words.push(`--out=${place}`);
    // Pages that the verb names itself, and makes anew from what there is: nothing in them is a person's.
    if (place === REPORTS && Object.hasOwn(known, "force") && asked.options.force === undefined) words.push("--force");
  }
  const { min, max, kind, shown } = verb.material;
  if (asked.material.length < min || asked.material.length > max) {
    const wanted = shown === "" ? "nothing" : shown;
    throw new Refusal(400, "wrong-material", `\`${verb.name}\` takes ${wanted}.`, null, "/material");
  }
  if (asked.material.length > 0) words.push("--");
  for (const [n, given] of asked.material.entries())
    words.push(kind === "path" ? await path(given, `/material/${n}`) : plainText(given, `/material/${n}`));
  return { words, inputs, folders };
}

async function verbNamed(name: string, find: FindVerb): Promise<Verb> {
  if (NOT_HERE.has(name))
    throw new Refusal(
      403,
      "verb-not-here",
      `\`${name}\` is for the terminal only.`,
      `Run: songwright ${name}`,
      "/verb",
    );
  const verb = await find(name);
  if (verb?.name !== name) throw new Refusal(400, "unknown-verb", "There is no such verb.", null, "/verb");
  return verb;
}

function optionNamed(verb: Verb, known: Readonly<Record<string, Option>>, name: string, at: string): Option {
  const option = Object.hasOwn(known, name) ? (known[name] as Option) : null;
  if (option === null) {
    const meant = nearest(name, Object.keys(known));
    const todo = meant === null ? null : `Perhaps ${meant}.`;
    throw new Refusal(400, "unknown-option", `\`${verb.name}\` has no such option.`, todo, at);
  }
  // Secrets, addresses of other machines, and whose project it is: never from a page.
  const outward =
    option.kind === "key-file" || option.kind === "folder" || ("placeholder" in option && option.placeholder === "URL");
  if (OWN_OPTIONS.has(name) || outward)
    throw new Refusal(403, "option-not-here", `--${name} is for the terminal only.`, null, at);
  return option;
}

type Given = NewJob["options"][string];

async function optionWords(
  name: string,
  option: Option,
  value: Given,
  at: string,
  path: (id: string, at: string) => Promise<string>,
  folder: string,
): Promise<string[]> {
  const wrong = (wanted: string): Refusal => new Refusal(400, "wrong-value", `--${name} takes ${wanted}.`, null, at);
  switch (option.kind) {
    case "flag":
      if (typeof value !== "boolean") throw wrong("true or false");
      return value ? [`--${name}`] : [];
    case "number":
      if (typeof value !== "number" || !(value >= option.min && value <= option.max))
        throw wrong(`a number from ${option.min} to ${option.max}`);
      if (option.integer === true && !Number.isInteger(value)) throw wrong("a whole number");
      return [`--${name}=${value}`];
    case "text": {
      if (typeof value !== "string") throw wrong("a text");
      if (option.choices && !option.choices.includes(value)) throw wrong(`one of ${option.choices.join(", ")}`);
      if (name === "out" || option.placeholder === "DIR") {
        const inside = relative(folder, folderInside(folder, value, at))
          .split(sep)
          .join("/");
        return [`--${name}=${inside === "" ? "." : inside}`];
      }
      return [`--${name}=${plainText(value, at)}`];
    }
    case "list": {
      const values = typeof value === "string" ? [value] : value;
      if (!Array.isArray(values)) throw wrong("a list");
      const words: string[] = [];
      for (const [n, each] of values.entries()) {
        const place = `${at}/${n}`;
        if (/^(?:FILE|DIR)/.test(option.placeholder ?? ""))
          words.push(`--${name}=${await listedPath(each, place, path)}`);
        else if (option.choices && !option.choices.includes(each)) throw wrong(`some of ${option.choices.join(", ")}`);
        else if (each.includes(","))
          throw new Refusal(400, "wrong-value", "A value of a list has no commas.", null, place);
        else words.push(`--${name}=${plainText(each, place)}`);
      }
      return words;
    }
    case "file": {
      if (typeof value === "string" && isWordOf(option, value)) return [`--${name}=${value}`];
      if (typeof value !== "string" || !FILE_ID.test(value)) throw wrong("the id of a file");
      return [`--${name}=${await path(value, at)}`];
    }
    case "named-files": {
      if (typeof value !== "object" || Array.isArray(value)) throw wrong("files by name");
      const words: string[] = [];
      for (const [key, id] of Object.entries(value)) {
        if (key === "" || key.includes("=")) throw new Refusal(400, "wrong-value", "A name has no =.", null, at);
        words.push(`--${name}=${plainText(key, at)}=${await path(id, `${at}/${key}`)}`);
      }
      return words;
    }
    default:
      throw new Refusal(403, "option-not-here", `--${name} is for the terminal only.`, null, at);
  }
}

/** "FILE ID#train": what stands behind the id goes on as it is. */
async function listedPath(
  value: string,
  at: string,
  path: (id: string, at: string) => Promise<string>,
): Promise<string> {
  const [id = "", ...rest] = value.split("#");
  const part = rest.length === 0 ? "" : `#${plainText(rest.join("#"), at)}`;
  return `${await path(id, at)}${part}`;
}

function plainText(text: string, at: string): string {
  if (text.includes("\0")) throw new Refusal(400, "wrong-value", "A text has no zero bytes.", null, at);
  return text;
}
