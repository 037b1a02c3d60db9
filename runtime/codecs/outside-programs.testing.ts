import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

function present(program: string, argument: string): boolean {
  return spawnSync(program, [argument], { stdio: "ignore" }).error === undefined;
}

export const ffmpegPresent: boolean = present("ffmpeg", "-version") && present("ffprobe", "-version");
export const soxPresent: boolean = present("sox", "--version");

/** Runs a program, with bytes on its standard input; its standard output. Throws with its messages where it fails. */
export function run(program: string, args: readonly string[], input?: Uint8Array): Buffer {
  const { status, stdout, stderr } = spawnSync(program, args, { maxBuffer: 1 << 28, input });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${stderr}`);
  return stdout;
}

/** A folder that is there until this file's tests are through. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "songwright-codecs-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
