/** One step of `make`: done where it is missing or out of date, left where a person changed what came of it. */
import { rm } from "node:fs/promises";
import { relative } from "node:path";
import { filesUnder, type MadeFrom } from "../project/made-from.ts";
import type { Context } from "./verb.ts";

export interface Step {
  /** "mix", "campaign measure": as it is kept. */
  readonly name: string;
  /** As it is said: "the mix is", "the masters are". */
  readonly shown: string;
  readonly folder: string;
  /** All that it depends on: hashes, and what stands in release.json. */
  readonly inputs: readonly string[];
  /** Folders that it writes to. */
  readonly into: readonly string[];
  /** Something is there of which nothing is known: a person's own, which stays. */
  readonly own: boolean;
  /** That it is up to date is no news. */
  readonly silent?: boolean;
  /** Files of an earlier run that this one does not make any more would be taken for its own: they go. */
  readonly tidy?: boolean;
  /** With `force` where it writes over what it made. */
  perform(context: Context): Promise<unknown>;
}

export interface Stepped {
  readonly state: "made" | "kept";
  readonly document: unknown;
}

export async function makeStep(made: MadeFrom, step: Step, context: Context): Promise<Stepped> {
  const { name, shown, folder, inputs, into } = step;
  const looked = await made.look(name, inputs);
  const kept: Stepped = { state: "kept", document: null };
  if (!context.force) {
    if (looked.state === "unknown" && step.own) {
      context.say(`${shown} there already; --force makes it anew`);
      return kept;
    }
    if (looked.state === "current") {
      if (!step.silent) context.say(`${shown} there already, made from what is there now; --force makes it anew`);
      return kept;
    }
    if (looked.changed.length > 0) {
      const files = looked.changed.map((path) => relative(folder, path)).join(", ");
      context.warn(
        `${shown} out of date, but ${files} was changed after it was made: nothing of it is written over. --force makes it anew`,
      );
      return kept;
    }
  }
  const before = await filesUnder(into);
  const document = await step.perform({ ...context, force: context.force || looked.state !== "unknown" });
  const after = await filesUnder(into);
  const outputs = [...after].flatMap(([path, is]) => (before.get(path) === is ? [] : [path]));
  if (step.tidy) for (const path of looked.unchanged) if (!outputs.includes(path)) await rm(path, { force: true });
  await made.keep(name, inputs, outputs.sort());
  return { state: "made", document };
}
