/** The stems of a folder, opened and listened to: what the song is, and what is wrong with it. */
import { readdir } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { FormatError, InputError, NeedError, type Run } from "../../foundation/plan/index.ts";
import type { SoundFormat, SoundWarning } from "../../foundation/sound/audio.ts";
import {
  checkSession,
  describeSong,
  mixKnowledge,
  type SessionFault,
  type SongFindings,
  type StemSketch,
} from "../../production/mix/index.ts";
import type { DeckPool } from "./deck-pool.ts";

const MOST_STEMS = 100;

/** Every file of the folder that is not hidden and does not call itself something else. */
export async function stemPaths(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const paths = entries
    .filter(
      (entry) => entry.isFile() && !entry.name.startsWith(".") && !NOT_SOUND.has(extname(entry.name).toLowerCase()),
    )
    .map(({ name }) => join(folder, name))
    .sort();
  if (paths.length === 0)
    throw new InputError(folder, "a folder with stems (WAV, AIFF, FLAC, MP3, M4A, Ogg...)", "no sound file in it");
  if (paths.length > MOST_STEMS) throw new InputError(folder, `at most ${MOST_STEMS} stems`, `${paths.length} files`);
  return paths;
}

const NOT_SOUND = new Set([
  ".txt",
  ".md",
  ".json",
  ".pdf",
  ".jpg",
  ".jpeg",
  ".png",
  ".mid",
  ".midi",
  ".rpp",
  ".als",
  ".ptx",
  ".logicx",
  ".flp",
  ".cpr",
  ".zip",
  ".html",
  ".xml",
  ".dawproject",
  ".reapeaks",
  ".asd",
]);

export interface HeardSession {
  readonly song: SongFindings;
  readonly faults: readonly SessionFault[];
  readonly stems: readonly {
    readonly path: string;
    readonly format: SoundFormat;
    readonly warnings: readonly SoundWarning[];
  }[];
  /** Numbers of the stems in the pool. */
  readonly used: readonly number[];
  readonly failed: readonly { readonly path: string; readonly cause: unknown }[];
  readonly frames: number;
  readonly sampleRate: number;
}

/** Throws what is wrong where no stem can be read, and NeedError where this machine lacks what reads one. */
export async function readSession(pool: DeckPool, paths: readonly string[], run: Run): Promise<HeardSession> {
  const opened = await pool.open(paths);
  const failed: { path: string; cause: unknown }[] = [];
  const formats = new Map<number, SoundFormat>();
  opened.forEach((each, at) => {
    if ("cause" in each) failed.push(bad(paths[at] as string, each.cause));
    else formats.set(at, each.format);
  });
  if (formats.size === 0) throw failed[0]?.cause ?? new InputError("stems", "at least one", "none");
  const sampleRate = usualRate([...formats.values()]);
  const analysed = await pool.analyse(
    sampleRate,
    (done, total) => run.onProgress?.({ done, total, doing: "listening to the stems" }),
    run.signal,
  );
  const used: number[] = [];
  const stems: { path: string; format: SoundFormat; warnings: readonly SoundWarning[] }[] = [];
  const sketches: StemSketch[] = [];
  const traced: Parameters<typeof describeSong>[0][number][] = [];
  analysed.forEach((each, at) => {
    if (each === null) return;
    const path = paths[at] as string;
    if ("cause" in each) {
      failed.push(bad(path, each.cause));
      return;
    }
    used.push(at);
    stems.push({ path, format: formats.get(at) as SoundFormat, warnings: each.warnings });
    traced.push({ name: basename(path), trace: each.trace });
    sketches.push(each.sketch);
  });
  if (used.length === 0) throw failed[0]?.cause ?? new FormatError("stems", 0, "sound", "none");
  const song = describeSong(traced, mixKnowledge);
  const faults = checkSession(
    song.stems.map((findings, s) => ({
      findings,
      sketch: sketches[s] as StemSketch,
      fileRate: (stems[s] as { format: SoundFormat }).format.sampleRate,
    })),
    sampleRate,
  );
  return {
    song,
    faults,
    stems,
    used,
    failed,
    frames: Math.max(...traced.map(({ trace }) => trace.frames)),
    sampleRate,
  };
}

/** Material that is bad is left out; what this machine lacks ends the whole. */
function bad(path: string, cause: unknown): { path: string; cause: unknown } {
  if (cause instanceof NeedError) throw cause;
  return { path, cause };
}

/** The rate of most stems; of equals the highest. */
function usualRate(formats: readonly SoundFormat[]): number {
  const counts = new Map<number, number>();
  for (const { sampleRate } of formats) counts.set(sampleRate, (counts.get(sampleRate) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || b - a)[0]?.[0] ?? 48_000;
}
