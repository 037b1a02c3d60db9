/** Files of a project: listed, read, heard, taken out and put back. */
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import type { FastifyReply } from "fastify";
import type { Routes } from "../api/routes.ts";
import { byteRange } from "../byte-range.ts";
import type { Handle } from "../handle-route.ts";
import type { OpenProjects } from "../open-projects.ts";
import { Refusal } from "../refusal.ts";

/** Of JSON documents that are sent as such, in bytes. */
const LARGEST_DOCUMENT = 256 * 2 ** 20;

export function fileRoutes(handle: Handle<Routes>, projects: OpenProjects): void {
  handle("GET /api/projects/:project/files", async ({ params }) => {
    const { files } = await projects.find(params.project);
    return { files: await files.list() };
  });
  handle("GET /api/projects/:project/files/:file/content", async ({ params, request, reply }) => {
    const { files } = await projects.find(params.project);
    const { path, whole, bytes } = await files.find(params.file);
    const name = path.slice(path.lastIndexOf("/") + 1);
    const range = byteRange(request.headers.range, bytes);
    // Never shown by the browser itself: whatever it holds, it is only kept.
    reply
      .header("content-disposition", `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent(name)}`)
      .header("accept-ranges", "bytes")
      .type("application/octet-stream");
    if (range === null) return reply.header("content-length", bytes).send(createReadStream(whole));
    const { from, to } = range;
    return reply
      .code(206)
      .header("content-range", `bytes ${from}-${to}/${bytes}`)
      .header("content-length", to - from + 1)
      .send(createReadStream(whole, { start: from, end: to }));
  });
  handle("GET /api/projects/:project/files/:file/document", async ({ params, reply }) => {
    const { files } = await projects.find(params.project);
    const { whole, bytes } = await files.find(params.file);
    if (bytes > LARGEST_DOCUMENT) throw new Refusal(413, "too-large", "The document is too large to be shown.");
    const text = await readFile(whole, "utf8");
    try {
      JSON.parse(text);
    } catch {
      throw new Refusal(422, "not-json", "The file is no JSON document.");
    }
    return reply.type("application/json; charset=utf-8").send(Buffer.from(text));
  });
  handle("GET /api/projects/:project/files/:file/sound", async ({ params }) => {
    const { files, sounds } = await projects.find(params.project);
    return sounds.shape(await files.find(params.file));
  });
  handle("GET /api/projects/:project/files/:file/pcm", async ({ params, query, reply }) => {
    const { files, sounds } = await projects.find(params.project);
    return floats(reply, await sounds.pcm(await files.find(params.file), query.from, query.frames));
  });
  handle("GET /api/projects/:project/files/:file/peaks", async ({ params, query, reply }) => {
    const { files, sounds } = await projects.find(params.project);
    const peaks = await sounds.peaks(await files.find(params.file), query.buckets);
    return floats(reply, new Uint8Array(peaks.buffer, peaks.byteOffset, peaks.byteLength));
  });
  handle("DELETE /api/projects/:project/files/:file", async ({ params }) => {
    const { files, removed, events } = await projects.find(params.project);
    const gone = await removed.remove(await files.find(params.file));
    events.filesChanged();
    return gone;
  });
  handle("GET /api/projects/:project/removed", async ({ params }) => {
    const { removed } = await projects.find(params.project);
    return { files: await removed.list() };
  });
  handle("POST /api/projects/:project/removed/:removed/restore", async ({ params }) => {
    const { files, removed, events } = await projects.find(params.project);
    const path = await removed.restore(params.removed);
    events.filesChanged();
    return files.describe(await files.at(path));
  });
}

/** 32-bit floats, little endian as every machine that this runs on has them. */
function floats(reply: FastifyReply, bytes: Uint8Array): FastifyReply {
  return reply
    .type("application/octet-stream")
    .header("content-disposition", "attachment")
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
