/** What this machine has and lacks. */
import { execFile } from "node:child_process";
import { existsSync, statfsSync } from "node:fs";
import { availableParallelism, cpus, freemem, platform, totalmem } from "node:os";
import { promisify } from "node:util";
import { FONT_PACKAGES, fontInstall } from "../composition/sound-font/font-packages.ts";
import { type FoundFont, foundFonts } from "../composition/sound-font/font-places.ts";
import { programVersion } from "../project/version.ts";
import type { Context } from "./verb.ts";

interface Check {
  readonly name: string;
  /** "lacking" only matters to what `needed` says. */
  readonly state: "good" | "lacking";
  readonly found: string;
  readonly needed: string;
  /** The command that installs it; null where it is there. */
  readonly install: string | null;
}

const run = promisify(execFile);
const OLDEST_NODE = [24, 12] as const;

/** The command that installs a program with this machine's package manager. */
export function installCommand(program: string): string {
  if (platform() === "darwin") return `brew install ${program}`;
  if (platform() === "win32") return `winget install ${program}`;
  if (existsSync("/etc/alpine-release")) return `sudo apk add ${program}`;
  if (existsSync("/etc/fedora-release")) return `sudo dnf install ${program}`;
  if (existsSync("/etc/arch-release")) return `sudo pacman -S ${program}`;
  return `sudo apt-get install ${program}`;
}

function checkNode(): Check {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const good = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return {
    name: "Node.js",
    state: good ? "good" : "lacking",
    found: process.version,
    needed: `${OLDEST_NODE.join(".")} or later, for everything`,
    install: good ? null : "npm install --global node@24",
  };
}

async function checkFfmpeg(): Promise<Check> {
  const needed = "to read AAC and ALAC, and to write MP3, AAC, Opus and Vorbis";
  try {
    const { stdout } = await run("ffmpeg", ["-hide_banner", "-version"]);
    const version = /^ffmpeg version (\S+)/.exec(stdout)?.[1] ?? "unknown version";
    return { name: "ffmpeg", state: "good", found: version, needed, install: null };
  } catch {
    return { name: "ffmpeg", state: "lacking", found: "not found", needed, install: installCommand("ffmpeg") };
  }
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

export async function examineMachine(context: Context): Promise<void> {
  const checks = [checkNode(), await checkFfmpeg()];
  const disk = statfsSync(process.cwd());
  const machine = {
    system: `${process.platform} ${process.arch}`,
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? "unknown",
    memoryBytes: totalmem(),
    freeMemoryBytes: freemem(),
    freeDiskBytes: disk.bavail * disk.bsize,
  };
  const fonts = await foundFonts();
  const packages = FONT_PACKAGES.map(({ name, file }) => ({ name, file, install: fontInstall(name) }));
  context.write({ songwright: programVersion(), machine, checks, soundFonts: { found: fonts, packages } });
  context.say(`Songwright ${programVersion()} on ${machine.system}, ${machine.cores} cores (${machine.processor})`);
  context.say(`memory ${gigabytes(machine.memoryBytes)}, ${gigabytes(machine.freeMemoryBytes)} of it free`);
  context.say(`disk ${gigabytes(machine.freeDiskBytes)} free in this folder`);
  for (const check of checks) {
    context.say(`${check.name}: ${check.found}${check.state === "good" ? "" : `, needed ${check.needed}`}`);
    if (check.install !== null) context.say(`  install it with: ${check.install}`);
  }
  sayFonts(context, fonts);
  const lacking = checks.filter(({ state }) => state === "lacking");
  context.say(lacking.length === 0 ? "Nothing is missing." : `Missing: ${lacking.map(({ name }) => name).join(", ")}.`);
}

/** None is no fault: there are built-in instruments. */
function sayFonts(context: Context, fonts: readonly FoundFont[]): void {
  for (const { file, path } of fonts) context.say(`sound font: ${file} (${path})`);
  if (fonts.length > 0) {
    context.say("  play with one: songwright compose --sound-font found --out song");
    return;
  }
  context.say("sound fonts: none found (optional: compose has instruments of its own)");
  const [first, second] = FONT_PACKAGES;
  context.say(`  free ones are ${first.name} and ${second.name}: ${fontInstall(first.name)}`);
}
