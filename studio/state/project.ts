/** The project that is open: its details, files, jobs and plans, kept up to date by the server's events. */
import { type Connection, listen } from "../api/events.ts";
import { getJson, RequestError, sendJson } from "../api/request.ts";
import type { History, JobView, NewJob, ProjectDetails, ProjectFile } from "../api/types.ts";
import { say } from "./notices.ts";
import { createStore } from "./store.ts";

export interface OpenProject {
  readonly id: string;
  readonly details: ProjectDetails;
  readonly files: readonly ProjectFile[];
  /** The newest first. */
  readonly jobs: readonly JobView[];
  readonly history: History;
  /** Grows whenever files or plans changed: what was read from them is read again. */
  readonly changes: number;
}

export const project = createStore<OpenProject | null>(null);
/** Whether the server answers. */
export const connection = createStore<Connection>("here");

let stop: (() => void) | null = null;
let opening: string | null = null;

export const api = (id: string, rest = ""): string => `/api/projects/${id}${rest}`;

/** Throws RequestError where there is no such project. */
export async function openProject(id: string): Promise<void> {
  if (project.get()?.id === id || opening === id) return;
  closeProject();
  opening = id;
  const [details, files, jobs, history] = await Promise.all([
    getJson<ProjectDetails>(api(id)),
    readFiles(id),
    getJson<{ jobs: JobView[] }>(api(id, "/jobs")),
    readHistory(id),
  ]);
  if (opening !== id) return;
  project.set({ id, details, files, jobs: jobs.jobs, history, changes: 0 });
  stop = listen(
    id,
    (event) => {
      if (event.kind === "job") takeJob(event.job);
      else if (event.kind === "files") void refreshFiles();
      else void refreshHistory();
    },
    (is) => {
      const before = connection.get();
      connection.set(is);
      if (is === "here" && before === "away") void catchUp(id);
    },
  );
}

export function closeProject(): void {
  stop?.();
  stop = null;
  opening = null;
  project.set(null);
}

async function readFiles(id: string): Promise<readonly ProjectFile[]> {
  return (await getJson<{ files: ProjectFile[] }>(api(id, "/files"))).files;
}

const readHistory = (id: string): Promise<History> => getJson<History>(api(id, "/history"));

export async function refreshFiles(): Promise<void> {
  const now = project.get();
  if (now === null) return;
  const files = await readFiles(now.id).catch(() => null);
  if (files !== null)
    project.set((open) => (open?.id === now.id ? { ...open, files, changes: open.changes + 1 } : open));
}

export async function refreshHistory(): Promise<void> {
  const now = project.get();
  if (now === null) return;
  const history = await readHistory(now.id).catch(() => null);
  if (history !== null)
    project.set((open) => (open?.id === now.id ? { ...open, history, changes: open.changes + 1 } : open));
}

/** What happened while nobody listened. */
async function catchUp(id: string): Promise<void> {
  await Promise.all([refreshFiles(), refreshHistory()]);
  const answer = await getJson<{ jobs: JobView[] }>(api(id, "/jobs")).catch(() => null);
  for (const job of answer?.jobs.toReversed() ?? []) takeJob(job);
}

function takeJob(job: JobView): void {
  project.set((open) => {
    if (open === null || job.project !== open.id) return open;
    const others = open.jobs.filter(({ id }) => id !== job.id);
    return { ...open, jobs: [job, ...others].sort((a, b) => b.id - a.id) };
  });
  for (const waiting of waiters.get(job.id) ?? []) if (ended(job)) waiting(job);
}

export const ended = (job: JobView): boolean => job.state !== "queued" && job.state !== "running";

const waiters = new Map<number, Set<(job: JobView) => void>>();

/** Starts a verb; answers the job once it has ended, whatever came of it. */
export async function runJob(request: NewJob, begun?: (job: JobView) => void): Promise<JobView> {
  const open = project.get();
  if (open === null) throw new Error("no project is open");
  const job = await sendJson<JobView>(api(open.id, "/jobs"), request);
  takeJob(job);
  begun?.(job);
  const known = project.get()?.jobs.find(({ id }) => id === job.id) ?? job;
  if (ended(known)) return known;
  return new Promise((done) => {
    const set = waiters.get(job.id) ?? new Set();
    waiters.set(job.id, set.add(done));
  }).then((last) => {
    waiters.delete(job.id);
    return last as JobView;
  });
}

/** As runJob, and says how it ended: for buttons. */
export async function performJob(request: NewJob, done?: string): Promise<JobView | null> {
  try {
    const job = await runJob(request);
    if (job.state === "failed")
      say({ kind: "error", text: job.error ?? "It failed.", job: job.questions === null ? null : job.id });
    else if (job.state === "done" && done !== undefined) say({ kind: "done", text: done });
    return job;
  } catch (error) {
    if (error instanceof RequestError)
      say({ kind: "error", text: [error.problem.detail, error.problem.todo].filter(Boolean).join(" ") });
    else throw error;
    return null;
  }
}

export async function cancelJob(id: number): Promise<void> {
  const open = project.get();
  if (open) await sendJson(api(open.id, `/jobs/${id}/cancel`), {});
}
