/** `--brief FILE`: what a person wants of a campaign. */
import { readFile } from "node:fs/promises";
import * as z from "zod";
import { readTerritory } from "../../foundation/catalogue/territory.ts";
import { FormatError, InputError } from "../../foundation/plan/errors.ts";
import { CATEGORIES, CHANNELS } from "../../marketing/index.ts";
import { FACETS } from "../project/ai-use-record.ts";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a day like 2026-12-04");

const BRIEF = z.strictObject({
  title: z.string().min(1).optional(),
  artist: z.string().optional(),
  release: day.optional(),
  from: day.optional(),
  days: z.int().min(7).max(120).optional(),
  budget: z.number().min(1).max(1e7).optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "three letters, like EUR")
    .optional(),
  perEuro: z.number().positive().optional(),
  link: z.url({ protocol: /^https?$/ }).optional(),
  channels: z
    .array(z.enum(CHANNELS.map(({ id }) => id)))
    .min(1)
    .optional(),
  places: z.array(z.string().min(1)).min(1).optional(),
  territories: z
    .record(
      z.string().min(1),
      z.string().refine((code) => /^[A-Z]{2}$/.test(code) && readTerritory(code) === code, "a country code, like DE"),
    )
    .optional(),
  without: z.array(z.string().min(1)).optional(),
  creatives: z.array(z.string().min(1)).min(1).max(20).optional(),
  platform: z.string().min(1).optional(),
  postsPerWeek: z.number().min(0.5).max(21).optional(),
  category: z.enum(CATEGORIES).optional(),
  ai: z.array(z.enum(FACETS)).optional(),
});

export interface CampaignBrief {
  readonly title?: string | undefined;
  readonly artist?: string | undefined;
  /** ISO day. */
  readonly release?: string | undefined;
  readonly from?: string | undefined;
  readonly days?: number | undefined;
  readonly budget?: number | undefined;
  readonly currency?: string | undefined;
  /** Units of the currency for a euro: markets are worked out in euro. */
  readonly perEuro?: number | undefined;
  readonly link?: string | undefined;
  readonly channels?: readonly string[] | undefined;
  /** Only these places; without those. */
  readonly places?: readonly string[] | undefined;
  readonly without?: readonly string[] | undefined;
  /** ISO 3166 codes of cities, for the languages of captions. */
  readonly territories?: Readonly<Record<string, string>> | undefined;
  readonly creatives?: readonly string[] | undefined;
  readonly platform?: string | undefined;
  readonly postsPerWeek?: number | undefined;
  readonly category?: (typeof CATEGORIES)[number] | undefined;
  readonly ai?: readonly string[] | undefined;
}

/** Throws FormatError where the file is no JSON, InputError with the JSON path of what is not as it should be. */
export async function readCampaignBrief(path: string): Promise<CampaignBrief> {
  const text = await readFile(path, "utf8");
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new FormatError("brief", 0, "JSON", (error as Error).message);
  }
  const read = BRIEF.safeParse(data);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const at = ["$", ...(issue?.path ?? [])].join(".");
  if (issue?.code === "unrecognized_keys") {
    throw new InputError(`${at}.${issue.keys[0]}`, `one of ${Object.keys(BRIEF.shape).join(", ")}`, "an unknown field");
  }
  throw new InputError(
    at,
    plainMessage(issue?.message ?? "another value"),
    JSON.stringify(valueAt(data, issue?.path ?? [])) ?? "nothing",
  );
}

/** What was expected, without the checker's own words. */
function plainMessage(message: string): string {
  return message
    .replace(/^Invalid input: expected (\w+), received.*$/, "a $1")
    .replace(/^Too big: expected .* to be <=(.*)$/, "at most $1")
    .replace(/^Too small: expected .* to be >=(.*)$/, "at least $1")
    .replace(/^Invalid URL.*$/, "an address with http:// or https://")
    .replace(/^Invalid option: expected one of /, "one of ");
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null)?.[key], data);
}

/** What is said of it in captions and in the files; "" for nothing. */
export function disclosureOf(parts: readonly string[]): string {
  return parts.length === 0 ? "" : `Made with AI: ${parts.join(", ")}.`;
}
