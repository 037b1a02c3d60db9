/** Plays stems in a thread of its own, one after the other. */
import { parentPort, workerData } from "node:worker_threads";
import type { StemSpec } from "../../composition/sound/play-score.ts";
import type { Score } from "../../foundation/score/index.ts";
import { plainError } from "../sound/thread-errors.ts";
import { playStemFile } from "./play-stem-file.ts";

export interface PlayRequest {
  readonly score: Score;
  readonly sampleRate: number;
  readonly seed: number;
  readonly stems: readonly { readonly spec: StemSpec; readonly path: string }[];
}

export type PlayAnswer =
  | { readonly kind: "stem" }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly cause: unknown };

const port = parentPort;
if (!port) throw new Error("play.worker.ts is a worker");
const { score, sampleRate, seed, stems } = workerData as PlayRequest;
try {
  for (const { spec, path } of stems) {
    await playStemFile(score, spec, sampleRate, seed, path);
    port.postMessage({ kind: "stem" } satisfies PlayAnswer);
  }
  port.postMessage({ kind: "done" } satisfies PlayAnswer);
} catch (cause) {
  port.postMessage({ kind: "failed", cause: plainError(cause) } satisfies PlayAnswer);
}
