/** Learns four-voice music with one thread or two; what is learned is the same. */
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { type GridWeights, learnMoves, learnPitches } from "../../composition/learn/grid/grid-model.ts";
import type { GridRows } from "../../composition/learn/grid/grid-piece.ts";
import { type Run, stage } from "../../foundation/plan/run.ts";
import { revived } from "../sound/thread-errors.ts";
import type { LearnAnswer, LearnRequest } from "./learn.worker.ts";

export async function learnGrid(pieces: readonly GridRows[], workers: number, run?: Run): Promise<GridWeights> {
  const [first, second] = stage(run, 1, 1) as [Run, Run];
  if (workers < 2) return { moves: learnMoves(pieces, first), pitches: learnPitches(pieces, second) };
  const [moves, pitches] = await Promise.all([
    learnInThread({ what: "moves", pieces }, first),
    learnInThread({ what: "pitches", pieces }, second),
  ]);
  return { moves, pitches };
}

function learnInThread(request: LearnRequest, run: Run): Promise<Float32Array> {
  const worker = new Worker(new URL(`./learn.worker${extname(import.meta.url)}`, import.meta.url), {
    workerData: request,
  });
  return new Promise<Float32Array>((resolve, reject) => {
    const cancel = (): void => reject(run.signal?.reason);
    run.signal?.addEventListener("abort", cancel);
    worker.on("message", (answer: LearnAnswer) => {
      if (answer.kind === "progress") run.onProgress?.(answer.progress);
      else if (answer.kind === "done") resolve(answer.weights);
      else reject(revived(answer.cause));
    });
    worker.on("error", reject);
  }).finally(() => worker.terminate());
}
