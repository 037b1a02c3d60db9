/** Workers that do jobs: verbs of the command line in threads, some at a time. */
import { randomUUID } from "node:crypto";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { Json } from "../../foundation/plan/finding.ts";
import type { Progress } from "../../foundation/plan/run.ts";
import { CANCELLED, DONE } from "../cli/exit-codes.ts";
import type { Claim, JobEngine, JobProgress } from "./job-engine.ts";

/** What a job of the kind "verb" is. */
export interface VerbInput {
  /** Without --json, which is added. */
  readonly words: readonly string[];
  readonly folder: string;
}

export type VerbAnswer =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "ended"; readonly code: number; readonly out: string; readonly err: string };

export interface RunningWorkers {
  /** Stops claiming, puts back what is running, and ends all threads. */
  stop(): Promise<void>;
}

const LEASE_MS = 2000;
/** How often a worker says that it is alive, and so hears of a cancelling. */
const BEAT_MS = 80;
/** A thread that has not stopped by itself by then is ended. */
const GRACE_MS = 60;
/** How often an idle worker looks for work that other processes accepted. */
const IDLE_MS = 100;

/** @param count jobs at a time */
export function runJobs(engine: JobEngine, count: number): RunningWorkers {
  const owner = randomUUID();
  const running = new Map<Claim, { readonly end: () => Promise<void> }>();
  let stopping = false;

  const look = (): void => {
    while (!stopping && running.size < count) {
      const claim = engine.claim(owner, ["verb"], LEASE_MS);
      if (!claim) return;
      start(claim);
    }
  };
  const timer = setInterval(look, IDLE_MS);
  look();

  function start(claim: Claim): void {
    const { words, folder } = claim.job.input as unknown as VerbInput;
    // What an interrupted attempt left behind is whole, and is made again. Whoever asks once more after a failure gets
    // no such leave: what stands there may be a person's.
    const again = claim.job.interrupted && !words.includes("--force") ? ["--force"] : [];
    const begun = performance.now();
    const worker = new Worker(new URL(`./verb.worker${extname(import.meta.url)}`, import.meta.url), {
      workerData: { words: [...words, ...again], folder },
    });
    let progress: JobProgress | null = null;
    let cancelled: number | null = null;
    let answer: Extract<VerbAnswer, { kind: "ended" }> | null = null;
    let ended = false;
    worker.on("message", (message: VerbAnswer) => {
      if (message.kind === "ended") answer = message;
      else progress = withTimeLeft(message.progress, performance.now() - begun);
    });
    const beat = setInterval(() => {
      const told = engine.heartbeat(claim, LEASE_MS, progress);
      progress = null;
      if (told === "go on") return;
      // Whoever lost the job must not write what another is writing.
      if (told === "lost") void worker.terminate();
      else if (cancelled === null) {
        cancelled = performance.now();
        worker.postMessage("cancel");
      } else if (performance.now() - cancelled >= GRACE_MS) void worker.terminate();
    }, BEAT_MS);
    const finish = (settle: () => void): void => {
      if (ended) return;
      ended = true;
      clearInterval(beat);
      running.delete(claim);
      if (!stopping) {
        settle();
        look();
      }
    };
    worker.on("error", (error) => finish(() => engine.fail(claim, { kind: "bug", message: String(error) })));
    worker.on("exit", () =>
      finish(() => {
        if (cancelled !== null && (answer === null || answer.code === CANCELLED)) engine.stopped(claim);
        else if (answer === null) engine.fail(claim, { kind: "bug", message: "the worker ended without an answer" });
        else if (answer.code === DONE) engine.complete(claim, documentOf(answer.out));
        else engine.fail(claim, { code: answer.code, document: documentOf(answer.out), message: answer.err.trim() });
      }),
    );
    running.set(claim, {
      async end() {
        clearInterval(beat);
        await worker.terminate();
        engine.release(claim);
      },
    });
  }

  return {
    async stop() {
      stopping = true;
      clearInterval(timer);
      await Promise.all([...running.values()].map(({ end }) => end()));
    },
  };
}

function withTimeLeft(progress: Progress, elapsedMs: number): JobProgress {
  const share = progress.total > 0 ? Math.min(1, progress.done / progress.total) : 0;
  const left = share > 0.02 ? ((elapsedMs / 1000) * (1 - share)) / share : null;
  return { ...progress, secondsLeft: left };
}

function documentOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
