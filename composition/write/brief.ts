/** What a person asks for. What is not said is decided; what is said is kept exactly or refused. */
import { z } from "zod";
import { InputError } from "../../foundation/plan/index.ts";

const SHARPS_AND_FLATS = /^([A-G])(#|b)?$/;

export interface Brief {
  readonly title?: string | undefined;
  /** "C", "F#", "Bb". */
  readonly key?: string | undefined;
  readonly mode?: "major" | "minor" | undefined;
  /** Quarter notes a minute, 30 to 300. */
  readonly tempo?: number | undefined;
  /** "4/4". */
  readonly metre?: string | undefined;
  /** A name ("song", "aaba", "blues", "strophic"), or sections with bars: "intro 4, verse 8, chorus 8". */
  readonly form?: string | undefined;
  /** Of the whole song, 1 to 400. */
  readonly bars?: number | undefined;
  /** Each -1 to 1. */
  readonly mood?: { readonly valence?: number | undefined; readonly energy?: number | undefined } | undefined;
  readonly instruments?: readonly Instrument[] | undefined;
  /** Chords of all sections, or by label: { "verse": "C | Am | F G | C" }; "|" between bars. */
  readonly chords?: string | Readonly<Record<string, string>> | undefined;
  /** Notes with lengths in sixteenths, "E5:4 D5:2 C5:2": the melody begins with them. */
  readonly motif?: string | undefined;
}

export const instruments = ["lead", "piano", "guitar", "pad", "strings", "bass", "drums"] as const;
export type Instrument = (typeof instruments)[number];

const briefSchema: z.ZodType<Brief> = z.strictObject({
  title: z.string().min(1).max(200).optional(),
  key: z.string().regex(SHARPS_AND_FLATS, 'a note: "C", "F#", "Bb"').optional(),
  mode: z.enum(["major", "minor"]).optional(),
  tempo: z.number().min(30).max(300).optional(),
  metre: z
    .string()
    .regex(/^(1?\d)\/(2|4|8)$/, '"4/4", "6/8", "7/8"')
    .optional(),
  form: z.string().min(1).max(500).optional(),
  bars: z.int().min(1).max(400).optional(),
  mood: z
    .strictObject({ valence: z.number().min(-1).max(1).optional(), energy: z.number().min(-1).max(1).optional() })
    .optional(),
  instruments: z.array(z.enum(instruments)).min(1).optional(),
  chords: z.union([z.string().min(1), z.record(z.string(), z.string().min(1))]).optional(),
  motif: z.string().min(1).max(500).optional(),
});

/** Throws InputError naming the first field that is not as described. */
export function readBrief(given: unknown, from = "$"): Brief {
  const result = briefSchema.safeParse(given);
  if (result.success) return result.data;
  const issue = result.error.issues[0] as z.core.$ZodIssue;
  const path = issue.path.reduce<string>(
    (text, key) => `${text}${typeof key === "number" ? `[${key}]` : `.${String(key)}`}`,
    from,
  );
  let value: unknown = given;
  for (const key of issue.path) value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
  throw new InputError(path, issue.message, value === undefined ? "nothing" : JSON.stringify(value));
}

export interface Metre {
  readonly beats: number;
  readonly beatUnit: number;
}

/** "6/8" to numbers; throws InputError for what cannot be written on a grid of sixteenths. */
export function readMetre(text: string): Metre {
  const [beats, beatUnit] = text.split("/").map(Number) as [number, number];
  if (beats < 1 || beats > 16) throw new InputError("metre", "1 to 16 beats", text);
  return { beats, beatUnit };
}

const NOTE_NAMES: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

/** Names of the pitch classes as briefs and plans write tonics, C first; `readTonic` reads them back. */
export const TONIC_NAMES = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"] as const;

/** "Bb" to 10. */
export function readTonic(text: string): number {
  const match = SHARPS_AND_FLATS.exec(text);
  if (!match) throw new InputError("key", 'a note: "C", "F#", "Bb"', text);
  return ((NOTE_NAMES[match[1] as string] as number) + (match[2] === "#" ? 1 : match[2] === "b" ? -1 : 0) + 12) % 12;
}
