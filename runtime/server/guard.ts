/**
 * Who may speak to the server: pages of its own address only, with the token of this start. Against pages of other sites
 * that send requests here (cross-site requests), and against names that are made to mean this machine (DNS rebinding).
 */
import { randomBytes, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { Refusal } from "./refusal.ts";

/** 256 random bits, in characters that a URL fragment takes. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** The only names under which the server answers. */
export function ownHosts(port: number): ReadonlySet<string> {
  return new Set([`127.0.0.1:${port}`, `[::1]:${port}`, `localhost:${port}`]);
}

const OVERRIDES = ["x-http-method-override", "x-http-method", "x-method-override"];

/** Throws a Refusal for a request that did not come from the studio's own pages. */
export function checkOrigin(request: FastifyRequest, hosts: ReadonlySet<string>): void {
  const { headers } = request;
  // A whole address may name another host than the header does.
  if (!request.url.startsWith("/")) throw new Refusal(400, "bad-address", "An address here is a path.");
  const host = headers.host ?? "";
  if (!hosts.has(host)) {
    const here = [...hosts][0] as string;
    throw new Refusal(421, "foreign-host", "The server answers under its own address only.", `Open http://${here}/.`);
  }
  const { origin } = headers;
  if (origin !== undefined && !(origin.startsWith("http://") && hosts.has(origin.slice("http://".length))))
    throw new Refusal(403, "foreign-origin", "Pages of other sites may ask nothing here.");
  const site = headers["sec-fetch-site"];
  // A person who types the address or follows a link to it: for the pages, never for the API.
  const opening = request.method === "GET" && headers["sec-fetch-mode"] === "navigate" && !isApi(request);
  if (site !== undefined && site !== "same-origin" && !(opening || (site === "none" && !isApi(request))))
    throw new Refusal(403, "cross-site", "Only pages of the studio itself may ask here.");
  if (OVERRIDES.some((name) => name in headers))
    throw new Refusal(400, "method-override", "A request does what its method says, and nothing else.");
}

/** Throws a Refusal without the token of this start in `Authorization: Bearer`. */
export function checkToken(request: FastifyRequest, token: string): void {
  const { authorization } = request.headers;
  const todo = "Open the address that `songwright studio` printed.";
  if (authorization === undefined) {
    if (/[?&](?:token|access_token)=/.test(request.url))
      throw new Refusal(401, "token-in-address", "A token in an address would be kept in histories and logs.", todo);
    throw new Refusal(401, "no-token", "The request has no token.", todo);
  }
  const given = Buffer.from(/^Bearer (.+)$/.exec(authorization)?.[1] ?? "");
  const wanted = Buffer.from(token);
  // Of another length: compared with itself, so that the time says nothing.
  const same = given.length === wanted.length;
  if (!timingSafeEqual(same ? given : wanted, wanted) || !same)
    throw new Refusal(401, "wrong-token", "The token is not of this start.", todo);
}

/** By the route that was found too: one address can be written in many ways. */
export function isApi({ url, routeOptions }: FastifyRequest): boolean {
  if (routeOptions.url?.startsWith("/api")) return true;
  return url === "/api" || url.startsWith("/api/") || url.startsWith("/api?");
}
