/** Requests to the studio's own server: the token goes with each, and every refusal becomes an error that says what to do. */
import { token } from "./token.ts";
import type { Problem } from "./types.ts";

export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

export interface Sending {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly json?: unknown;
  readonly body?: Blob | ArrayBuffer | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Throws RequestError for a refusal and for a server that does not answer; the signal's reason when cancelled. */
export async function send(path: string, sending: Sending = {}): Promise<Response> {
  const { method = sending.json === undefined ? "GET" : "POST", json, body, headers, signal } = sending;
  const given: RequestInit = {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      ...(json === undefined ? {} : { "Content-Type": "application/json" }),
      ...(body === undefined || body === null ? {} : { "Content-Type": "application/octet-stream" }),
      ...headers,
    },
    body: json === undefined ? (body ?? null) : JSON.stringify(json),
    cache: "no-store",
    ...(signal ? { signal } : {}),
  };
  let response: Response;
  try {
    response = await fetch(path, given);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new RequestError({
      type: "urn:songwright:problem:no-answer",
      title: "No answer",
      status: 0,
      detail: "The studio's server does not answer.",
      reason: "no-answer",
      todo: "Start it again with: songwright studio. What was accepted is kept.",
      at: null,
    });
  }
  if (response.ok) return response;
  throw new RequestError(await problemOf(response));
}

export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await (await send(path, signal ? { signal } : {})).json()) as T;
}

export async function sendJson<T>(path: string, json: unknown, method: Sending["method"] = "POST"): Promise<T> {
  const response = await send(path, { method, json });
  return (response.status === 204 ? null : await response.json()) as T;
}

async function problemOf(response: Response): Promise<Problem> {
  const found = (await response.json().catch(() => null)) as Problem | null;
  if (found?.detail) return found;
  return {
    type: "urn:songwright:problem:unknown",
    title: "Refused",
    status: response.status,
    detail: `The server answered ${response.status}.`,
    reason: "unknown",
    todo: null,
    at: null,
  };
}

/** In words, with what to do. */
export function errorText(error: unknown): string {
  if (error instanceof RequestError) return [error.problem.detail, error.problem.todo].filter(Boolean).join(" ");
  return error instanceof Error ? error.message : String(error);
}
