/** What looking at a file finds. */
import { FormatError, InputError } from "../../foundation/plan/errors.ts";
import type { FileKind } from "./api/project.ts";

export interface Inspection {
  /** In a sentence, for people. */
  readonly about: string;
  /** Null where it is refused. */
  readonly kind: FileKind | null;
  /** Of a sound whose header tells it; null otherwise. */
  readonly seconds: number | null;
  /** Members of an archive that are put in their places one by one; null where the file stays as it is. */
  readonly members: readonly { readonly name: string; readonly index: number }[] | null;
  readonly refused: { readonly reason: string; readonly detail: string } | null;
  /** The demuxer of ffmpeg that it is for; null: none is needed. */
  readonly ffmpeg: string | null;
}

/** A file that nothing can be done with. */
export function refusedFile(reason: string, detail: string): Inspection {
  return { about: detail, kind: null, seconds: null, members: null, refused: { reason, detail }, ffmpeg: null };
}

export function foundFile(kind: FileKind, about: string, more: Partial<Inspection> = {}): Inspection {
  return { about, kind, seconds: null, members: null, refused: null, ffmpeg: null, ...more };
}

/** What a reader threw about material; other errors are bugs, and thrown on. */
export function unreadable(error: unknown, reason: string): Inspection {
  if (error instanceof FormatError || error instanceof InputError) return refusedFile(reason, `${error.message}.`);
  throw error;
}
