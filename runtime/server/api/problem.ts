/** What every refusal looks like: a problem document (RFC 9457), with a stable name for programs and words for people. */
import { z } from "zod";

export const problem = z.object({
  /** "urn:songwright:problem:REASON". */
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** What happened, in a sentence. */
  detail: z.string(),
  /** Stable, for programs: "foreign-host", "no-token", "too-large". */
  reason: z.string(),
  /** What to do about it, in a sentence; null where nothing helps. */
  todo: z.string().nullable(),
  /** Where in what was sent: a JSON pointer, a line, an offset. */
  at: z.string().nullable(),
});

export type Problem = z.infer<typeof problem>;
