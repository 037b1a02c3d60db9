/** The command line's door. Everything is imported after the compile cache is on: it halves the time to start. */
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_CACHE_HOME) return XDG_CACHE_HOME;
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  return (process.platform === "win32" && LOCALAPPDATA) || join(homedir(), ".cache");
}

enableCompileCache(join(cacheFolder(), "songwright", "compiled"));

const { runCommandLine } = await import("./frame.ts");
const controller = new AbortController();
process.once("SIGINT", () => controller.abort());
process.once("SIGTERM", () => controller.abort());
// Whoever reads our output may stop reading (`| head`): nothing to report, nobody to report it to.
process.stdout.on("error", () => process.exit(0));

/** A line from the person at the terminal; Ctrl-C there cancels as everywhere. */
async function ask(text: string): Promise<string> {
  const { createInterface } = await import("node:readline/promises");
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  lines.once("SIGINT", () => controller.abort());
  try {
    return await lines.question(text, { signal: controller.signal });
  } finally {
    lines.close();
  }
}

const code = await runCommandLine(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  terminal: process.stderr.isTTY === true,
  columns: process.stderr.columns ?? 80,
  folder: process.cwd(),
  signal: controller.signal,
  now: () => performance.now(),
  ...(process.stdin.isTTY && process.stderr.isTTY ? { ask } : {}),
});
process.exitCode = code;
process.stdout.write("", () => process.exit(code));
