/** The server: who may ask is checked first, then what is asked, and every refusal is a problem document. */
import fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { type Routes, routes } from "./api/routes.ts";
import { checkOrigin, checkToken, isApi } from "./guard.ts";
import { type Handle, routeHandler } from "./handle-route.ts";
import type { OpenProjects } from "./open-projects.ts";
import { readJson } from "./read-json.ts";
import { problemOf, Refusal } from "./refusal.ts";
import { fileRoutes } from "./routes/file-routes.ts";
import { historyRoutes } from "./routes/history-routes.ts";
import { jobRoutes } from "./routes/job-routes.ts";
import { projectRoutes } from "./routes/project-routes.ts";
import { uploadRoutes } from "./routes/upload-routes.ts";
import { securityHeaders } from "./security-headers.ts";
import { serveStudio } from "./studio-files.ts";

export interface ServerParts {
  readonly projects: OpenProjects;
  readonly token: string;
  /** Of the running server; empty until it listens. */
  readonly hosts: () => ReadonlySet<string>;
  /** Id of the project that the studio was started on. */
  readonly opened: string | null;
  /** The built studio. */
  readonly studio: string;
  /** Hears of errors that are ours. */
  readonly onBug: (error: unknown) => void;
}

/** Of JSON bodies, in bytes. */
const LARGEST_BODY = 8 * 2 ** 20;

export async function createServer(parts: ServerParts): Promise<FastifyInstance> {
  const { projects, token, hosts, opened, studio, onBug } = parts;
  const refuse = (thrown: unknown, reply: FastifyReply): FastifyReply => {
    const problem = problemOf(thrown);
    if (problem.status >= 500 && problem.reason === "bug") onBug(thrown);
    return reply
      .code(problem.status)
      .headers(securityHeaders(null))
      .header("cache-control", "no-store")
      .header("content-disposition", "inline")
      .type("application/problem+json; charset=utf-8")
      .send(Buffer.from(JSON.stringify(problem)));
  };
  const app = fastify({
    bodyLimit: LARGEST_BODY,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    // Uploads of gigabytes take their time.
    requestTimeout: 0,
    frameworkErrors: (error, _, reply) => void refuse(error, reply as unknown as FastifyReply),
    routerOptions: { maxParamLength: 200, caseSensitive: true, ignoreTrailingSlash: false },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.removeContentTypeParser(["text/plain", "application/json"]);
  app.addContentTypeParser("application/json", { parseAs: "string" }, async (_: unknown, body: string | Buffer) =>
    readJson(body.toString()),
  );
  app.addContentTypeParser("application/octet-stream", (_, payload, done) => done(null, payload));
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(securityHeaders(null));
    checkOrigin(request, hosts());
    if (!isApi(request)) return;
    reply.header("cache-control", "no-store");
    checkToken(request, token);
  });
  app.setErrorHandler((error, _, reply) => refuse(error, reply));
  app.setNotFoundHandler((request, reply) => {
    const todo = isApi(request) ? "GET /api/openapi.json says what there is." : "Open the address that was printed.";
    return refuse(new Refusal(404, "no-such-route", "There is nothing at this address.", todo), reply);
  });
  const handle: Handle<Routes> = routeHandler(app, routes);
  projectRoutes(handle, projects, opened);
  fileRoutes(handle, projects);
  uploadRoutes(handle, projects);
  jobRoutes(handle, projects);
  historyRoutes(handle, projects);
  await serveStudio(app, studio);
  await app.ready();
  return app;
}
