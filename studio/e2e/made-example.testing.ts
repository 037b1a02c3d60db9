/** The examples with everything made of them: made once by the command line, then copied for whoever wants one. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { runWords } from "../../runtime/cli/run-words.testing.ts";
import { exampleCopy } from "./studio.testing.ts";

const WAIT_MS = 200;
const MOST_MS = 300_000;

/** Shared by all who ask. SONGWRIGHT_MADE keeps it from one run to the next, for whoever works on the tests. */
const shared = (): string => process.env.SONGWRIGHT_MADE ?? join(tmpdir(), "made");

/** A copy of its own. Of several that ask at once, also from other processes, one makes it and the others wait. */
export async function madeExample(name: "first-light" | "low-tide"): Promise<string> {
  const made = shared();
  const kept = join(made, name);
  const done = join(made, `${name}.done`);
  mkdirSync(made, { recursive: true });
  if (begin(join(made, `${name}.begun`))) {
    const folder = exampleCopy(name);
    const { code, err } = await runWords(folder, ["make", "."]);
    if (code !== 0) throw new Error(`the example could not be made: ${err}`);
    cpSync(folder, kept, { recursive: true });
    writeFileSync(done, "");
    return folder;
  }
  for (let waited = 0; !existsSync(done); waited += WAIT_MS) {
    if (waited > MOST_MS) throw new Error(`nobody made ${kept}`);
    await pause(WAIT_MS);
  }
  const copy = join(mkdtempSync(join(tmpdir(), "songwright-studio-")), name);
  cpSync(kept, copy, { recursive: true });
  return copy;
}

/** Whether nobody began before. */
function begin(mark: string): boolean {
  try {
    writeFileSync(mark, "", { flag: "wx" });
    return true;
  } catch {
    return false;
  }
}
