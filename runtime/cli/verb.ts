/**
 * What a verb of the command line says about itself. The frame (main.ts) does everything that is the same for all:
 * reading the line, help, suggestions, progress, cancelling, errors and exit codes.
 *
 * A verb file (verbs/measure.ts) holds the description only and is loaded for `help` too; its `perform` imports the
 * work lazily, so that starting stays fast:
 *
 *   export const verb: Verb = defineVerb({
 *     name: "measure",
 *     ...
 *     options: { target: { kind: "number", about: "loudness aimed at", unit: "LUFS", min: -40, max: 0 } },
 *     perform: async (context) => (await import("../measure-sound.ts")).measureSound(context),
 *   });
 */
import type { Run } from "../../foundation/plan/run.ts";

interface OptionBase {
  /** One line for help, in lower case, without a full stop. */
  readonly about: string;
  /** One letter: "o" makes `-o` the same as the long name. */
  readonly short?: string;
}

/** `--album`: present or not. */
export interface FlagOption extends OptionBase {
  readonly kind: "flag";
}

/** `--style NAME`. With `choices`, anything else is refused and the nearest suggested. */
export interface TextOption extends OptionBase {
  readonly kind: "text";
  /** What stands for the value in help: "NAME". */
  readonly placeholder?: string;
  readonly choices?: readonly string[];
  readonly default?: string;
}

/** `--ceiling -1`. Values outside `min` to `max` (both included) are refused. The unit may be typed too: `-1dBTP`. */
export interface NumberOption extends OptionBase {
  readonly kind: "number";
  /** "dB", "LUFS", "Hz", "s"; "" for what has none. */
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
  readonly default?: number;
}

/** `--target streaming,cd` or `--target streaming --target cd`: a list, [] when absent. */
export interface ListOption extends OptionBase {
  readonly kind: "list";
  readonly placeholder?: string;
  readonly choices?: readonly string[];
}

/**
 * `--reference FILE`: must exist; the verb gets its absolute path. With `words`, one of these may stand in a file's place
 * and reaches the verb as it is ("./found" is then the file of that name); "found:NAME" stands for "found:" and a name
 * without folders.
 */
export interface FileOption extends OptionBase {
  readonly kind: "file";
  readonly words?: readonly string[];
}

/** `--plan FILE --plan FILE`: absolute paths in the order given, [] when absent; each must exist. */
export interface FilesOption extends OptionBase {
  readonly kind: "files";
}

/** `--project DIR`: the verb gets its absolute path; the folder one stands in when not given. It need not exist. */
export interface FolderOption extends OptionBase {
  readonly kind: "folder";
}

/** `--stem vocals=FILE`, repeated: files by name, {} when absent; each must exist. */
export interface NamedFilesOption extends OptionBase {
  readonly kind: "named-files";
}

/** `--key FILE`: a secret in a file of its own. The verb gets the text (without white space at its ends), never the path. */
export interface KeyFileOption extends OptionBase {
  readonly kind: "key-file";
}

export type Option =
  | FlagOption
  | TextOption
  | NumberOption
  | ListOption
  | FileOption
  | FilesOption
  | FolderOption
  | NamedFilesOption
  | KeyFileOption;

export type Options = Readonly<Record<string, Option>>;

/** The type of the value that the verb gets: null where the option is absent and has no default. */
export type OptionValue<O extends Option> = O extends { kind: "flag" }
  ? boolean
  : O extends { kind: "list" } | { kind: "files" }
    ? readonly string[]
    : O extends { kind: "named-files" }
      ? Readonly<Record<string, string>>
      : O extends { kind: "number" }
        ? O extends { default: number }
          ? number
          : number | null
        : O extends { kind: "folder" } | { kind: "text"; default: string }
          ? string
          : string | null;

export type OptionValues<O extends Options> = { readonly [K in keyof O]: OptionValue<O[K]> };

/** Options that mean the same wherever they occur; `--json`, `--quiet` and `--help` every verb has. */
export type StandardOption = "workers" | "out" | "force" | "plan" | "dry-run" | "seed";

