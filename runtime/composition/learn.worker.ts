/** One half of learning in a thread of its own. */
import { parentPort, workerData } from "node:worker_threads";
import { learnMoves, learnPitches } from "../../composition/learn/grid/grid-model.ts";
import type { GridRows } from "../../composition/learn/grid/grid-piece.ts";
import type { Progress } from "../../foundation/plan/run.ts";
import { plainError } from "../sound/thread-errors.ts";

export interface LearnRequest {
  readonly what: "moves" | "pitches";
  readonly pieces: readonly GridRows[];
}

export type LearnAnswer =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "done"; readonly weights: Float32Array }
  | { readonly kind: "failed"; readonly cause: unknown };

const port = parentPort;
if (!port) throw new Error("learn.worker.ts is a worker");
const { what, pieces } = workerData as LearnRequest;
try {
  const run = {
    onProgress: (progress: Progress) => port.postMessage({ kind: "progress", progress } satisfies LearnAnswer),
  };
  const weights = (what === "moves" ? learnMoves : learnPitches)(pieces, run);
  port.postMessage({ kind: "done", weights } satisfies LearnAnswer);
} catch (cause) {
  port.postMessage({ kind: "failed", cause: plainError(cause) } satisfies LearnAnswer);
}
