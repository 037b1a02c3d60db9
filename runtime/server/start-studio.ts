/** The studio's server from start to end. */
import type { FastifyInstance } from "fastify";
import { createServer } from "./create-server.ts";
import { newToken, ownHosts } from "./guard.ts";
import type { FindVerb } from "./job-words.ts";
import { listenLocally } from "./listen-locally.ts";
import { type OpenProjects, openProjects } from "./open-projects.ts";
import { studioFolder } from "./studio-files.ts";
import { type StudioSettings, songwrightFolder, studioSettings } from "./studio-settings.ts";

export interface StudioStart {
  /** A project's folder; null: the first page. */
  readonly folder: string | null;
  /** 0: a free one. */
  readonly port: number;
  readonly verb: FindVerb;
  readonly settings?: StudioSettings;
  /** Where new projects are made. */
  readonly home?: string;
  /** The built studio. */
  readonly studio?: string;
  readonly onBug?: (error: unknown) => void;
}

export interface RunningStudio {
  readonly app: FastifyInstance;
  readonly projects: OpenProjects;
  readonly port: number;
  readonly token: string;
  /** With the token in its fragment, which browsers send to nobody. */
  readonly url: string;
  close(): Promise<void>;
}

export async function startStudio(start: StudioStart): Promise<RunningStudio> {
  const projects = openProjects(start.settings ?? studioSettings(), start.verb, start.home ?? songwrightFolder());
  const opened = start.folder === null ? null : await projects.open(start.folder);
  const token = newToken();
  let hosts: ReadonlySet<string> = new Set();
  const app = await createServer({
    projects,
    token,
    hosts: () => hosts,
    opened: opened?.id ?? null,
    studio: start.studio ?? studioFolder(),
    onBug: start.onBug ?? (() => {}),
  });
  try {
    const listening = await listenLocally(app, start.port);
    hosts = ownHosts(listening.port);
    return {
      app,
      projects,
      port: listening.port,
      token,
      url: `http://127.0.0.1:${listening.port}/#token=${token}`,
      async close() {
        await listening.close();
        await app.close();
        await projects.close();
      },
    };
  } catch (error) {
    await app.close();
    await projects.close();
    throw error;
  }
}
