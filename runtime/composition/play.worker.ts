/** Plays stems in a thread of its own, one after the other. */
import { parentPort, workerData } from "node:worker_threads";
import type { FontPreset } from "../../composition/sound/font/sound-font.ts";
import { playStem, type StemSpec } from "../../composition/sound/play-score.ts";
import type { Score } from "../../foundation/score/index.ts";
import { plainError } from "../sound/thread-errors.ts";
import { writeStemFile } from "./write-stem-file.ts";

export interface StemToPlay {
  readonly spec: StemSpec;
  readonly path: string;
  /** Of the font; null where the built-in instrument plays. */
  readonly preset: FontPreset | null;
}

export interface PlayRequest {
  readonly score: Score;
  readonly sampleRate: number;
  readonly seed: number;
  readonly stems: readonly StemToPlay[];
  /** Of a sound font, in memory that all threads share; null: built-in instruments. */
  readonly font: Uint8Array | null;
  /** In shared memory: not 0 once another thread has failed, and the rest is not wanted. */
  readonly stop: Int32Array;
}

export type PlayAnswer =
  | { readonly kind: "stem"; readonly name: string; readonly unplayed: readonly number[] }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly cause: unknown };

const port = parentPort;
if (!port) throw new Error("play.worker.ts is a worker");
const { score, sampleRate, seed, stems, font, stop } = workerData as PlayRequest;
try {
  const play = font === null ? null : await (await import("./sound-font/play-font-stem.ts")).stemsOfFont(font);
  for (const { spec, path, preset } of stems) {
    if (Atomics.load(stop, 0) !== 0) break;
    const played =
      play === null || preset === null
        ? { stem: playStem(score, spec, sampleRate, seed), unplayed: [] }
        : play(score, spec, preset, sampleRate);
    await writeStemFile(played.stem, spec.name, path);
    port.postMessage({ kind: "stem", name: spec.name, unplayed: played.unplayed } satisfies PlayAnswer);
  }
  port.postMessage({ kind: "done" } satisfies PlayAnswer);
} catch (cause) {
  port.postMessage({ kind: "failed", cause: plainError(cause) } satisfies PlayAnswer);
}
