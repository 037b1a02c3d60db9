/** Every plan ever made, and moving about in them. A line is one plan file of the project: "mixes/plan.json". */
import { z } from "zod";

/** 64 hexadecimal digits: SHA-256 of the plan's bytes. */
export const planHash = z.string().regex(/^[0-9a-f]{64}$/);

export const planVersion = z.object({
  /** Grows with every version of the project. */
  id: z.int(),
  line: z.string(),
  /** What it was made from: the version before; null for the first. */
  parent: z.int().nullable(),
  branch: z.string(),
  hash: planHash,
  /** Milliseconds since 1970. */
  at: z.number(),
  by: z.enum(["machine", "person"]),
  /** "mix planned anew", "pan@guitar: 0.2 → 0.4". */
  what: z.string(),
  /** Of the program. */
  version: z.string(),
  seed: z.number(),
  /** By name, SHA-256. */
  inputs: z.array(z.object({ name: z.string(), sha256: z.string() })),
});

export const planLine = z.object({
  line: z.string(),
  craft: z.string(),
  branch: z.string(),
  /** The version that the file holds now. */
  now: z.int(),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
  branches: z.array(z.object({ name: z.string(), head: z.int() })),
});

export const history = z.object({ lines: z.array(planLine), versions: z.array(planVersion) });

/** One change of a decision. `value`: a person's; `put-back`: the machine's again. */
export const decisionChange = z.object({
  id: z.string().max(300),
  change: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("value"), value: z.json() }),
    z.object({ kind: z.literal("put-back") }),
    z.object({ kind: z.literal("lock") }),
    z.object({ kind: z.literal("unlock") }),
  ]),
});

export const planChanges = z.object({
  line: z.string().max(500),
  /** The version that the changes were made from: another one is refused with the present. */
  from: z.int(),
  changes: z.array(decisionChange).min(1).max(2000),
});

export const historyMove = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("undo"), line: z.string().max(500) }),
  z.object({ kind: z.literal("redo"), line: z.string().max(500) }),
  z.object({ kind: z.literal("restore"), line: z.string().max(500), version: z.int() }),
  /** A new name at the present version; the present branch stays where it is. */
  z.object({ kind: z.literal("branch"), line: z.string().max(500), name: z.string().min(1).max(60) }),
  z.object({ kind: z.literal("switch"), line: z.string().max(500), name: z.string().min(1).max(60) }),
]);

/** A decision in words: the same that reports have. */
export const decisionWords = z.object({
  /** "True-peak ceiling". */
  name: z.string(),
  /** "−1 dBTP". */
  value: z.string(),
  /** The machine's own, where a person chose otherwise. */
  proposed: z.string().nullable(),
  why: z.string(),
  /** "sure, about 9 in 10". */
  sure: z.string(),
  /** What it is about: a stem, a bar, a place; null: the whole. */
  material: z.string().nullable(),
  /** It changes nothing as it stands. */
  resting: z.boolean(),
});

export const planQuery = z.object({ line: z.string().max(500), version: z.coerce.number().int().min(1).optional() });

/** `words`: by the decisions' ids. `changed`: against the version before, in lines. */
export const planAnswer = z.object({
  version: planVersion,
  line: planLine,
  plan: z.json(),
  words: z.record(z.string(), decisionWords),
  changed: z.array(z.string()),
});

export type DecisionWords = z.infer<typeof decisionWords>;
export type PlanVersion = z.infer<typeof planVersion>;
export type PlanLine = z.infer<typeof planLine>;
export type History = z.infer<typeof history>;
export type DecisionChange = z.infer<typeof decisionChange>;
export type HistoryMove = z.infer<typeof historyMove>;
export type PlanChanges = z.infer<typeof planChanges>;
export type PlanAnswer = z.infer<typeof planAnswer>;
