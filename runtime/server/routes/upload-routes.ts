/** Uploads: declared, received, looked at, kept. */
import type { Routes } from "../api/routes.ts";
import type { Handle } from "../handle-route.ts";
import type { OpenProjects } from "../open-projects.ts";
import { Refusal } from "../refusal.ts";

export function uploadRoutes(handle: Handle<Routes>, projects: OpenProjects): void {
  handle("POST /api/projects/:project/uploads", async ({ params, body }) => {
    const { uploads } = await projects.find(params.project);
    return uploads.declare(body);
  });
  handle("GET /api/projects/:project/uploads", async ({ params }) => {
    const { uploads } = await projects.find(params.project);
    return { uploads: await uploads.list() };
  });
  handle("GET /api/projects/:project/uploads/:upload", async ({ params }) => {
    const { uploads } = await projects.find(params.project);
    return uploads.view(params.upload);
  });
  handle("PUT /api/projects/:project/uploads/:upload", async ({ params, body, request }) => {
    const { uploads } = await projects.find(params.project);
    if (body === undefined || body === null || !(Symbol.asyncIterator in Object(body)))
      throw new Refusal(415, "wrong-content-type", "A part is sent as application/octet-stream.");
    return uploads.receive(params.upload, request.headers["content-range"], body);
  });
  handle("POST /api/projects/:project/uploads/:upload/keep", async ({ params, body }) => {
    const { uploads, files, events } = await projects.find(params.project);
    const paths = await uploads.keep(params.upload, body.place);
    events.filesChanged();
    const kept = await Promise.all(paths.map(async (path) => files.describe(await files.at(path))));
    const [file] = kept;
    if (!file) throw new Refusal(422, "empty", "Nothing came of it.");
    return { file, files: kept };
  });
  handle("DELETE /api/projects/:project/uploads/:upload", async ({ params, reply }) => {
    const { uploads } = await projects.find(params.project);
    await uploads.forget(params.upload);
    return reply.code(204).send();
  });
}
