/** The beginning, and projects. */
import { isThere, systemFfmpeg } from "../../codecs/ffmpeg.ts";
import { foundFonts } from "../../composition/sound-font/font-places.ts";
import { programVersion } from "../../project/version.ts";
import type { Routes } from "../api/routes.ts";
import type { Handle } from "../handle-route.ts";
import type { OpenProjects } from "../open-projects.ts";
import { openApiDocument } from "../openapi-document.ts";
import { changeDetails, copyExample, makeProject, readDetails } from "../project-details.ts";

const EXAMPLES = [
  { song: "first-light", title: "First Light", about: "seven stems to mix and master, and exports to read" },
  { song: "low-tide", title: "Low Tide", about: "a song written from a brief, from its first note to its masters" },
] as const;

/** @param opened id of the project that the studio was started on */
export function projectRoutes(handle: Handle<Routes>, projects: OpenProjects, opened: string | null): void {
  handle("GET /api/start", async () => ({
    version: programVersion(),
    opened,
    recent: await projects.recent(),
    examples: [...EXAMPLES],
    missing: (await isThere(systemFfmpeg.ffmpeg)) ? [] : ["ffmpeg: AAC and ALAC, lossy formats, clips"],
    soundFonts: (await foundFonts()).map(({ file }) => file),
  }));
  handle("GET /api/openapi.json", () => openApiDocument());
  handle("POST /api/projects", async ({ body }) =>
    projects.open(await makeProject(projects.home, body.title, body.artist)),
  );
  handle("POST /api/projects/example", async ({ body }) => projects.open(await copyExample(projects.home, body.song)));
  handle("GET /api/projects/:project", async ({ params }) => {
    const { folder } = await projects.find(params.project);
    return projects.open(folder);
  });
  handle("PATCH /api/projects/:project", async ({ params, body }) => {
    const { folder, events } = await projects.find(params.project);
    await changeDetails(folder, body);
    events.filesChanged();
    await projects.open(folder);
    return readDetails(folder);
  });
}
