/**
 * Workers that do jobs: verbs of the command line in processes of their own, some at a time. Processes and not threads:
 * they run at a lower priority than the server that answers a person, a crash in one ends nothing else, and the programs
 * that a verb started (ffmpeg) end with its group.
 */
import { type ChildProcess, fork, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { getCompileCacheDir } from "node:module";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Json } from "../../foundation/plan/finding.ts";
import type { Progress } from "../../foundation/plan/run.ts";
import { CANCELLED, DONE } from "../cli/exit-codes.ts";
import { removeUnfinished } from "../project/unfinished-files.ts";
import type { Claim, JobEngine, JobProgress } from "./job-engine.ts";
import { lowerPriority } from "./lower-priority.ts";

/** What a job of the kind "verb" is. */
export interface VerbInput {
  /** Without --json, which is added. */
  readonly words: readonly string[];
  /** Paths among the words are taken from here. */
  readonly folder: string;
}

export type VerbAnswer =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "ended"; readonly code: number; readonly out: string; readonly err: string };

export interface RunningWorkers {
  /** Looks for work, and for what was cancelled, now: whoever has just asked need not wait. */
  look(): void;
  /** Stops claiming, puts back what is running, and ends all processes. */
  stop(): Promise<void>;
}

const LEASE_MS = 2000;
/** How often a worker hears of a cancelling. */
const BEAT_MS = 50;
/** A lease is renewed so often where there is no progress to tell. */
const RENEW_MS = LEASE_MS / 4;
/** A process that has not stopped by itself by then is ended. */
const GRACE_MS = 60;
/** How often an idle worker looks for work that other processes accepted. */
const IDLE_MS = 100;
/**
 * Below what a person waits for: 0 is usual, 19 the lowest. On a machine whose cores are full of other work all the time
 * such jobs would hardly go on: there SONGWRIGHT_JOB_PRIORITY says another.
 */
const PRIORITY = Math.min(19, Math.max(0, Math.trunc(Number(process.env.SONGWRIGHT_JOB_PRIORITY ?? 15)) || 0));

/**
 * @param count jobs at a time
 * @param folder instead of the one that the job was accepted in: a project may have been moved
 */
export function runJobs(engine: JobEngine, count: number, folder?: string): RunningWorkers {
  const owner = randomUUID();
  const running = new Map<Claim, { readonly end: () => Promise<void>; readonly beat: () => void }>();
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
    const input = claim.job.input as unknown as VerbInput;
    const place = folder ?? input.folder;
    const begun = performance.now();
    const child = startProcess(place);
    let progress: JobProgress | null = null;
    let renewed = begun;
    let cancelled: number | null = null;
    let answer: Extract<VerbAnswer, { kind: "ended" }> | null = null;
    let failure: Error | null = null;
    let ended = false;
    child.on("message", (message: VerbAnswer) => {
      if (message.kind === "ended") answer = message;
      else progress = withTimeLeft(message.progress, performance.now() - begun);
    });
    const hear = (): void => {
      if (ended || stopping) return;
      const now = performance.now();
      const due = progress !== null || now - renewed >= RENEW_MS;
      const told = due ? engine.heartbeat(claim, LEASE_MS, progress) : engine.asked(claim);
      if (due) renewed = now;
      progress = null;
      // Whoever lost the job must not write what another is writing.
      if (told === "lost") endProcess(child);
      else if (told === "cancel" && cancelled === null) {
        cancelled = now;
        if (child.connected) child.send("cancel", () => {});
        setTimeout(() => ended || endProcess(child), GRACE_MS);
      }
    };
    const beat = setInterval(hear, BEAT_MS);
    const gone = new Promise<void>((resolve) => {
      const finish = (): void => {
        if (ended) return;
        ended = true;
        clearInterval(beat);
        // What it started and left behind.
        endProcess(child);
        if (answer === null && child.pid !== undefined) removeUnfinished(place, child.pid);
        running.delete(claim);
        if (!stopping) {
          settle();
          look();
        }
        resolve();
      };
      child.on("error", (error) => {
        failure = error;
        if (child.pid === undefined) finish();
      });
      child.on("exit", finish);
    });
    const settle = (): void => {
      if (cancelled !== null && (answer === null || answer.code === CANCELLED)) engine.stopped(claim);
      else if (answer === null) {
        const message = failure ? String(failure) : "the process that did it ended without an answer";
        engine.fail(claim, { kind: "bug", message });
      } else if (answer.code === DONE) engine.complete(claim, documentOf(answer.out));
      else engine.fail(claim, { code: answer.code, document: documentOf(answer.out), message: answer.err.trim() });
    };
    // What an interrupted attempt left behind is whole, and is made again. Whoever asks once more after a failure gets
    // no such leave: what stands there may be a person's.
    child.send({ words: claim.job.interrupted ? withForce(input.words) : input.words, folder: place }, () => {});
    running.set(claim, {
      beat: hear,
      async end() {
        clearInterval(beat);
        endProcess(child);
        await gone;
        engine.release(claim);
      },
    });
  }

  return {
    look() {
      for (const { beat } of running.values()) beat();
      look();
    },
    async stop() {
      stopping = true;
      clearInterval(timer);
      await Promise.all([...running.values()].map(({ end }) => end()));
    },
  };
}

function startProcess(folder: string): ChildProcess {
  const program = fileURLToPath(new URL(`./verb-process${extname(import.meta.url)}`, import.meta.url));
  const cache = getCompileCacheDir();
  const child = fork(program, [], {
    cwd: folder,
    detached: true,
    execArgv: [],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    env: { ...process.env, ...(cache === undefined ? {} : { NODE_COMPILE_CACHE: cache }) },
  });
  if (child.pid !== undefined) lowerPriority(child.pid, PRIORITY);
  return child;
}

/** The process and what it started. */
function endProcess(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  try {
    if (process.platform === "win32") spawn("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore" });
    else process.kill(-pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL"); // no group of that number any more
  }
}

/** In front of the material, and only where it is not asked for already. */
function withForce(words: readonly string[]): readonly string[] {
  const at = words.indexOf("--");
  const end = at < 0 ? words.length : at;
  return words.slice(0, end).includes("--force") ? words : [...words.slice(0, end), "--force", ...words.slice(end)];
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