/** What may stand after the verb. */
export interface MaterialKind {
  /** As help shows it: "FILE...", "DIR", "" for none. */
  readonly shown: string;
  /** "path": made absolute, must exist. "text": taken as it is. */
  readonly kind: "path" | "text";
  readonly min: number;
  /** Infinity for any number. */
  readonly max: number;
}

/** A file that could not be done, for the verb's JSON: `error` as in the document of a failed run. */
export interface Failed {
  readonly path: string;
  readonly error: ErrorDocument;
}

/** An error as `--json` shows it. */
export interface ErrorDocument {
  /** "format", "input", "need", "questions", "cancelled" or "bug". */
  readonly kind: string;
  readonly message: string;
  /** The fields of FormatError, InputError or NeedError. */
  readonly [field: string]: unknown;
}

/** What a verb gets. */
export interface Context<O extends Options = Options> {
  /** Absolute paths (or the texts) after the verb. */
  readonly material: readonly string[];
  readonly options: OptionValues<O>;
  /** Cancelled by Ctrl-C; what it hears of progress becomes the bar. */
  readonly run: Run;
  /** 1 or more; the number of cores when not given. Results must not depend on it. */
  readonly workers: number;
  /** Absolute; null when not given. The frame does not create it. */
  readonly out: string | null;
  readonly force: boolean;
  /** Absolute path of a plan to perform; null when a plan is to be made. */
  readonly plan: string | null;
  /** Make the plan only. */
  readonly dryRun: boolean;
  /** 0 to 2^53 - 1; 1 when not given. */
  readonly seed: number;
  readonly json: boolean;
  /** Another verb, for verbs that are made of others; null where there is none of this name. */
  verb(name: string): Promise<Verb | null>;
  /** The same context for a part of the work: `run` is the part's share, for `each` too. */
  within(run: Run): Context<O>;
  /** The one document of `--json`; ignored without it. Call it once. Paths in it are absolute. */
  write(document: unknown): void;
  /** Lines of the readable answer on standard output; ignored with `--json`. */
  say(text: string): void;
  /** One line on standard error, unless `--quiet`. */
  warn(text: string): void;
  /** Asks a person on the terminal for a line; null where nobody sits there, and with `--json` or `--quiet`. */
  readonly ask: ((text: string) => Promise<string>) | null;
  /**
   * Does one file after the other, each with its share of the progress. A file that is bad (FormatError, a path that
   * cannot be read) is reported, kept in `failed`, and makes the exit code 3; the others are done. Other errors end
   * the run. Weights (such as sizes) make the bar even.
   */
  each<R>(
    paths: readonly string[],
    work: (path: string, run: Run, at: number) => Promise<R>,
    weights?: readonly number[],
  ): Promise<{
    readonly done: readonly { readonly path: string; readonly result: R }[];
    readonly failed: readonly Failed[];
  }>;
  /** For a file that was looked at whole and turned out to be bad: as `each` does with what its work throws. */
  refuse(path: string, error: Error): Failed;
}

export interface Verb<O extends Options = Options> {
  /** One or two words: "measure", "campaign plan". */
  readonly name: string;
  readonly craft: "production" | "composition" | "distribution" | "marketing" | "all";
  /** One line for the list of verbs, in lower case, without a full stop. */
  readonly summary: string;
  /** More for `help <verb>`, in lines of at most 100 characters. */
  readonly details?: string;
  readonly material: MaterialKind;
  readonly standard: readonly StandardOption[];
  readonly options: O;
  /** Files that it reads may carry addresses and telephone numbers in their names: they are blanked in all that is printed. */
  readonly blanksNames?: true;
  /** One real line that works in the repository: "songwright measure mix.wav --json". */
  readonly example: string;
  perform(context: Context<O>): Promise<void>;
}

/** Lets the compiler type `context.options` from the options described, and gives the form that the frame takes. */
export function defineVerb<const O extends Options>(verb: Verb<O>): Verb {
  return verb as unknown as Verb;
}
