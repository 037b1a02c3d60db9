/** The lab built into a folder of its own, and its functions from outside. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { root } from "./studio.testing.ts";

/** Where the server can serve it from. */
export async function buildLab(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), "songwright-lab-"));
  await build({
    configFile: join(root, "studio", "vite.config.ts"),
    root: join(root, "studio", "e2e", "lab"),
    logLevel: "error",
    build: { outDir, emptyOutDir: true },
  });
  return outDir;
}
