/** Looks at uploaded files in the sandbox; what is for ffmpeg is asked of it here, under its own limits. */
import { FormatError, NeedError } from "../../foundation/plan/errors.ts";
import { systemFfmpeg } from "../codecs/ffmpeg.ts";
import { probeSound } from "../codecs/ffprobe.ts";
import { soundText } from "./file-kinds.ts";
import { foundFile, type Inspection, refusedFile } from "./inspection.ts";
import { Refusal } from "./refusal.ts";
import { runSandboxed, type SandboxEnd } from "./sandbox.ts";

const LIMITS = { memoryMiB: 512, milliseconds: 60_000 };

const PROGRAM = new URL(`./inspect-file${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url);

const ENDS: Readonly<Record<Exclude<SandboxEnd, "done">, string>> = {
  failed: "Looking at it failed: it may be made to do so.",
  "too-slow": "Looking at it took too long.",
  "too-much-memory": "Looking at it took too much memory.",
  stopped: "It was not looked at to the end.",
};

export async function inspectUpload(path: string, limits: typeof LIMITS = LIMITS): Promise<Inspection> {
  let found: Inspection | null = null;
  const end = await runSandboxed({ main: PROGRAM, args: [path], read: [path], limits }, (line) => {
    found = JSON.parse(line) as Inspection;
  });
  const inspection = found as Inspection | null;
  if (end !== "done" || inspection === null)
    return refusedFile(end === "done" ? "failed" : end, ENDS[end === "done" ? "failed" : end]);
  return inspection.ffmpeg === null ? inspection : probed(path, inspection.ffmpeg);
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
