/**
 * Hooks of a song as a small JSON document that a person may edit: `measure --hooks` writes it, clips of a campaign are cut
 * by it. A range that was edited keeps the figures of what was found; they are reasons, nothing is worked out of them.
 */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { z } from "zod";
import { FormatError, InputError } from "../../foundation/plan/errors.ts";
import type { Run } from "../../foundation/plan/run.ts";
import { fileHash } from "../master/master-song.ts";
import { findForm } from "./find-form.ts";

const range = z
  .object({
    /** Seconds of the song. */
    from: z.number().min(0),
    to: z.number(),
    /** Deviations over what parts of this length have. */
    repetition: z.number().default(0),
    level: z.number().default(0),
    voice: z.number().default(0),
    /** Seconds where it comes again; null: nowhere. */
    again: z.number().nullable().default(null),
  })
  .refine(({ from, to }) => to - from >= 2 && to - from <= 60, { message: "lasts 2 to 60 s" });
const schema = z.object({
  schema: z.literal("songwright.hooks/1"),
  /** File name and SHA-256. */
  sound: z.object({ name: z.string(), sha256: z.string() }),
  hooks: z.array(range).max(10),
  /** Parts of the song, those of one letter alike: to choose a range by. Seconds. */
  sections: z.array(z.object({ from: z.number(), to: z.number(), label: z.string() })).default([]),
});

export type HooksDocument = z.infer<typeof schema>;

/** Clips are cut to so many seconds; the shorter lies within the longer. */
const CLIP_SECONDS = [15, 30];

/** One for each length; a song that is shorter than the longer has one, one under two seconds none. */
export async function hooksOf(path: string, run: Run): Promise<HooksDocument> {
  const form = await findForm(path, CLIP_SECONDS, run);
  const found = form.hooks.filter((hook) => hook !== null);
  const lengths = found.map(({ from, to }) => Math.round(to - from));
  return {
    schema: "songwright.hooks/1",
    sound: { name: basename(path), sha256: await fileHash(path) },
    hooks: found
      .filter((_, at) => lengths.indexOf(lengths[at] as number) === at)
      .map(({ from, to, repetition, level, voice, again }) => ({ from, to, repetition, level, voice, again })),
    sections: [...form.sections],
  };
}

/** Throws FormatError for what is no JSON, InputError with the JSON path of what is not as it should be. */
export async function readHooks(path: string): Promise<HooksDocument> {
  const text = await readFile(path, "utf8");
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new FormatError("hooks", 0, "JSON", text.slice(0, 20) || "an empty file");
  }
  const read = schema.safeParse(data);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new InputError(
    `${path} $.${issue?.path.join(".") ?? ""}`,
    "hooks as `songwright measure SONG --hooks FILE` writes them",
    issue?.message ?? "",
  );
}
