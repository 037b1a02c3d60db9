/**
 * Looks at uploaded files in the sandbox; what is for ffmpeg is asked of it here, under its own limits. One process looks at
 * file after file, because starting it takes longer than looking; a file that brings it down is refused, and the next
 * gets a new one.
 */
import { FormatError, NeedError } from "../../foundation/plan/errors.ts";
import { systemFfmpeg } from "../codecs/ffmpeg.ts";
import { probeSound } from "../codecs/ffprobe.ts";
import { soundText } from "./file-kinds.ts";
import { foundFile, type Inspection, refusedFile } from "./inspection.ts";
import { Refusal } from "./refusal.ts";
import { runSandboxed, type SandboxEnd, type Sandboxed, type SandboxLimits, startSandboxed } from "./sandbox.ts";

const LIMITS: SandboxLimits = { memoryMiB: 512, milliseconds: 60_000 };
/** A process looks at so many files, and waits so long for the next, in milliseconds. */
const MOST_FILES = 100;
const IDLE_MS = 30_000;

const PROGRAM = new URL(`./inspect-file${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url);

const ENDS: Readonly<Record<SandboxEnd, string>> = {
  done: "Looking at it failed: it may be made to do so.",
  failed: "Looking at it failed: it may be made to do so.",
  "too-slow": "Looking at it took too long.",
  "too-much-memory": "Looking at it took too much memory.",
  stopped: "It was not looked at to the end.",
};

export interface Inspector {
  /** Starts the process, so that it is there when the file has come. */
  prepare(): void;
  inspect(path: string): Promise<Inspection>;
  close(): Promise<void>;
}

/** @param folder that all files lie in */
export function uploadInspector(folder: string, limits: SandboxLimits = LIMITS): Inspector {
  let process: (Sandboxed & { files: number }) | null = null;
  let answer: ((inspection: Inspection) => void) | null = null;
  let idle: NodeJS.Timeout | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const started = (): Sandboxed & { files: number } => {
    if (process) return process;
    const begun = startSandboxed({ main: PROGRAM, args: [], read: [folder], limits }, (line) => {
      answer?.(JSON.parse(line) as Inspection);
    });
    const mine = { ...begun, files: 0 };
    process = mine;
    begun.ended.then((end) => {
      if (process !== mine) return;
      process = null;
      answer?.(refusedFile(end === "done" ? "failed" : end, ENDS[end]));
    });
    return mine;
  };
  const rest = (): void => {
    if (idle) clearTimeout(idle);
    idle = setTimeout(end, IDLE_MS);
    idle.unref();
  };
  const end = (): void => {
    const ending = process;
    process = null;
    ending?.stop("stopped");
  };
  const look = async (path: string): Promise<Inspection> => {
    if (idle) clearTimeout(idle);
    const running = started();
    const inspection = await new Promise<Inspection>((resolve) => {
      const timer = setTimeout(() => running.stop("too-slow"), limits.milliseconds);
      answer = (found) => {
        answer = null;
        clearTimeout(timer);
        resolve(found);
      };
      running.say(path);
    });
    if (++running.files >= MOST_FILES && process === running) end();
    rest();
    return inspection.ffmpeg === null ? inspection : probed(path, inspection.ffmpeg);
  };
  return {
    prepare() {
      started();
      rest();
    },
    inspect(path) {
      const mine = last.then(() => look(path));
      last = mine.catch(() => {});
      return mine;
    },
    async close() {
      if (idle) clearTimeout(idle);
      const ending = process;
      end();
      await ending?.ended;
    },
  };
}

async function probed(path: string, demuxer: string): Promise<Inspection> {
  try {
    const { sampleRate, channelCount, codec } = await probeSound(path, demuxer, systemFfmpeg);
    return foundFile("audio", soundText(codec.toUpperCase(), sampleRate, channelCount, null));
  } catch (error) {
    if (error instanceof FormatError) return refusedFile("unreadable-sound", `${error.message}.`);
    if (error instanceof NeedError) return refusedFile("missing-program", error.message);
    throw error;
  }
}

/** Members of an archive, by number, as files in a folder, named by their numbers. */
export async function unpackMembers(path: string, folder: string, numbers: readonly number[]): Promise<void> {
  const end = await runSandboxed(
    { main: PROGRAM, args: [path, folder, numbers.join(",")], read: [path], write: folder, limits: LIMITS },
    () => {},
  );
  if (end !== "done") throw new Refusal(422, "unreadable-archive", "The archive cannot be unpacked.");
}
