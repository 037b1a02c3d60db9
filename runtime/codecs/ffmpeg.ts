import { type ChildProcess, spawn } from "node:child_process";
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
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe", ...pipes.map(() => "pipe" as const)] });
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
