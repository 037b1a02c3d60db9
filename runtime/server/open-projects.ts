/** The projects that are open: each with its files, jobs, events, sounds and uploads, opened when first asked for. */

import { openHistory, type PlanHistory } from "../project/plan-history.ts";
import type { ProjectDetails, RecentProject } from "./api/project.ts";
import { type DecodedSounds, decodedSounds } from "./decoded-sounds.ts";
import type { FindVerb } from "./job-words.ts";
import { projectIdOf, readDetails, realFolder } from "./project-details.ts";
import { type ProjectEvents, projectEvents } from "./project-events.ts";
import { type ProjectFiles, projectFiles } from "./project-files.ts";
import { openProjectJobs, type ProjectJobs } from "./project-jobs.ts";
import { Refusal } from "./refusal.ts";
import { type RemovedFiles, removedFiles } from "./removed-files.ts";
import { type SoundLevels, soundLevels } from "./sound-levels.ts";
import type { StudioSettings } from "./studio-settings.ts";
import { projectUploads, type Uploads } from "./uploads.ts";

export interface OpenProject {
  readonly id: string;
  readonly folder: string;
  readonly files: ProjectFiles;
  readonly jobs: ProjectJobs;
  readonly events: ProjectEvents;
  readonly sounds: DecodedSounds;
  readonly uploads: Uploads;
  readonly removed: RemovedFiles;
  readonly history: PlanHistory;
  readonly levels: SoundLevels;
}

export interface OpenProjects {
  /** Where new projects are made. */
  readonly home: string;
  /** Opens a folder as a project, and remembers it. */
  open(folder: string): Promise<ProjectDetails>;
  /** Throws a Refusal "no-such-project" for ids of folders that were never opened. */
  find(id: string): Promise<OpenProject>;
  recent(): Promise<RecentProject[]>;
  /** Each time a project is opened in this start. */
  onOpen(listener: (project: OpenProject) => void): void;
  close(): Promise<void>;
}

export function openProjects(settings: StudioSettings, verb: FindVerb, home: string): OpenProjects {
  const open = new Map<string, OpenProject>();
  const listeners: ((project: OpenProject) => void)[] = [];

  const start = (folder: string): OpenProject => {
    const id = projectIdOf(folder);
    const known = open.get(id);
    if (known) return known;
    const files = projectFiles(folder);
    const jobs = openProjectJobs(folder, id, files, verb);
    const events = projectEvents(folder, jobs.engine, jobs.view);
    const project: OpenProject = {
      id,
      folder,
      files,
      jobs,
      events,
      sounds: decodedSounds(folder),
      uploads: projectUploads(folder),
      removed: removedFiles(folder),
      history: openHistory(folder),
      levels: soundLevels(),
    };
    keepHistory(project);
    open.set(id, project);
    for (const listener of listeners) listener(project);
    return project;
  };
  return {
    home,
    onOpen: (listener) => listeners.push(listener),
    async open(path) {
      const folder = await realFolder(path);
      const { title, artist } = await readDetails(folder);
      start(folder);
      await settings.opened({ folder, title, artist, openedAt: Date.now() });
      return readDetails(folder);
    },
    async find(id) {
      const known = open.get(id);
      if (known) return known;
      const recent = (await settings.recent()).find(({ folder }) => projectIdOf(folder) === id);
      if (!recent)
        throw new Refusal(404, "no-such-project", "There is no such project here.", "Choose one on the first page.");
      const folder = await realFolder(recent.folder);
      if (projectIdOf(folder) !== id)
        throw new Refusal(404, "no-such-project", "The project was moved.", "Open its folder again.");
      return start(folder);
    },
    async recent() {
      const recent = await settings.recent();
      const there = await Promise.all(recent.map(({ folder }) => realFolder(folder).catch(() => null)));
      return recent.flatMap((project, at) => {
        const folder = there[at];
        return folder ? [{ ...project, id: projectIdOf(folder), folder }] : [];
      });
    },
    async close() {
      await Promise.all(
        [...open.values()].map(async ({ jobs, events, sounds, uploads, history }) => {
          events.close();
          await Promise.all([jobs.close(), sounds.close(), uploads.close()]);
          history.close();
        }),
      );
      open.clear();
    },
  };
}

/** Plans that other programs write, or that were there before, become versions as soon as they are seen. */
function keepHistory({ history, events }: OpenProject): void {
  let looking = false;
  let again = false;
  const newest = (): number | null => history.rows.versions(null, 1)[0]?.id ?? null;
  let told = newest();
  const look = async (): Promise<void> => {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    do {
      again = false;
      // A job makes a version of its plan itself, in its own process: what is new is not only what is found here.
      const moved = history.adopt().then(() => newest() !== told);
      // A project that is closed meanwhile is looked at the next time.
      if (await moved.catch(() => false)) events.historyChanged();
    } while (again);
    looking = false;
  };
  void look();
  events.subscribe(null, ({ event }) => {
    if (event.kind === "history") told = newest();
    else void look();
  });
}
