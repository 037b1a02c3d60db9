/** Reads a command line by what the verb says of itself. */
import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { InputError } from "../../foundation/plan/errors.ts";
import { nearest } from "./nearest.ts";
import type { Option, Options, StandardOption, Verb } from "./verb.ts";

export const GENERAL_OPTIONS: Options = {
  json: { kind: "flag", about: "one JSON document on standard output" },
  quiet: { kind: "flag", about: "no progress and no warnings", short: "q" },
  help: { kind: "flag", about: "this text", short: "h" },
};

export const STANDARD_OPTIONS: Readonly<Record<StandardOption, Option>> = {
  out: { kind: "text", about: "where results go; created when missing", placeholder: "DIR", short: "o" },
  force: { kind: "flag", about: "write over existing files; take a plan made for other material" },
  plan: { kind: "file", about: "perform this plan instead of making one" },
  "dry-run": { kind: "flag", about: "make the plan only" },
  seed: {
    kind: "number",
    about: "for everything that draws random numbers",
    unit: "",
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    integer: true,
    default: 1,
  },
  workers: {
    kind: "number",
    about: "threads; results do not depend on it (default: the number of cores)",
    unit: "",
    min: 1,
    max: 512,
    integer: true,
  },
};

export interface CommandLine {
  readonly material: readonly string[];
  /** By the names of the verb's own options, absent ones filled in. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly help: boolean;
  readonly workers: number;
  readonly out: string | null;
  readonly force: boolean;
  readonly plan: string | null;
  readonly dryRun: boolean;
  readonly seed: number;
}

/** All options of a verb by name: its own, the standard ones it names, and those every verb has. */
export function optionsOf(verb: Verb): Readonly<Record<string, Option>> {
  const standard = Object.fromEntries(verb.standard.map((name) => [name, STANDARD_OPTIONS[name]]));
  return { ...verb.options, ...standard, ...GENERAL_OPTIONS };
}

/** Throws InputError about the first thing that is wrong. Relative paths are taken from `folder`. */
export function readCommandLine(verb: Verb, words: readonly string[], folder: string): CommandLine {
  const known = optionsOf(verb);
  const found = new Map<string, string[]>();
  const material: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === "--") {
      material.push(...words.slice(at + 1));
      break;
    }
    if (!word.startsWith("-") || word === "-") {
      material.push(word);
      continue;
    }
    const [name, attached] = optionName(word, verb, known);
    const values = found.get(name) ?? [];
    found.set(name, values);
    if ((known[name] as Option).kind === "flag") {
      if (attached !== null) throw new InputError(`--${name}`, "nothing after it", attached);
      values.push("");
      continue;
    }
    const value = attached ?? words[++at];
    if (value === undefined) throw new InputError(`--${name}`, valueShown(known[name] as Option), "nothing");
    values.push(value);
  }
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(known)) values[name] = optionValue(name, option, found.get(name), folder);
  const help = values.help === true;
  return {
    material: help ? [] : checkMaterial(verb, material, folder),
    options: Object.fromEntries(Object.keys(verb.options).map((name) => [name, values[name]])),
    json: values.json === true,
    quiet: values.quiet === true,
    help,
    workers: (values.workers as number | null | undefined) ?? availableParallelism(),
    out: typeof values.out === "string" ? resolve(folder, values.out) : null,
    force: values.force === true,
    plan: typeof values.plan === "string" ? values.plan : null,
    dryRun: values["dry-run"] === true,
    seed: (values.seed as number | undefined) ?? 1,
  };
}

function optionName(word: string, verb: Verb, known: Readonly<Record<string, Option>>): [string, string | null] {
  const equals = word.indexOf("=");
  const head = equals < 0 ? word : word.slice(0, equals);
  const attached = equals < 0 ? null : word.slice(equals + 1);
  if (head.startsWith("--") && Object.hasOwn(known, head.slice(2))) return [head.slice(2), attached];
  const short = Object.entries(known).find(([, option]) => `-${option.short}` === head);
  if (short !== undefined) return [short[0], attached];
  const meant = nearest(head.replace(/^-+/, ""), Object.keys(known));
  const allowed = meant === null ? `an option of \`songwright help ${verb.name}\`` : `--${meant}`;
  throw new InputError("option", allowed, head);
}

