/**
 * Uploads of one project, in .songwright/uploads/ID: what was declared, the bytes so far, and what they were found to be.
 * All of it lasts: an upload that was cut off goes on after a restart.
 */
import { createHash, type Hash, randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, readdir, readFile, rm, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { moveInto, writeWhole } from "../project/files.ts";
import type { Place } from "./api/project.ts";
import type { NewUpload, Upload } from "./api/uploads.ts";
import { folderInside, STATE_FOLDER } from "./inside-project.ts";
import { unpackMembers, uploadInspector } from "./inspect-upload.ts";
import type { Inspection } from "./inspection.ts";
import { Refusal } from "./refusal.ts";
import { freeNames, safeName } from "./safe-name.ts";
import { usesOf } from "./upload-uses.ts";

const RECORD = z.object({
  name: z.string(),
  bytes: z.int(),
  declared: z.string().nullable(),
  sha256: z.string().nullable(),
  inspection: z.custom<Inspection>().nullable(),
});
type UploadRecord = z.infer<typeof RECORD>;

export interface Uploads {
  declare(asked: NewUpload): Promise<Upload>;
  list(): Promise<Upload[]>;
  view(id: string): Promise<Upload>;
  /** One part. Throws Refusals "wrong-range", "upload-busy", "too-large", "wrong-length", "hash-mismatch". */
  receive(id: string, range: string | undefined, body: AsyncIterable<Uint8Array>): Promise<Upload>;
  /** Paths within the project, with "/". Throws the Refusal that looking at it found. */
  keep(id: string, place: Place): Promise<string[]>;
  forget(id: string): Promise<void>;
  close(): Promise<void>;
}

export function projectUploads(project: string): Uploads {
  const folder = join(project, STATE_FOLDER, "uploads");
  const busy = new Set<string>();
  /** Hashes of what has come, while it comes in one go. */
  const hashes = new Map<string, { readonly hash: Hash; bytes: number }>();
  const inspector = uploadInspector(folder);

  const record = async (id: string): Promise<UploadRecord> => {
    const text = await readFile(join(folder, id, "upload.json"), "utf8").catch(() => null);
    if (text === null) throw new Refusal(404, "no-such-upload", "There is no such upload.", "Begin it again.");
    return RECORD.parse(JSON.parse(text));
  };
  const write = (id: string, data: UploadRecord): Promise<void> =>
    writeWhole(join(folder, id, "upload.json"), JSON.stringify(data), true);
  // Its own name, because what is private is told by names.
  const content = (id: string, name: string): string => join(folder, id, "content", safeName(name));
  const received = async (id: string, name: string): Promise<number> =>
    (await stat(content(id, name)).catch(() => null))?.size ?? 0;
  const view = async (id: string): Promise<Upload> => {
    const { name, bytes, sha256, inspection } = await record(id);
    const kind = inspection?.kind ?? null;
    return {
      id,
      name,
      bytes,
      received: await received(id, name),
      state: inspection ? "received" : "receiving",
      sha256,
      about: inspection?.about ?? null,
      kind,
      uses: kind === null ? [] : usesOf(kind, inspection?.seconds ?? null, inspection?.members != null),
      refused: inspection?.refused?.detail ?? null,
      reason: inspection?.refused?.reason ?? null,
    };
  };
  /** Only one at a time may change an upload. */
  const alone = async <R>(id: string, work: () => Promise<R>): Promise<R> => {
    if (busy.has(id)) throw new Refusal(409, "upload-busy", "A part of this upload is under way.", "Wait for it.");
    busy.add(id);
    try {
      return await work();
    } finally {
      busy.delete(id);
    }
  };
  const finish = async (id: string, known: UploadRecord): Promise<void> => {
    const path = content(id, known.name);
    const running = hashes.get(id);
    hashes.delete(id);
    const sha256 = running?.bytes === known.bytes ? running.hash.digest("hex") : await hashOf(path);
    if (known.declared !== null && known.declared !== sha256) {
      await truncate(path, 0);
      throw new Refusal(
        422,
        "hash-mismatch",
        "What came is not what was sent.",
        "Send it again from the beginning.",
        null,
        {
          offset: 0,
        },
      );
    }
    const inspection = await inspector.inspect(path);
    await write(id, { ...known, sha256, inspection });
  };

  return {
    view,
    async declare({ name, bytes, sha256 }) {
      const id = randomBytes(16).toString("hex");
      await mkdir(join(folder, id, "content"), { recursive: true });
      inspector.prepare();
      const known: UploadRecord = { name, bytes, declared: sha256, sha256: null, inspection: null };
      await write(id, known);
      await (await open(content(id, name), "w")).close();
      if (bytes === 0) await finish(id, known);
      return view(id);
    },
    async list() {
      const ids = await readdir(folder).catch(() => []);
      const views = await Promise.all(
        ids.filter((id) => /^[0-9a-f]{32}$/.test(id)).map((id) => view(id).catch(() => null)),
      );
      return views.filter((each) => each !== null);
    },
    receive: (id, range, body) =>
      alone(id, async () => {
        const known = await record(id);
        const path = content(id, known.name);
        const there = await received(id, known.name);
        const { from, to } = partOf(range, known.bytes, there);
        if (known.inspection)
          throw new Refusal(409, "upload-complete", "All of it has come already.", null, null, { offset: there });
        const running = hashes.get(id) ?? { hash: createHash("sha256"), bytes: 0 };
        // After a restart the hash is made of the whole file at the end.
        const follows = running.bytes === there;
        if (follows) hashes.set(id, running);
        let came = 0;
        const most = to - from + 1;
        const file = createWriteStream(path, { flags: "a" });
        const watched = async function* (): AsyncGenerator<Uint8Array> {
          for await (const chunk of body) {
            if (came + chunk.length > most)
              throw new Refusal(400, "too-large", "More bytes came than the part said.", null, null, {
                offset: there + came,
              });
            came += chunk.length;
            if (follows) {
              running.hash.update(chunk);
              running.bytes += chunk.length;
            }
            yield chunk;
          }
        };
        try {
          await pipeline(Readable.from(watched(), { objectMode: false, highWaterMark: 262_144 }), file);
        } catch (error) {
          // What was written stands; the hash may be further than the file.
          hashes.delete(id);
          throw error;
        }
        if (came < most)
          throw new Refusal(400, "wrong-length", "The part ended early.", "Go on from where it stands.", null, {
            offset: there + came,
          });
        if (there + came === known.bytes) await finish(id, known);
        return view(id);
      }),
    keep: (id, place) =>
      alone(id, async () => {
        const { name, inspection } = await record(id);
        if (!inspection) throw new Refusal(409, "not-received", "Not all of it has come yet.", "Send the rest first.");
        if (inspection.refused) throw new Refusal(422, inspection.refused.reason, inspection.refused.detail);
        const target = place === "other" ? "" : place;
        const into = target === "" ? project : folderInside(project, target, "/place");
        await mkdir(into, { recursive: true });
        const put = async (from: string, called: string): Promise<string> => {
          const named = await moveFree(from, into, safeName(called));
          return target === "" ? named : `${target}/${named}`;
        };
        const paths: string[] = [];
        if (inspection.members) {
          const unpacked = join(folder, id, "members");
          await mkdir(unpacked, { recursive: true });
          await unpackMembers(
            content(id, name),
            unpacked,
            inspection.members.map(({ index }) => index),
          );
          for (const { name: called, index } of inspection.members)
            paths.push(await put(join(unpacked, String(index)), called));
        } else paths.push(await put(content(id, name), name));
        await rm(join(folder, id), { recursive: true, force: true });
        return paths;
      }),
    forget: (id) =>
      alone(id, async () => {
        await record(id);
        hashes.delete(id);
        await rm(join(folder, id), { recursive: true, force: true });
      }),
    close: inspector.close,
  };
}

/** "bytes 0-99/200". A part begins where the last one ended. */
function partOf(range: string | undefined, total: number, there: number): { from: number; to: number } {
  const found = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(range ?? "");
  const wrong = (detail: string): Refusal =>
    new Refusal(416, "wrong-range", detail, `Go on with: bytes ${there}-…/${total}.`, null, { offset: there });
  if (!found) throw wrong("Content-Range says which bytes a part is: bytes FROM-TO/TOTAL.");
  const [from, to, all] = found.slice(1).map(Number) as [number, number, number];
  if (all !== total) throw wrong(`${total} bytes were declared, and ${all} are told now.`);
  if (from !== there) throw wrong(`${there} bytes have come: the next part begins there.`);
  if (to < from || to >= total) throw wrong("The part ends outside the file.");
  return { from, to };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** Under its name, or with " 2" and so on: nothing is ever written over. */
async function moveFree(from: string, folder: string, name: string): Promise<string> {
  for (const free of freeNames(name)) {
    try {
      await moveInto(from, join(folder, free), false);
      return free;
    } catch (error) {
      if (!(error instanceof Error && error.name === "InputError")) throw error;
    }
  }
  throw new Error("there is always a free name");
}
