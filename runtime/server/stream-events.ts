/** Server-sent events (HTML standard, 9.2), read by fetch: an EventSource could not send the token. */
import { PassThrough } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ProjectEvents } from "./project-events.ts";

/** A comment so often, so that both ends hear when the other is gone. */
const HEARTBEAT_MS = 15_000;
/** A listener that does not read: it comes back with its last id. */
const MOST_WAITING = 4 * 2 ** 20;

export function streamEvents(
  events: ProjectEvents,
  after: string | null,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const stream = new PassThrough();
  stream.write(": songwright\n\n");
  const stop = events.subscribe(after, ({ id, event }) => {
    if (stream.writableLength > MOST_WAITING) stream.destroy();
    else stream.write(`id: ${id}\ndata: ${JSON.stringify(event)}\n\n`);
  });
  const beat = setInterval(() => stream.write(": still here\n\n"), HEARTBEAT_MS);
  const end = (): void => {
    clearInterval(beat);
    stop();
    stream.end();
  };
  stream.once("close", end);
  request.raw.once("close", end);
  return reply
    .header("content-type", "text/event-stream; charset=utf-8")
    .header("cache-control", "no-store")
    .header("x-accel-buffering", "no")
    .send(stream);
}
