/** A studio on a project of a test's own, and requests to it with whatever headers. */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verbs } from "../cli/verbs.ts";
import type { Problem } from "./api/problem.ts";
import type { Upload } from "./api/uploads.ts";
import { type RunningStudio, startStudio } from "./start-studio.ts";
import { studioSettings } from "./studio-settings.ts";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Of the body. */
  json<T = Record<string, unknown>>(): T;
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, unless it is bytes or text. */
  readonly body?: unknown;
  /** Null: none. */
  readonly token?: string | null;
  readonly signal?: AbortSignal;
}

export interface TestStudio {
  readonly studio: RunningStudio;
  /** Real paths. */
  readonly root: string;
  readonly folder: string;
  readonly project: string;
  ask(path: string, asking?: Asking): Promise<Answer>;
  /** Below the project's own path: "files". */
  inProject(path: string, asking?: Asking): Promise<Answer>;
  /** A refusal's status and reason: "403 foreign-origin". */
  refusal(path: string, asking?: Asking): Promise<string>;
  /** Declares and sends it in one part; the upload as it was found to be. */
  upload(name: string, bytes: Uint8Array): Promise<Upload>;
  close(): Promise<void>;
}

/** @param files of the project, by path */
export async function testStudio(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<TestStudio> {
  const root = mkdtempSync(join(tmpdir(), "songwright-server-"));
  const folder = join(root, "project");
  mkdirSync(folder);
  for (const [path, data] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), data);
  }
  const studio = await startStudio({
    folder,
    port: 0,
    verb: async (name) => (Object.hasOwn(verbs, name) ? ((await verbs[name]?.()) ?? null) : null),
    settings: studioSettings(join(root, "settings", "studio.json")),
    home: join(root, "home"),
    studio: join(root, "no-studio"),
    onBug: (error) => console.error(error),
  });
  const [recent] = await studio.projects.recent();
  const project = (recent as { id: string }).id;

  const ask = (path: string, { method, headers, body, token = studio.token, signal }: Asking = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const raw = body instanceof Uint8Array || typeof body === "string";
      const data = body === undefined ? null : raw ? body : JSON.stringify(body);
      const sent = request(
        {
          host: "127.0.0.1",
          port: studio.port,
          path,
          method: method ?? (data === null ? "GET" : "POST"),
          headers: {
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
            ...(data === null ? {} : { "content-type": raw ? "application/octet-stream" : "application/json" }),
            ...(data === null ? {} : { "content-length": String(Buffer.byteLength(data)) }),
            ...headers,
          },
          ...(signal ? { signal } : {}),
        },
        (response) => {
          const parts: Buffer[] = [];
          response.on("data", (part: Buffer) => parts.push(part));
          response.on("error", reject);
          response.on("end", () => {
            const whole = Buffer.concat(parts);
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: whole,
              json: () => JSON.parse(whole.toString("utf8")),
            });
          });
        },
      );
      sent.on("error", reject);
      sent.end(data ?? undefined);
    });
  const inProject = (path: string, asking?: Asking): Promise<Answer> => ask(`/api/projects/${project}/${path}`, asking);
  return {
    studio,
    root,
    folder,
    project,
    ask,
    inProject,
    async refusal(path, asking) {
      const answer = await ask(path.startsWith("/") ? path : `/api/projects/${project}/${path}`, asking);
      const kind = String(answer.headers["content-type"]);
      if (!kind.startsWith("application/problem+json")) return `${answer.status} without a problem document: ${kind}`;
      const { status, reason, title, detail, type } = answer.json<Problem>();
      const whole = status === answer.status && title !== "" && detail !== "" && type.endsWith(reason);
      return `${answer.status} ${reason}${whole ? "" : " (not whole)"}`;
    },
    async upload(name, bytes) {
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const declared = await inProject("uploads", { body: { name, bytes: bytes.length, sha256 } });
      if (declared.status !== 201) throw new Error(declared.body.toString());
      const { id } = declared.json<Upload>();
      if (bytes.length === 0) return declared.json<Upload>();
      const sent = await inProject(`uploads/${id}`, {
        method: "PUT",
        body: bytes,
        headers: { "content-range": `bytes 0-${bytes.length - 1}/${bytes.length}` },
      });
      if (sent.status !== 200) throw new Error(sent.body.toString());
      return sent.json<Upload>();
    },
    async close() {
      await studio.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** A WAV file of 16 bits: a sine, or zeros. */
export function wavBytes(seconds: number, sampleRate = 8000, channels = 1, level = 0.3): Buffer {
  const frames = Math.round(seconds * sampleRate);
  const bytes = Buffer.alloc(44 + frames * channels * 2);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate * channels * 2, 28);
  bytes.writeUInt16LE(channels * 2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(frames * channels * 2, 40);
  for (let frame = 0; frame < frames; frame++) {
    const value = Math.round(level * 32_767 * Math.sin((frame * 2 * Math.PI * 440) / sampleRate));
    for (let channel = 0; channel < channels; channel++)
      bytes.writeInt16LE(value, 44 + (frame * channels + channel) * 2);
  }
  return bytes;
}
