import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { NeedError } from "../../foundation/plan/errors.ts";

/** The ffmpeg program of this machine: a separate process, never linked. */
export interface FfmpegPrograms {
  readonly ffmpeg: string;
  readonly ffprobe: string;
}

export const systemFfmpeg: FfmpegPrograms = { ffmpeg: "ffmpeg", ffprobe: "ffprobe" };

/** Options before each input: nothing is asked, nothing but this file is opened, its demuxer is told. */
export function inputOptions(demuxer: string, path: string): string[] {
  return ["-protocol_whitelist", "file,pipe", "-f", demuxer, "-i", `file:${path}`];
}

const mostMessageBytes = 16_384;

/** A running child whose messages are kept and whose end can be awaited. */
export interface FfmpegChild {
  readonly child: ChildProcess;
  /** What it wrote to standard error, cut to 16 KiB. */
  messages(): string;
  /** Resolves with the exit code (null: killed) once it has ended; rejects with NeedError when it is not installed. */
  readonly ended: Promise<number | null>;
}

/** Starts ffmpeg or ffprobe. `pipes`: further inputs, as pipe:3 and so on. */
export function startFfmpeg(
  program: string,
  args: readonly string[],
  purpose: string,
  pipes: readonly Uint8Array[] = [],
): FfmpegChild {
  const [first, ...words] = limited(program, args);
  const child = spawn(first as string, words, { stdio: ["pipe", "pipe", "pipe", ...pipes.map(() => "pipe" as const)] });
  let text = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    if (text.length < mostMessageBytes) text += chunk.slice(0, mostMessageBytes - text.length);
  });
  child.stdin?.on("error", () => {}); // it ended before all was written: its exit code tells
  for (const [n, bytes] of pipes.entries()) {
    const pipe = child.stdio[3 + n] as NodeJS.WritableStream;
    pipe.on("error", () => {});
    pipe.end(bytes);
  }
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", (cause: NodeJS.ErrnoException) => {
      reject(cause.code === "ENOENT" ? new NeedError(`ffmpeg, ${purpose}`, installCommand()) : cause);
    });
    child.once("close", (code) => resolve(code));
  });
  ended.catch(() => {}); // whoever awaits it hears of it
  return { child, messages: () => text.trim(), ended };
}

/**
 * What a file from outside may make of it, on systems that have prlimit: 4 GiB of address space, an hour of processor time,
 * 64 open files, no core dumps.
 */
const LIMITS = ["--as=4294967296", "--cpu=3600", "--nofile=64", "--core=0"];

/** The words that start it within limits. Where the program is missing, starting it itself says so. */
function limited(program: string, args: readonly string[]): readonly string[] {
  const limiter = process.platform === "linux" ? inPath("prlimit") : null;
  const found = limiter === null ? null : inPath(program);
  return limiter === null || found === null ? [program, ...args] : [limiter, ...LIMITS, found, ...args];
}

const found = new Map<string, string | null>();

function inPath(program: string): string | null {
  const key = `${process.env.PATH} ${program}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  const paths = isAbsolute(program)
    ? [program]
    : (process.env.PATH ?? "").split(delimiter).map((dir) => join(dir, program));
  const path = paths.find((each) => {
    try {
      accessSync(each, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  found.set(key, path ?? null);
  return path ?? null;
}

function installCommand(): string {
  if (process.platform === "darwin") return "brew install ffmpeg";
  if (process.platform === "win32") return "winget install ffmpeg";
  return "sudo apt-get install ffmpeg";
}

const known = new Map<string, Promise<boolean>>();

/** Whether a program can be started; asked once. */
export function isThere(program: string): Promise<boolean> {
  const asked = known.get(program);
  if (asked) return asked;
  const answer = new Promise<boolean>((resolve) => {
    const child = spawn(program, ["-version"], { stdio: "ignore" });
    child.on("error", () => resolve(false));
    child.on("exit", (code) => resolve(code === 0));
  });
  known.set(program, answer);
  return answer;
}
