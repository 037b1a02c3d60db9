/**
 * The target profile of `songwright popularity` as other crafts take it (`--towards`): a small JSON document that a person
 * may edit. What it says stands behind what was asked for.
 */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { TargetProfile } from "../../distribution/index.ts";
import { FormatError, InputError } from "../../foundation/plan/errors.ts";

const range = z.object({
  attribute: z.string(),
  low: z.number(),
  middle: z.number(),
  high: z.number(),
  entries: z.number(),
  trend: z.number().nullable(),
});
const share = z.object({
  attribute: z.string(),
  share: z.number().min(0).max(1),
  low: z.number(),
  high: z.number(),
  entries: z.number(),
  trend: z.number().nullable(),
});
const schema: z.ZodType<TargetProfile> = z.object({
  schema: z.literal("songwright.target-profile/1"),
  territory: z.string().nullable(),
  from: z.string(),
  until: z.string(),
  ranges: z.array(range),
  shares: z.array(share),
  unknown: z.array(z.object({ attribute: z.string(), entries: z.number() })),
});

/** What other crafts use of it; null where the charts' songs do not say. */
export interface Towards {
  /** Quarter notes a minute. */
  readonly tempo: number | null;
  readonly seconds: number | null;
  readonly major: boolean | null;
  /** Integrated, LUFS. */
  readonly loudnessLufs: number | null;
}

/** Throws FormatError for what is no JSON, InputError with the JSON path of what is not as it should be. */
export async function readTowards(path: string): Promise<Towards> {
  const text = await readFile(path, "utf8");
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new FormatError("target profile", 0, "JSON", text.slice(0, 20) || "an empty file");
  }
  const read = schema.safeParse(data);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new InputError(
      `${path} $.${issue?.path.join(".") ?? ""}`,
      "a target profile of songwright popularity",
      issue?.message ?? "",
    );
  }
  const middle = (attribute: string): number | null =>
    read.data.ranges.find((each) => each.attribute === attribute)?.middle ?? null;
  const major = read.data.shares.find(({ attribute }) => attribute === "major");
  return {
    tempo: middle("tempo"),
    seconds: middle("length"),
    // A share near a half says nothing.
    major: major === undefined || (major.low <= 0.5 && major.high >= 0.5) ? null : major.share > 0.5,
    loudnessLufs: middle("loudness"),
  };
}
