/** A brief from a file and from options; options go before. */
import { readFile } from "node:fs/promises";
import { type Brief, readBrief } from "../../composition/write/brief.ts";
import { FormatError, InputError } from "../../foundation/plan/index.ts";

export interface BriefOptions {
  readonly brief: string | null;
  readonly title: string | null;
  readonly key: string | null;
  readonly mode: string | null;
  readonly tempo: number | null;
  readonly metre: string | null;
  readonly form: string | null;
  readonly bars: number | null;
  readonly mood: string | null;
  readonly instruments: readonly string[];
  readonly chords: string | null;
  readonly motif: string | null;
}

export async function readSongBrief(options: BriefOptions): Promise<Brief> {
  const { brief, mood, instruments, title, key, mode, tempo, metre, form, bars, chords, motif } = options;
  const asked = {
    ...given({ title, key, mode, tempo, metre, form, bars, chords, motif }),
    ...(instruments.length > 0 ? { instruments } : {}),
    ...(mood === null ? {} : { mood: readMood(mood) }),
  };
  const file = brief === null ? {} : await readBriefFile(brief);
  return readBrief({ ...file, ...asked }, "brief");
}

function given(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

function readMood(text: string): { valence: number; energy: number } {
  const [valence, energy] = text.split(",").map((word) => (word.trim() === "" ? Number.NaN : Number(word)));
  if (
    valence === undefined ||
    energy === undefined ||
    !(valence >= -1 && valence <= 1) ||
    !(energy >= -1 && energy <= 1)
  )
    throw new InputError("--mood", "valence and energy, each -1 to 1, as 0.5,-0.2", text);
  return { valence, energy };
}

async function readBriefFile(path: string): Promise<Record<string, unknown>> {
  const text = await readFile(path, "utf8");
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new FormatError("brief", 0, "JSON", text.slice(0, 20) || "an empty file");
  }
  // Read on its own first, so that what is wrong in it is named in it.
  readBrief(data, `${path} $`);
  return data as Record<string, unknown>;
}
