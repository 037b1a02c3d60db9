/** The studio built from its sources: in a repository, where the package comes with it built. */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Rooms that the studio is built from. */
const ROOMS = ["studio", "foundation", "production", "composition", "distribution", "marketing"];

/** Builds what is missing or older than its sources; nothing in a package, which has no sources. */
export async function buildStudio(folder: string, say: (text: string) => void): Promise<void> {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const config = join(root, "studio", "vite.config.ts");
  if (!existsSync(config) || !existsSync(join(root, "node_modules", "vite"))) return;
  const index = join(folder, "index.html");
  const built = existsSync(index) ? statSync(index).mtimeMs : 0;
  if (built > 0 && Math.max(...ROOMS.map((room) => newest(join(root, room)))) <= built) return;
  say("building the studio, once after each change of it");
  await runVite(root, ["build", "--config", config, "--logLevel", "warn"]);
}

/** In a process of its own: the builder's hundreds of megabytes would stay with the server. */
function runVite(root: string, words: readonly string[]): Promise<void> {
  const program = join(root, "node_modules", "vite", "bin", "vite.js");
  const child = spawn(process.execPath, [program, ...words], {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
    // Tests have their own, of which React makes a slow one that is twice as large.
    env: { ...process.env, NODE_ENV: "production" },
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`the studio was not built: ${said.slice(0, 2000)}`)),
    );
  });
}

/** Time of the latest change in a folder, milliseconds since 1970. */
function newest(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).reduce(
    (latest, entry) =>
      entry.isFile() && /\.(?:tsx?|css|html|svg)$/.test(entry.name) && !/\.(?:test|testing)\./.test(entry.name)
        ? Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs)
        : latest,
    0,
  );
}
