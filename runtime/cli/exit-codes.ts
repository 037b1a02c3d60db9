/** How a run ends: exit codes, and errors in words and as JSON. */
import { FormatError, InputError, NeedError } from "../../foundation/plan/errors.ts";
import type { ErrorDocument } from "./verb.ts";

export const DONE = 0;
export const BUG = 1;
export const USAGE = 2;
export const MATERIAL = 3;
export const NEED = 4;
export const QUESTIONS = 5;
export const CANCELLED = 130;

/** One thing that only a person can decide. */
export interface Question {
  readonly id: string;
  readonly file: string;
  readonly what: string;
  readonly choices: readonly string[];
  /** Null: there is nothing to propose. */
  readonly proposal: string | null;
  readonly why: string;
}

/** Thrown by a verb that must ask first; nothing has been stored. */
export class QuestionsError extends Error {
  override readonly name = "QuestionsError";
  readonly questions: readonly Question[];

  /** What was done beside it, for the document. */
  readonly done: Readonly<Record<string, unknown>>;

  constructor(questions: readonly Question[], done: Readonly<Record<string, unknown>> = {}) {
    super(`${questions.length} to answer first`);
    this.questions = questions;
    this.done = done;
  }
}

export interface Ending {
  readonly code: number;
  readonly document: ErrorDocument;
}

interface SystemError extends Error {
  readonly code: string;
  readonly path?: string;
}

function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && "syscall" in error && typeof (error as Partial<SystemError>).code === "string";
}

const SYSTEM_WORDS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "a part of the path is not a folder",
  EISDIR: "this is a folder, not a file",
  EACCES: "permission denied",
  EPERM: "permission denied",
  ENOSPC: "the disk is full",
  EROFS: "the disk is read-only",
};

/**
 * The exit code and the JSON of an error. `path` is the file that was being done: what is wrong then is the material.
 * An InputError about a place in a file (`$.decisions[3]`) is about material everywhere.
 */
export function ending(error: unknown, path?: string): Ending {
  const file = path === undefined ? {} : { file: path };
  if (error instanceof FormatError) {
    const { message, format, offset, expected, found } = error;
    return { code: MATERIAL, document: { kind: "format", message, ...file, format, offset, expected, found } };
  }
  if (error instanceof InputError) {
    const { message, field, allowed, given } = error;
    const material = field.startsWith("$") || (path !== undefined && !field.startsWith("--"));
    return { code: material ? MATERIAL : USAGE, document: { kind: "input", message, ...file, field, allowed, given } };
  }
  if (error instanceof NeedError) {
    const { message, what, install } = error;
    return { code: NEED, document: { kind: "need", message, what, install } };
  }
  if (error instanceof QuestionsError) {
    return {
      code: QUESTIONS,
      document: { kind: "questions", message: error.message, questions: error.questions, done: error.done },
    };
  }
  if (error instanceof Error && error.name === "AbortError") {
    return { code: CANCELLED, document: { kind: "cancelled", message: "cancelled" } };
  }
  if (isSystemError(error) && Object.hasOwn(SYSTEM_WORDS, error.code)) {
    const where = error.path ?? path ?? "";
    const message = `${where}: ${SYSTEM_WORDS[error.code]}`;
    const about = path !== undefined && (error.path === undefined || error.path === path);
    return { code: about ? MATERIAL : NEED, document: { kind: "system", message, file: where, system: error.code } };
  }
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? error.stack : undefined;
  return { code: BUG, document: { kind: "bug", message, ...file, ...(stack === undefined ? {} : { stack }) } };
}
