/**
 * Programs of our own that open files from outside, in processes that may do nothing else: read those files and the
 * program itself, write into one folder where that is said; no other programs, no threads, no network where the system
 * can take it away, with limits of memory and time, at a low priority.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { basename, dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { lowerPriority } from "../jobs/lower-priority.ts";

export interface SandboxLimits {
  /** Of JavaScript's heap. */
  readonly memoryMiB: number;
  readonly milliseconds: number;
}

export interface SandboxTask {
  /** The program: a file of this repository. */
  readonly main: URL;
  readonly args: readonly string[];
  /** Files and folders that may be read, absolute. */
  readonly read: readonly string[];
  /** Folder that may be written in, absolute. */
  readonly write?: string;
  readonly limits: SandboxLimits;
  readonly signal?: AbortSignal;
}

/** Below the server, above renders. */
const PRIORITY = 5;
/** In characters. */
const LONGEST_LINE = 8_000_000;

export type SandboxEnd = "done" | "failed" | "too-slow" | "too-much-memory" | "stopped";

/** Everything of the program that a child may have to load: the repository, or the package and what it depends on. */
function programFolder(): string {
  const here = resolve(fileURLToPath(new URL("../..", import.meta.url)));
  const root = basename(here) === "dist" ? dirname(here) : here;
  return basename(dirname(root)) === "node_modules" ? dirname(root) : root;
}

let outer: readonly string[] | null = null;

/** What the system offers around the program: limits of its own, and a network with nothing in it. */
function outerWords(): readonly string[] {
  if (outer) return outer;
  const works = (words: readonly string[]): boolean =>
    process.platform === "linux" &&
    spawnSync(words[0] as string, [...words.slice(1), "true"], { stdio: "ignore" }).status === 0;
  const limits = ["prlimit", "--core=0", "--cpu=120", "--nofile=64"];
  const network = ["unshare", "--user", "--net"];
  outer = [...(works(network) ? network : []), ...(works(limits) ? limits : [])];
  return outer;
}

export interface Sandboxed {
  /** One line to its standard input. */
  say(line: string): void;
  /** Resolves once it has ended and all that it wrote was heard. */
  readonly ended: Promise<SandboxEnd>;
  /** Ends it; `ended` then gives the reason. */
  stop(why: SandboxEnd): void;
}

/** Starts it; `onLine` hears each line that it writes to standard output. It is not stopped by time. */
export function startSandboxed(task: Omit<SandboxTask, "signal">, onLine: (line: string) => void): Sandboxed {
  const { main, args, read, write, limits } = task;
  const allowed = [programFolder(), ...read].map((path) => `--allow-fs-read=${path}`);
  if (write !== undefined) allowed.push(`--allow-fs-read=${write}`, `--allow-fs-write=${write}`);
  const node = [
    "--permission",
    ...allowed,
    `--max-old-space-size=${limits.memoryMiB}`,
    "--disable-warning=SecurityWarning",
  ];
  const words = [...outerWords(), process.execPath, ...node, fileURLToPath(main), ...args];
  const child = spawn(words[0] as string, words.slice(1), {
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
    // Nothing of the person's surroundings: only where programs are.
    env: { PATH: process.env.PATH ?? "" },
  });
  let stopped: SandboxEnd | null = null;
  const stop = (why: SandboxEnd): void => {
    stopped ??= why;
    endGroup(child);
  };
  if (child.pid !== undefined) lowerPriority(child.pid, PRIORITY);
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    if (said.length < 4096) said += chunk;
  });
  child.stdin.on("error", () => {}); // it ended: `ended` tells
  let line = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    line += chunk;
    for (let end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
      onLine(line.slice(0, end));
      line = line.slice(end + 1);
    }
    if (line.length > LONGEST_LINE) stop("failed");
  });
  const ended = new Promise<number | null>((done) => {
    child.once("error", () => done(-1));
    child.once("close", (code) => done(code));
  }).then((code): SandboxEnd => {
    if (stopped) return stopped;
    if (code === 0) return "done";
    if (/heap out of memory|allocation failed|out of bounds/i.test(said)) return "too-much-memory";
    return code === null ? "too-slow" : "failed";
  });
  return { say: (text) => void child.stdin.write(`${text}\n`), ended, stop };
}

/** Runs it to its end, or to the end of its time. */
export async function runSandboxed(task: SandboxTask, onLine: (line: string) => void): Promise<SandboxEnd> {
  const { signal, ...rest } = task;
  if (signal?.aborted) return "stopped";
  const running = startSandboxed(rest, onLine);
  const timer = setTimeout(() => running.stop("too-slow"), task.limits.milliseconds);
  const onAbort = (): void => running.stop("stopped");
  signal?.addEventListener("abort", onAbort, { once: true });
  const end = await running.ended;
  clearTimeout(timer);
  signal?.removeEventListener("abort", onAbort);
  return end;
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}
