/** Routes of the contract, with the types of what they take and answer. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { RouteContract } from "./api/routes.ts";

type Output<T> = T extends z.ZodType ? z.output<T> : undefined;

/** What a handler gets. */
export interface Asked<R extends RouteContract> {
  readonly params: Output<R["params"]>;
  readonly query: Output<R["query"]>;
  readonly body: R extends { bytes: true } ? AsyncIterable<Uint8Array> : Output<R["body"]>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** What it gives: the answer, or the reply that it sent itself. */
export type Answered<R extends RouteContract> = R["answer"] extends z.ZodType
  ? z.input<R["answer"]> | FastifyReply
  : FastifyReply;

/** Adds one route of a table ("GET /api/start") with what it does. */
export type Handle<T extends Readonly<Record<string, RouteContract>>> = <N extends keyof T & string>(
  name: N,
  work: (asked: Asked<T[N]>) => Promise<Answered<T[N]>> | Answered<T[N]>,
) => void;

export function routeHandler<const T extends Readonly<Record<string, RouteContract>>>(
  app: FastifyInstance,
  table: T,
): Handle<T> {
  return (name, work) => {
    const contract: RouteContract = table[name] as RouteContract;
    const [method, url] = name.split(" ") as [string, string];
    const { params, query, body, answer, status = 200 } = contract;
    app.route({
      method,
      url,
      schema: {
        ...(params && { params }),
        ...(query && { querystring: query }),
        ...(body && { body }),
        ...(answer && { response: { [status]: answer } }),
      },
      handler: async (request, reply) => {
        reply.code(status);
        const asked = { params: request.params, query: request.query, body: request.body, request, reply };
        return work(asked as unknown as Asked<T[typeof name]>);
      },
    });
  };
}
