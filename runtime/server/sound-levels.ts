/** What sounds of a project measure: each once, in a thread of its own, one after the other. */
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { SoundAnalysis } from "../../production/index.ts";
import type { FoundFile } from "./project-files.ts";
import { Refusal } from "./refusal.ts";

export interface SoundLevels {
  /** Throws a Refusal "unreadable-sound". */
  of(file: FoundFile): Promise<SoundAnalysis>;
}

const KEPT = 200;

export function soundLevels(): SoundLevels {
  const known = new Map<string, Promise<SoundAnalysis>>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    of(file) {
      const key = `${file.path} ${file.bytes} ${file.modifiedAt}`;
      const found = known.get(key);
      if (found) return found;
      const turn = last.then(() => measured(file.whole));
      last = turn.catch(() => known.delete(key));
      known.set(key, turn);
      if (known.size > KEPT) known.delete(known.keys().next().value as string);
      return turn;
    },
  };
}

function measured(path: string): Promise<SoundAnalysis> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(`./levels.worker${extname(import.meta.url)}`, import.meta.url), {
      workerData: { path },
    });
    worker.once("message", resolve);
    worker.once("error", (error) => reject(new Refusal(422, "unreadable-sound", error.message)));
    worker.once("exit", () => reject(new Refusal(422, "unreadable-sound", "The sound could not be measured.")));
  });
}
