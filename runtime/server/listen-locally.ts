/** On this machine only: 127.0.0.1, and ::1 where there is one, on the same port. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";

export interface Listening {
  readonly port: number;
  /** Ends the second door; the first is the application's own. */
  close(): Promise<void>;
}

/**
 * @param port 0: a free one
 * @throws the system's error where the port is taken
 */
export async function listenLocally(app: FastifyInstance, port: number): Promise<Listening> {
  await app.listen({ host: "127.0.0.1", port });
  const { port: given } = app.server.address() as AddressInfo;
  const second = createServer((request, response) => app.routing(request, response));
  second.requestTimeout = app.server.requestTimeout;
  const open = await new Promise<boolean>((resolve) => {
    // Machines without IPv6, and ports that another program has there: 127.0.0.1 is enough.
    second.once("error", () => resolve(false));
    second.listen({ host: "::1", port: given, ipv6Only: true }, () => resolve(true));
  });
  return { port: given, close: () => (open ? closed(second) : Promise.resolve()) };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
