/** Reads a brief for a mix: what a person wants, beyond the options. */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { FormatError, InputError } from "../../foundation/plan/index.ts";
import { type BalanceMode, ROLES, type Role } from "../../production/mix/index.ts";

export interface MixBriefFile {
  readonly balance?: BalanceMode | undefined;
  /** Whether what is dry may get a reverb and an echo. */
  readonly effects?: boolean | undefined;
  /** Stem (file name without ending) to what it is. */
  readonly roles?: Readonly<Record<string, Role>> | undefined;
}

const schema: z.ZodType<MixBriefFile> = z.strictObject({
  balance: z.enum(["keep", "refine", "new"]).optional(),
  effects: z.boolean().optional(),
  roles: z.record(z.string(), z.enum(ROLES)).optional(),
});

export async function readMixBrief(path: string): Promise<MixBriefFile> {
  const text = await readFile(path, "utf8");
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new FormatError("brief", 0, "JSON", text.slice(0, 20) || "an empty file");
  }
  const read = schema.safeParse(data);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new InputError(
    `${path} $.${issue?.path.join(".") ?? ""}`,
    issue?.message ?? "balance, effects or roles",
    "something else",
  );
}
