/**
 * What happens in a project, for windows that look at it. An event's id says how far its listener is: "17.3.1" is the
 * 17th event of the jobs, which are kept, and the 3rd and 1st change of files and plans since this start. Whoever comes
 * back with an older id gets what they missed: jobs one by one, and once that files or plans changed.
 */
import { randomUUID } from "node:crypto";
import { type FSWatcher, watch } from "node:fs";
import type { JobEngine } from "../jobs/job-engine.ts";
import type { JobView, ProjectEvent } from "./api/jobs.ts";
import { STATE_FOLDER } from "./inside-project.ts";

export interface NumberedEvent {
  readonly id: string;
  readonly event: ProjectEvent;
}

export interface ProjectEvents {
  /** @param after the last id that the listener had; null: from now on. Answers how to stop. */
  subscribe(after: string | null, listener: (event: NumberedEvent) => void): () => void;
  /** Files came, went or changed. Told soon; several changes at once are one. */
  filesChanged(): void;
  /** A plan was changed, here or in another window. */
  historyChanged(): void;
  close(): void;
}

/** Changes of files within this time are told together, in milliseconds. */
const TOGETHER_MS = 250;
const ID = /^(\d{1,15})\.(\d{1,15})\.(\d{1,15})(?:\.([0-9a-f]{8}))?$/;

export function projectEvents(
  folder: string,
  engine: JobEngine,
  view: (job: ReturnType<JobEngine["jobs"]>[number]) => JobView,
): ProjectEvents {
  const start = randomUUID().slice(0, 8);
  const told = { files: 0, history: 0 };
  const listeners = new Set<{ readonly tell: (event: NumberedEvent) => void; jobs: number }>();
  let waiting: NodeJS.Timeout | null = null;
  const idAt = (jobs: number): string => `${jobs}.${told.files}.${told.history}.${start}`;
  const change = (kind: "files" | "history"): void => {
    told[kind]++;
    for (const listener of listeners) listener.tell({ id: idAt(listener.jobs), event: { kind } });
  };
  const filesChanged = (): void => {
    waiting ??= setTimeout(() => {
      waiting = null;
      change("files");
    }, TOGETHER_MS);
  };
  const watcher = watchFolder(folder, filesChanged);
  return {
    filesChanged,
    historyChanged: () => change("history"),
    subscribe(after, tell) {
      const [, jobs, files, history, since] = ID.exec(after ?? "") ?? [];
      const { oldest, newest } = engine.events();
      const from = jobs === undefined ? null : Math.min(Number(jobs), newest);
      const listener = { tell, jobs: from ?? newest };
      listeners.add(listener);
      // Away for so long that its events are not kept any more: every job as it is now.
      if (from !== null && from < oldest - 1) {
        for (const job of engine.jobs().reverse()) tell({ id: idAt(from), event: { kind: "job", job: view(job) } });
      }
      const stop = engine.subscribe(from, ({ id, job }) => {
        listener.jobs = id;
        tell({ id: idAt(id), event: { kind: "job", job: view(job) } });
      });
      // A new listener gets an id at once, so that nothing is lost between its lists and its first event.
      if (from === null) tell({ id: idAt(newest), event: { kind: "files" } });
      else {
        // Of another start: nobody knows what changed in between.
        if (since !== start || Number(files) !== told.files)
          tell({ id: idAt(listener.jobs), event: { kind: "files" } });
        if (since !== start || Number(history) !== told.history)
          tell({ id: idAt(listener.jobs), event: { kind: "history" } });
      }
      return () => {
        stop();
        listeners.delete(listener);
      };
    },
    close() {
      if (waiting) clearTimeout(waiting);
      watcher?.close();
      listeners.clear();
    },
  };
}

/** Null where the system cannot watch: then only what goes through the server is told. */
function watchFolder(folder: string, changed: () => void): FSWatcher | null {
  try {
    const watcher = watch(folder, { recursive: true }, (_, name) => {
      const path = String(name ?? "").replaceAll("\\", "/");
      // The program's own state, and files that are not finished.
      if (path === STATE_FOLDER || path.startsWith(`${STATE_FOLDER}/`) || /(?:^|\/)\.[^/]*$/.test(path)) return;
      changed();
    });
    watcher.on("error", () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}
