/** Dropped files on their way into the project: in parts that are taken up again after a break, then what they are. */
import { getJson, RequestError, send, sendJson } from "../api/request.ts";
import type { Place, ProjectFile, Upload } from "../api/types.ts";
import { api } from "./project.ts";
import { createStore } from "./store.ts";

export interface Dropped {
  readonly key: number;
  readonly name: string;
  readonly bytes: number;
  readonly project: string;
  /** Null until the server knows of it. */
  readonly upload: Upload | null;
  readonly error: string | null;
  readonly kept: ProjectFile | null;
}

export const dropped = createStore<readonly Dropped[]>([]);

const PART = 8 * 1024 * 1024;
const TRIES = 5;
const AGAIN_MS = 500;
let last = 0;

function change(key: number, fields: Partial<Dropped>): void {
  dropped.set((now) => now.map((each) => (each.key === key ? { ...each, ...fields } : each)));
}

/** Sends the files one after the other; how each is going is in `dropped`. */
export async function drop(project: string, files: readonly File[]): Promise<void> {
  const items = files.map((file): readonly [File, Dropped] => {
    last += 1;
    const { name, size: bytes } = file;
    return [file, { key: last, name, bytes, project, upload: null, error: null, kept: null }];
  });
  dropped.set((now) => [...now.filter((each) => each.project === project), ...items.map(([, item]) => item)]);
  for (const [file, { key }] of items) {
    try {
      await sendFile(project, file, (upload) => change(key, { upload }));
    } catch (error) {
      const text =
        error instanceof RequestError ? [error.message, error.problem.todo].filter(Boolean).join(" ") : String(error);
      change(key, { error: text });
    }
  }
}

async function sendFile(project: string, file: File, told: (upload: Upload) => void): Promise<void> {
  let upload = await sendJson<Upload>(api(project, "/uploads"), { name: file.name, bytes: file.size, sha256: null });
  const path = api(project, `/uploads/${upload.id}`);
  told(upload);
  let tries = 0;
  while (upload.state === "receiving") {
    const from = upload.received;
    const to = Math.min(file.size, from + PART);
    try {
      const range = file.size === 0 ? "bytes */0" : `bytes ${from}-${to - 1}/${file.size}`;
      const response = await send(path, {
        method: "PUT",
        body: file.slice(from, to),
        headers: { "Content-Range": range },
      });
      upload = (await response.json()) as Upload;
      tries = 0;
    } catch (error) {
      tries += 1;
      if (
        tries > TRIES ||
        (error instanceof RequestError && error.problem.status >= 400 && error.problem.status !== 409)
      )
        throw error;
      await new Promise((done) => setTimeout(done, AGAIN_MS * tries));
      upload = await getJson<Upload>(path);
    }
    told(upload);
  }
}

/** Puts a received file in its place in the project. */
export async function keep(item: Dropped, place: Place): Promise<ProjectFile> {
  const { id } = item.upload as Upload;
  const { file } = await sendJson<{ file: ProjectFile }>(api(item.project, `/uploads/${id}/keep`), { place });
  change(item.key, { kept: file });
  return file;
}

export function forget(key: number): void {
  dropped.set((now) => now.filter((each) => each.key !== key));
}
