/** A brief from a file and from options; options go before. */
import { readFile } from "node:fs/promises";
import { type Brief, readBrief } from "../../composition/write/brief.ts";
import { FormatError, InputError } from "../../foundation/plan/index.ts";
import { readTowards } from "../project/target-profile-file.ts";

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
  /** A target profile: what it says stands behind all that is asked for. */
  readonly towards: string | null;
}

export async function readSongBrief(options: BriefOptions): Promise<Brief> {
  const { brief, mood, instruments, title, key, mode, tempo, metre, form, bars, chords, motif } = options;
  const asked = {
    ...given({ title, key, mode, tempo, metre, form, bars, chords, motif }),
    ...(instruments.length > 0 ? { instruments } : {}),
    ...(mood === null ? {} : { mood: readMood(mood) }),
  };
  const file = brief === null ? {} : await readBriefFile(brief);
  const wanted = { ...file, ...asked };
  return readBrief({ ...(options.towards === null ? {} : await towards(options.towards, wanted)), ...wanted }, "brief");
}

/** Tempo, mode and length of what charts hold, as far as nothing else was asked. */
async function towards(path: string, wanted: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
  const { tempo, seconds, major } = await readTowards(path);
  const perMinute = Number(wanted.tempo ?? (tempo === null ? Number.NaN : Math.round(tempo)));
  const [beats = 4, unit = 4] = String(wanted.metre ?? "4/4")
    .split("/")
    .map(Number);
  const quarters = (beats * 4) / unit;
  // Whole phrases of four bars.
  const bars = seconds === null ? Number.NaN : 4 * Math.round((seconds * perMinute) / 60 / quarters / 4);
  const sized = wanted.form !== undefined || wanted.bars !== undefined || !Number.isFinite(bars);
  return {
    ...(tempo === null ? {} : { tempo: Math.round(tempo) }),
    ...(major === null ? {} : { mode: major ? "major" : "minor" }),
    ...(sized ? {} : { bars }),
  };
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
