/** A score to a folder of stems, with as many threads as there are workers; the files do not depend on their number. */
import { mkdir, rm } from "node:fs/promises";
import { extname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { stemsOf } from "../../composition/sound/play-score.ts";
import { checkpoint, type Run } from "../../foundation/plan/index.ts";
import type { Score } from "../../foundation/score/index.ts";
import { refuseExisting } from "../project/files.ts";
import { revived } from "../sound/thread-errors.ts";
import type { PlayAnswer, PlayRequest } from "./play.worker.ts";

export const STEM_SAMPLE_RATE = 48_000;

/** Absolute paths of the stems, in the order of the score's parts. Refuses files that are there unless `force`. */
export async function playStems(
  score: Score,
  folder: string,
  {
    seed,
    workers,
    force,
    run,
  }: { readonly seed: number; readonly workers: number; readonly force: boolean; readonly run?: Run | undefined },
): Promise<string[]> {
  const stems = stemsOf(score).map((spec) => ({ spec, path: join(folder, `${spec.name}.wav`) }));
  for (const { path } of stems) await refuseExisting(path, force);
  await mkdir(folder, { recursive: true });
  for (const { path } of stems) await rm(path, { force: true });
  const threads = Math.max(1, Math.min(workers, stems.length));
  let done = 0;
  const total = stems.length;
  checkpoint(run, { done, total, doing: "playing" });
  await Promise.all(
    Array.from({ length: threads }, (_, thread) =>
      playInThread(
        { score, sampleRate: STEM_SAMPLE_RATE, seed, stems: stems.filter((__, at) => at % threads === thread) },
        () => run?.onProgress?.({ done: ++done, total, doing: "playing" }),
        run?.signal,
      ),
    ),
  );
  return stems.map(({ path }) => path);
}

function playInThread(request: PlayRequest, onStem: () => void, signal?: AbortSignal): Promise<void> {
  const worker = new Worker(new URL(`./play.worker${extname(import.meta.url)}`, import.meta.url), {
    workerData: request,
  });
  return new Promise<void>((resolve, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
    worker.on("message", (answer: PlayAnswer) => {
      if (answer.kind === "stem") onStem();
      else if (answer.kind === "done") resolve();
      else reject(revived(answer.cause));
    });
    worker.on("error", reject);
  }).finally(() => worker.terminate());
}
