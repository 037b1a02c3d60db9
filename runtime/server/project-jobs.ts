/** Jobs of one project: accepted, shown, asked for again. */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Json } from "../../foundation/plan/finding.ts";
import type { Job, JobEngine } from "../jobs/job-engine.ts";
import type { RunningWorkers, VerbInput } from "../jobs/run-jobs.ts";
import { runJobs } from "../jobs/run-jobs.ts";
import { openJobs } from "../jobs/sqlite-jobs.ts";
import { writeWhole } from "../project/files.ts";
import { removeUnfinished } from "../project/unfinished-files.ts";
import { programVersion } from "../project/version.ts";
import type { JobView, NewJob } from "./api/jobs.ts";
import { STATE_FOLDER } from "./inside-project.ts";
import { type FindVerb, jobWords } from "./job-words.ts";
import type { ProjectFiles } from "./project-files.ts";
import { Refusal } from "./refusal.ts";

/** Jobs at a time. */
const WORKERS = 2;
const SHOWN_JOBS = 200;

export interface ProjectJobs {
  readonly engine: JobEngine;
  view(job: Job): JobView;
  list(): JobView[];
  /** Throws a Refusal "no-such-job". */
  find(id: number): Job;
  accept(asked: NewJob): Promise<Job>;
  again(id: number): Job;
  cancel(id: number): Job;
  close(): Promise<void>;
}

export function openProjectJobs(folder: string, project: string, files: ProjectFiles, verb: FindVerb): ProjectJobs {
  mkdirSync(join(folder, STATE_FOLDER), { recursive: true });
  // What processes left that were ended with the server, or by a power cut.
  removeUnfinished(folder, null);
  const engine = openJobs(join(folder, STATE_FOLDER, "jobs.sqlite"));
  const workers: RunningWorkers = runJobs(engine, WORKERS, folder);

  const enqueue = (key: string, input: VerbInput): Job => {
    const job = engine.enqueue({ kind: "verb", key, input: input as unknown as Json });
    workers.look();
    return engine.job(job.id) ?? job;
  };
  const find = (id: number): Job => {
    const job = engine.job(id);
    if (job === null) throw new Refusal(404, "no-such-job", "The project has no such job.");
    return job;
  };
  return {
    engine,
    view: (job) => viewOf(job, project),
    list: () => engine.jobs(SHOWN_JOBS).map((job) => viewOf(job, project)),
    find,
    async accept(asked) {
      const { words, inputs, folders } = await jobWords(asked, {
        folder,
        verb,
        find: files.find,
        give: async (document) => {
          const text = JSON.stringify(document);
          const path = `${STATE_FOLDER}/given/${createHash("sha256").update(text).digest("hex")}.json`;
          if (!existsSync(join(folder, path))) await writeWhole(join(folder, path), text, true);
          return path;
        },
      });
      const contents = inputs.map(({ path, bytes, modifiedAt }) => [path, bytes, modifiedAt]);
      const within = folders.map((each) => folderContents(folder, each));
      return enqueue(keyOf([programVersion(), words, contents, within]), { words, folder });
    },
    again(id) {
      const job = find(id);
      if (job.state === "queued" || job.state === "running")
        throw new Refusal(409, "not-ended", "The job has not ended yet.", "Cancel it first.");
      const { words } = job.input as unknown as VerbInput;
      // What it made stands there, and is made again: that is what was asked for.
      const once = job.state === "done" ? withForce(words) : words;
      const key = job.state === "done" ? keyOf([job.key, randomUUID()]) : job.key;
      return enqueue(key, { words: once, folder });
    },
    cancel(id) {
      find(id);
      engine.cancel(id);
      workers.look();
      return find(id);
    },
    async close() {
      await workers.stop();
      engine.close();
    },
  };
}

/** Sizes and times of a folder's files; of the whole project also those of what was imported. */
function folderContents(project: string, within: string): (string | number)[][] {
  const root = join(project, within);
  const names = existsSync(root) ? readdirSync(root, { recursive: true, withFileTypes: true }) : [];
  return names.flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const shown = relative(root, path).split(sep).join("/");
    // The state of the jobs themselves changes all the time.
    const state =
      shown.startsWith(`${STATE_FOLDER}/`) && !/^\.songwright\/[^/]*(?:facts|state|duckdb)[^/]*$/.test(shown);
    if (!entry.isFile() || state) return [];
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats ? [[shown, stats.size, Math.round(stats.mtimeMs)]] : [];
  });
}

function keyOf(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

function withForce(words: readonly string[]): readonly string[] {
  const at = words.indexOf("--");
  const end = at < 0 ? words.length : at;
  return words.slice(0, end).includes("--force") ? words : [...words.slice(0, end), "--force", ...words.slice(end)];
}

function viewOf(job: Job, project: string): JobView {
  const { words } = job.input as unknown as VerbInput;
  const error = job.error as {
    message?: unknown;
    code?: unknown;
    document?: { questions?: unknown; error?: unknown };
  } | null;
  const questions = error?.code === 5 ? (error.document?.questions ?? null) : null;
  const options = words.findIndex((word) => word.startsWith("-"));
  return {
    id: job.id,
    project,
    verb: words.slice(0, options < 0 ? words.length : options).join(" "),
    line: `songwright ${words.map(typed).join(" ")}`,
    state: job.state,
    attempt: job.attempt,
    interrupted: job.interrupted,
    progress: job.progress,
    enqueuedAt: job.enqueuedAt,
    endedAt: job.endedAt,
    error: errorText(error),
    questions: questions as JobView["questions"],
  };
}

function errorText(error: { message?: unknown; document?: { error?: unknown } } | null): string | null {
  if (error === null) return null;
  const told = (error.document?.error as { message?: unknown } | undefined)?.message ?? error.message;
  return typeof told === "string" && told !== "" ? told : "It ended without saying why.";
}

/** As it would be typed into a shell. */
function typed(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
