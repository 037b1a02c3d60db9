/** What a person asks of a song that is there already, or brings to one that is new. */
import { readFile } from "node:fs/promises";
import type { Brief } from "../../composition/write/brief.ts";
import { InputError } from "../../foundation/plan/index.ts";

export interface SteerOptions {
  readonly harmonise: string | null;
  readonly continue: string | null;
  readonly fill: string | null;
  readonly redo: readonly string[];
  readonly lock: readonly string[];
  readonly vary: readonly string[];
  readonly words: string | null;
}

/** Where warnings go. */
export type Tell = (text: string) => void;

/** Refuses what cannot go together, before anything is read. */
export function refuseTogether(options: SteerOptions, keep: boolean, brief: Brief): void {
  const brought = (["harmonise", "continue", "fill"] as const).filter((name) => options[name] !== null);
  if (brought.length > 1)
    throw new InputError(
      `--${brought[1]}`,
      `one of --harmonise, --continue and --fill`,
      brought.map((name) => `--${name}`).join(" and "),
    );
  const [name] = brought;
  if (name !== undefined && keep)
    throw new InputError(`--${name}`, "a song of its own; an earlier plan is kept with --keep alone", "--keep too");
  if (name !== undefined && brief.motif !== undefined)
    throw new InputError("--motif", `no motif with --${name}: the melody begins as it is given`, brief.motif);
  for (const each of ["redo", "lock", "vary"] as const)
    if (options[each].length > 0 && !keep && !(each === "redo" && name === "fill"))
      throw new InputError(`--${each}`, "--keep with an earlier plan", "none");
  const frame = (["key", "mode", "tempo", "metre", "form", "bars", "instruments"] as const).find(
    (field) => brief[field] !== undefined,
  );
  if (options.lock.length > 0 && frame !== undefined)
    throw new InputError(
      `--${frame}`,
      "nothing beside --lock: what is locked keeps key, tempo, metre, form and instruments",
      String(brief[frame]),
    );
  if (name !== undefined && name !== "continue" && brief.bars !== undefined && brief.form !== undefined)
    throw new InputError("--bars", "--form or --bars, not both, beside the piece's own length", `${brief.bars}`);
}

export async function readWords(path: string | null): Promise<string | null> {
  return path === null ? null : readFile(path, "utf8");
}

/** For what leaves no room for steering: an album, a chorale, a plan performed as it is. Throws InputError by the option. */
export function refuseSteering(beside: string, options: SteerOptions): void {
  for (const name of ["harmonise", "continue", "fill", "words"] as const)
    if (options[name] !== null) throw new InputError(`--${name}`, `one song, without ${beside}`, `${beside} too`);
  for (const name of ["redo", "lock", "vary"] as const)
    if (options[name].length > 0)
      throw new InputError(`--${name}`, `--keep with a song's plan, without ${beside}`, `${beside} too`);
}
