/** A score to a folder of stems, with as many threads as there are workers; the files do not depend on their number. */
import { mkdir, rm, rmdir } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { choosePreset } from "../../composition/sound/font/choose-preset.ts";
import { type StemSpec, stemsOf } from "../../composition/sound/play-score.ts";
import { checkpoint, FormatError, type Run } from "../../foundation/plan/index.ts";
import type { Score } from "../../foundation/score/index.ts";
import { refuseExisting } from "../project/files.ts";
import { revived } from "../sound/thread-errors.ts";
import type { PlayAnswer, PlayRequest, StemToPlay } from "./play.worker.ts";
import { named, type OpenFont } from "./sound-font/open-font.ts";

export const STEM_SAMPLE_RATE = 48_000;

/** Bytes that fonts may take in all threads together: each has its own copy of the samples. */
const FONT_MEMORY = 2 ** 31;

export interface StemOptions {
  readonly seed: number;
  readonly workers: number;
  readonly force: boolean;
  /** Null: built-in instruments. It has a preset for every part. */
  readonly font: OpenFont | null;
  readonly run?: Run | undefined;
  readonly warn: (text: string) => void;
}

/**
 * Absolute paths of the stems, in the order of the score's parts. Refuses files that are there unless `force`. What fails
 * leaves no stem behind; a font that cannot be played gives a FormatError.
 */
export async function playStems(score: Score, folder: string, options: StemOptions): Promise<string[]> {
  const { seed, workers, force, font, run, warn } = options;
  const stems = stemsOf(score).map(
    (spec): StemToPlay => ({ spec, path: join(folder, `${spec.name}.wav`), preset: presetOf(score, spec, font) }),
  );
  for (const { path } of stems) await refuseExisting(path, force);
  const made = await mkdir(folder, { recursive: true });
  for (const { path } of stems) await rm(path, { force: true });
  const most = font === null ? workers : Math.floor(FONT_MEMORY / font.bytes.length);
  const threads = Math.max(1, Math.min(workers, stems.length, most));
  let done = 0;
  const total = stems.length;
  checkpoint(run, { done, total, doing: "playing" });
  const onStem = ({ name, unplayed }: PlayAnswer & { readonly kind: "stem" }): void => {
    run?.onProgress?.({ done: ++done, total, doing: "playing" });
    if (unplayed.length > 0)
      warn(`${name}: the sound font has no sound for ${unplayed.length > 1 ? "keys" : "key"} ${unplayed.join(", ")}`);
  };
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const work = { score, sampleRate: STEM_SAMPLE_RATE, seed, font: font?.bytes ?? null, stop };
  const ended = await Promise.allSettled(
    Array.from({ length: threads }, (_, thread) =>
      playInThread({ ...work, stems: stems.filter((__, at) => at % threads === thread) }, onStem, run?.signal).catch(
        (error) => {
          Atomics.store(stop, 0, 1);
          throw error;
        },
      ),
    ),
  );
  const failed = ended.find(({ status }) => status === "rejected") as PromiseRejectedResult | undefined;
  if (failed === undefined) return stems.map(({ path }) => path);
  await takeAway(stems, folder, made);
  throw font !== null && failed.reason instanceof FormatError ? named(font.path, failed.reason) : failed.reason;
}

function presetOf(score: Score, { part }: StemSpec, font: OpenFont | null): StemToPlay["preset"] {
  const { program = 0, percussion = false } = score.parts[part] ?? {};
  return font && choosePreset(font.font, program ?? 0, percussion);
}

/** The stems, and the folders that were made for them. */
async function takeAway(stems: readonly StemToPlay[], folder: string, made: string | undefined): Promise<void> {
  for (const { path } of stems) await rm(path, { force: true });
  if (made === undefined) return;
  for (let at = folder; at.length >= made.length; at = dirname(at)) await rmdir(at).catch(() => {});
}

function playInThread(
  request: PlayRequest,
  onStem: (stem: PlayAnswer & { readonly kind: "stem" }) => void,
  signal?: AbortSignal,
): Promise<void> {
  const worker = new Worker(new URL(`./play.worker${extname(import.meta.url)}`, import.meta.url), {
    workerData: request,
  });
  return new Promise<void>((resolve, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
    worker.on("message", (answer: PlayAnswer) => {
      if (answer.kind === "stem") onStem(answer);
      else if (answer.kind === "done") resolve();
      else reject(revived(answer.cause));
    });
    worker.on("error", reject);
  }).finally(() => worker.terminate());
}
