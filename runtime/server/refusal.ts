/** Refusals as problem documents (RFC 9457): every one has a stable name, words for people and what to do. */
import { FormatError, InputError, NeedError } from "../../foundation/plan/errors.ts";
import type { Problem } from "./api/problem.ts";

/** What is thrown wherever a request cannot be done. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly reason: string;
  readonly todo: string | null;
  readonly at: string | null;
  /** Further members of the document: "offset", "now". */
  readonly more: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    reason: string,
    detail: string,
    todo: string | null = null,
    at: string | null = null,
    more: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
    this.status = status;
    this.reason = reason;
    this.todo = todo;
    this.at = at;
    this.more = more;
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: "This cannot be understood",
  401: "The token is missing",
  403: "Not from there",
  404: "There is no such thing",
  409: "It is not so any more",
  413: "Too large",
  415: "Not this kind of content",
  416: "No such range",
  421: "Not this address",
  422: "This cannot be used",
  424: "Something is missing on this machine",
  500: "An error in Songwright",
  503: "Not now",
};

/** What Fastify refuses by itself, under our names. */
const FASTIFY: Readonly<Record<string, readonly [status: number, reason: string, todo: string | null]>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, "wrong-content-type", "Send application/json, or application/octet-stream."],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, "wrong-length", null],
  FST_ERR_CTP_BODY_TOO_LARGE: [413, "too-large", "Send a large file as an upload."],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, "not-json", "Send a JSON document."],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, "not-json", "Send a JSON document."],
  FST_ERR_BAD_URL: [400, "bad-address", null],
  FST_ERR_MAX_PARAM_LENGTH: [414, "bad-address", null],
};

/** Zod's findings, as Fastify hands them on. */
interface Finding {
  readonly instancePath?: string;
  readonly message?: string;
}

interface Thrown extends Error {
  readonly code?: string;
  readonly statusCode?: number;
  readonly validation?: readonly Finding[];
}

/** The problem document of whatever was thrown: without stacks, and without paths of the machine. */
export function problemOf(thrown: unknown): Problem & Readonly<Record<string, unknown>> {
  if (thrown instanceof Refusal)
    return problem(thrown.status, thrown.reason, thrown.message, thrown.todo, thrown.at, thrown.more);
  if (thrown instanceof FormatError) {
    const { format, offset, expected, found } = thrown;
    const words = `${format}: expected ${expected}, found ${found}`;
    return problem(422, "bad-material", words, null, `byte ${offset}`);
  }
  if (thrown instanceof InputError) {
    const words = `Expected ${thrown.allowed}, given ${thrown.given}.`;
    return problem(400, "invalid", words, null, thrown.field);
  }
  if (thrown instanceof NeedError)
    return problem(424, "missing-program", `${thrown.what} is needed.`, `Install it with: ${thrown.install}`);
  const { code = "", message = "", statusCode, validation } = (thrown ?? {}) as Partial<Thrown>;
  if (validation) {
    const [first] = validation;
    const words = first?.message ?? "It is not as it should be.";
    return problem(400, "invalid", words, null, first?.instancePath || "/");
  }
  const known = FASTIFY[code];
  if (known) return problem(known[0], known[1], plain(message), known[2]);
  if (thrown instanceof SyntaxError && statusCode === 400)
    return problem(400, "not-json", "The body is not JSON.", "Send a JSON document.");
  if (code === "ECONNRESET" || code === "ERR_STREAM_PREMATURE_CLOSE")
    return problem(400, "cut-off", "The connection was cut.", "Go on from where it stands.");
  if (code === "ENOSPC") return problem(503, "disk-full", "The disk is full.", "Make room on it, then go on.");
  if (code === "ENOENT") return problem(404, "no-such-file", "The file is not there any more.");
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return problem(403, "not-permitted", "The system does not permit it.", "Look at the folder's permissions.");
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return problem(statusCode, "invalid", plain(message));
  return problem(500, "bug", "An error in Songwright: it is in the terminal that studio was started from.", REPORT);
}

const REPORT = "Please report it, with what the terminal says: see CONTRIBUTING.md.";

function plain(message: string): string {
  return message.replace(/[\p{Cc}]/gu, " ").slice(0, 300);
}

function problem(
  status: number,
  reason: string,
  detail: string,
  todo: string | null = null,
  at: string | null = null,
  more: Readonly<Record<string, unknown>> = {},
): Problem & Readonly<Record<string, unknown>> {
  const title = TITLES[status] ?? "Refused";
  return { ...more, type: `urn:songwright:problem:${reason}`, title, status, detail, reason, todo, at };
}
