/**
 * Uploads: declared first, then sent as raw bytes in as many parts as it takes, then checked and put in their place.
 * A part is `PUT …/uploads/ID` with `Content-Range: bytes FROM-TO/TOTAL`; a part that does not begin where the last
 * ended is refused with the offset to go on from.
 */
import { z } from "zod";
import { fileKind, place, projectFile } from "./project.ts";

export const uploadId = z.string().regex(/^[0-9a-f]{32}$/);

export const newUpload = z.object({
  /** The file's own name: shown, and made safe before it names anything. */
  name: z.string().min(1).max(400),
  bytes: z
    .int()
    .min(0)
    .max(8 * 1024 ** 3),
  /** SHA-256 in hexadecimal, where the sender knows it; checked at the end. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
});

/** What can be done with a file, and where it would go for that. */
export const use = z.object({
  place,
  /** "master it", in the studio's words. */
  label: z.string(),
  /** The verb that a person would most likely want next: "master"; null: none. */
  verb: z.string().nullable(),
});

export const upload = z.object({
  id: uploadId,
  name: z.string(),
  bytes: z.int(),
  received: z.int(),
  state: z.enum(["receiving", "received", "kept"]),
  /** Once received: of what was received. */
  sha256: z.string().nullable(),
  /** Once received: what it is, in a sentence, told from its content. */
  about: z.string().nullable(),
  kind: fileKind.nullable(),
  /** The most likely first; empty where nothing can be done with it. */
  uses: z.array(use),
  /** Why nothing can be done with it, for people; null otherwise. */
  refused: z.string().nullable(),
  /** The same for programs: "archive-ratio"; null otherwise. */
  reason: z.string().nullable(),
});

export const keepUpload = z.object({ place });
/** `files`: all that came of it, `file` the first; several for an archive of sounds or scores. */
export const keptUpload = z.object({ file: projectFile, files: z.array(projectFile) });

export type Upload = z.infer<typeof upload>;
export type Use = z.infer<typeof use>;
export type NewUpload = z.infer<typeof newUpload>;
