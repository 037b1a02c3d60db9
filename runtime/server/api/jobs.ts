/** Jobs: verbs of the command line on files of a project, and the events that tell of them. */
import { z } from "zod";
import { fileId, projectId } from "./project.ts";

export const jobProgress = z.object({
  /** In `total`; `done / total` is the share. */
  done: z.number(),
  total: z.number(),
  /** The stage, in words: "mixing". */
  doing: z.string().nullable(),
  secondsLeft: z.number().nullable(),
});

/**
 * A value of an option: as on the command line, or ids of files where the option takes files. Lists are lists.
 * Named files ("--stem") are { name: file id }.
 */
export const optionValue = z.union([
  z.boolean(),
  z.number(),
  z.string().max(20_000),
  z.array(z.string().max(20_000)).max(1000),
  z.record(z.string().max(200), fileId),
]);

export const newJob = z.object({
  /** "master", "campaign plan". */
  verb: z.string().max(40),
  /** Files of the project, by id, or its folders, by path ("stems"); where the verb takes texts, the texts. */
  material: z.array(z.string().max(2000)).max(1000).default([]),
  /** By name without dashes: { target: ["spotify"], loudness: -14, reference: "FILE ID" }. `out` is a folder within the project. */
  options: z.record(z.string().max(60), optionValue).default({}),
  /** A document that the verb reads as a file (`--brief`, `--answers`, `--plan`, `--keep`), given here instead of a file. */
  documents: z.record(z.string().max(60), z.json()).default({}),
});

export const job = z.object({
  id: z.int(),
  project: projectId,
  verb: z.string(),
  /** As it would be typed: "songwright master mixes/a.wav --target spotify". */
  line: z.string(),
  state: z.enum(["queued", "running", "done", "failed", "cancelled"]),
  attempt: z.int(),
  /** It was under way when the studio ended, and is done again. */
  interrupted: z.boolean(),
  progress: jobProgress.nullable(),
  enqueuedAt: z.number(),
  endedAt: z.number().nullable(),
  /** Why it failed: for people. */
  error: z.string().nullable(),
  /** Questions that a person has to answer before it can go on, as the verb's own document has them. */
  questions: z.json().nullable(),
});

/** The verb's own document (as with --json), once done. Large: not part of `job`. */
export const jobResult = z.object({ document: z.json() });

export const jobs = z.object({ jobs: z.array(job) });

/** What a server-sent event holds; its `id` is given back in Last-Event-ID. */
export const projectEvent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("job"), job }),
  /** Files of the project came, went or changed. */
  z.object({ kind: z.literal("files") }),
  /** A plan was changed, here or in another window. */
  z.object({ kind: z.literal("history") }),
]);

export type JobView = z.infer<typeof job>;
export type NewJob = z.infer<typeof newJob>;
export type ProjectEvent = z.infer<typeof projectEvent>;
