/** What sounds of a project measure, and their sections: each once, in a thread of its own, one after the other. */
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { HeardMusic, Section, SoundAnalysis } from "../../production/index.ts";
import type { FoundFile } from "./project-files.ts";
import { Refusal } from "./refusal.ts";

export interface MeasuredSound {
  readonly analysis: SoundAnalysis;
  readonly music: HeardMusic | null;
}

export interface SoundLevels {
  /** Throws a Refusal "unreadable-sound". */
  of(file: FoundFile): Promise<MeasuredSound>;
  /** Throws a Refusal "unreadable-sound". */
  sections(file: FoundFile): Promise<readonly Section[]>;
}

const KEPT = 200;

export function soundLevels(): SoundLevels {
  const known = new Map<string, Promise<unknown>>();
  let last: Promise<unknown> = Promise.resolve();
  const find = <T>(what: "levels" | "sections", file: FoundFile): Promise<T> => {
    const key = `${what} ${file.path} ${file.bytes} ${file.modifiedAt}`;
    const found = known.get(key);
    if (found) return found as Promise<T>;
    const turn = last.then(() => inThread<T>(what, file.whole));
    last = turn.catch(() => known.delete(key));
    known.set(key, turn);
    if (known.size > KEPT) known.delete(known.keys().next().value as string);
    return turn;
  };
  return { of: (file) => find("levels", file), sections: (file) => find("sections", file) };
}

function inThread<T>(what: "levels" | "sections", path: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(`./levels.worker${extname(import.meta.url)}`, import.meta.url), {
      workerData: { path, what },
    });
    worker.once("message", resolve);
    worker.once("error", (error) => reject(new Refusal(422, "unreadable-sound", error.message)));
    worker.once("exit", () => reject(new Refusal(422, "unreadable-sound", "The sound could not be measured.")));
  });
}
