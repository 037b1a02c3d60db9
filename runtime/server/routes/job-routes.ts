/** Jobs of a project, and the stream of what happens in it. */
import type { Routes } from "../api/routes.ts";
import type { Handle } from "../handle-route.ts";
import type { OpenProjects } from "../open-projects.ts";
import { Refusal } from "../refusal.ts";
import { streamEvents } from "../stream-events.ts";

export function jobRoutes(handle: Handle<Routes>, projects: OpenProjects): void {
  handle("GET /api/projects/:project/jobs", async ({ params }) => {
    const { jobs } = await projects.find(params.project);
    return { jobs: jobs.list() };
  });
  handle("POST /api/projects/:project/jobs", async ({ params, body }) => {
    const { jobs } = await projects.find(params.project);
    return jobs.view(await jobs.accept(body));
  });
  handle("GET /api/projects/:project/jobs/:job", async ({ params }) => {
    const { jobs } = await projects.find(params.project);
    return jobs.view(jobs.find(params.job));
  });
  handle("GET /api/projects/:project/jobs/:job/result", async ({ params, reply }) => {
    const { jobs } = await projects.find(params.project);
    const { state, result } = jobs.find(params.job);
    if (state !== "done") throw new Refusal(409, "not-done", "The job has no result yet.", null, null, { state });
    // Large, and JSON already: not gone through once more.
    const text = `{"document":${JSON.stringify(result)}}`;
    return reply.type("application/json; charset=utf-8").send(Buffer.from(text));
  });
  handle("POST /api/projects/:project/jobs/:job/cancel", async ({ params }) => {
    const { jobs } = await projects.find(params.project);
    return jobs.view(jobs.cancel(params.job));
  });
  handle("POST /api/projects/:project/jobs/:job/again", async ({ params }) => {
    const { jobs } = await projects.find(params.project);
    return jobs.view(jobs.again(params.job));
  });
  handle("GET /api/projects/:project/events", async ({ params, request, reply }) => {
    const { events } = await projects.find(params.project);
    const last = request.headers["last-event-id"];
    return streamEvents(events, typeof last === "string" ? last : null, request, reply);
  });
}
