/** What tests put down for a while lies in one folder, which goes when they are done. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export function setup(): () => void {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "songwright-tests-")));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