/** How help and errors show what an option takes. */
export function valueShown(option: Option): string {
  switch (option.kind) {
    case "flag":
      return "";
    case "number":
      return rangeShown(option);
    case "text":
      return option.choices?.join("|") ?? option.placeholder ?? "TEXT";
    case "list":
      return `${option.choices?.join("|") ?? option.placeholder ?? "TEXT"}[,...]`;
    case "named-files":
      return "NAME=FILE";
    case "folder":
      return "DIR";
    case "file":
      return ["FILE", ...(option.words ?? [])].join("|");
    default:
      return "FILE";
  }
}

function rangeShown({ min, max, unit, integer }: Option & { kind: "number" }): string {
  const words = max >= Number.MAX_SAFE_INTEGER ? `${min} or more` : `${min} to ${max}`;
  return `${integer ? "a whole number, " : ""}${words}${unit === "" ? "" : ` ${unit}`}`;
}

function optionValue(name: string, option: Option, given: readonly string[] | undefined, folder: string): unknown {
  if (option.kind === "flag") return given !== undefined;
  if (option.kind === "list") {
    // A file's name may have commas in it.
    const isPath = /^(?:FILE|DIR)/.test(option.placeholder ?? "");
    const items = (given ?? []).flatMap((value) =>
      isPath && existsSync(resolve(folder, value)) ? [value] : value.split(",").map((item) => item.trim()),
    );
    for (const item of items) checkChoice(name, option.choices, item);
    return items;
  }
  if (option.kind === "named-files")
    return Object.fromEntries((given ?? []).map((value) => named(name, value, folder)));
  if (option.kind === "files") return (given ?? []).map((value) => existing(name, value, folder));
  if (given !== undefined && given.length > 1) throw new InputError(`--${name}`, "one value", given.join(" and "));
  if (option.kind === "folder") return resolve(folder, given?.[0] ?? ".");
  if (given === undefined) return "default" in option ? (option.default ?? null) : null;
  const value = given[0] as string;
  switch (option.kind) {
    case "number":
      return numberValue(name, option, value);
    case "text":
      checkChoice(name, option.choices, value);
      return value;
    case "file":
      return isWordOf(option, value) ? value : existing(name, value, folder);
    case "key-file":
      return readFileSync(existing(name, value, folder), "utf8").trim();
  }
}

function numberValue(name: string, option: Option & { kind: "number" }, text: string): number {
  const unit = option.unit.toLowerCase();
  const bare = unit !== "" && text.toLowerCase().endsWith(unit) ? text.slice(0, -unit.length).trim() : text.trim();
  const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(bare) ? Number(bare) : Number.NaN;
  if (!(value >= option.min && value <= option.max) || (option.integer === true && !Number.isInteger(value))) {
    throw new InputError(`--${name}`, rangeShown(option), text);
  }
  return value;
}

/** Whether a text stands in a file's place: one of the option's words, or "found:" with a name that has no folders. */
export function isWordOf({ words = [] }: Option & { kind: "file" }, text: string): boolean {
  return words.some((word) => {
    if (!word.endsWith(":NAME")) return text === word;
    const begin = word.slice(0, -"NAME".length);
    return text.startsWith(begin) && /^[^/\\\p{Cc}]+$/u.test(text.slice(begin.length));
  });
}

function checkChoice(name: string, choices: readonly string[] | undefined, value: string): void {
  if (choices === undefined || choices.includes(value)) return;
  const meant = nearest(value, choices);
  const hint = meant === null ? "" : ` (did you mean ${meant}?)`;
  throw new InputError(`--${name}`, `one of ${choices.join(", ")}`, `${value}${hint}`);
}

function existing(name: string, value: string, folder: string): string {
  const path = resolve(folder, value);
  if (!existsSync(path)) throw new InputError(`--${name}`, "a file that exists", path);
  return path;
}

function named(name: string, value: string, folder: string): [string, string] {
  const at = value.indexOf("=");
  if (at < 1) throw new InputError(`--${name}`, "NAME=FILE", value);
  return [value.slice(0, at), existing(name, value.slice(at + 1), folder)];
}

function checkMaterial(verb: Verb, words: readonly string[], folder: string): string[] {
  const { min, max, shown, kind } = verb.material;
  const usage = `songwright ${verb.name}${shown === "" ? "" : ` ${shown}`}`;
  if (words.length < min)
    throw new InputError("material", `\`${usage}\``, words.length === 0 ? "nothing" : words.join(" "));
  if (words.length > max) throw new InputError("material", `\`${usage}\``, words.join(" "));
  return kind === "path" ? words.map((word) => resolve(folder, word)) : [...words];
}
