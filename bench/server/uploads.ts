/** Eight uploads of 500 MB at once, half of them cut off and gone on with: memory of the server, and whether all arrived. */
import { createHash } from "node:crypto";
import { type ClientRequest, request } from "node:http";
import type { Upload } from "../../runtime/server/api/uploads.ts";
import type { Part } from "../table.ts";
import { answered, type StudioProcess, startStudioProcess } from "./studio-process.ts";

const COUNT = 8;
const BYTES = 500_000_000;
const PIECE = 1 << 20;

/** WAV of noise that no two uploads share; any piece of it at once. */
function pieceOf(upload: number, at: number): Buffer {
  const length = Math.min(PIECE, BYTES - at);
  const piece = Buffer.alloc(length);
  let state = (upload * 0x9e3779b1 + at) >>> 0 || 1;
  for (let from = 0; from + 4 <= length; from += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    piece.writeInt32LE(state | 0, from);
  }
  if (at === 0) {
    const head = Buffer.alloc(44);
    head.write("RIFF", 0);
    head.writeUInt32LE(BYTES - 8, 4);
    head.write("WAVEfmt ", 8);
    head.writeUInt32LE(16, 16);
    head.writeUInt16LE(1, 20);
    head.writeUInt16LE(2, 22);
    head.writeUInt32LE(48_000, 24);
    head.writeUInt32LE(192_000, 28);
    head.writeUInt16LE(4, 32);
    head.writeUInt16LE(16, 34);
    head.write("data", 36);
    head.writeUInt32LE(BYTES - 44, 40);
    head.copy(piece);
  }
  return piece;
}

export const uploadsPart: Part = {
  name: "uploads",
  title: `${COUNT} uploads of ${BYTES / 1e6} MB at once, half of them cut off and gone on with`,
  async run() {
    const studio = await startStudioProcess();
    try {
      const before = studio.peakMiB();
      const begun = performance.now();
      const sent = await Promise.all(Array.from({ length: COUNT }, (_, n) => send(studio, n, n % 2 === 1)));
      const seconds = (performance.now() - begun) / 1000;
      const peak = studio.peakMiB();
      const equal = sent.filter(({ same }) => same).length;
      const resumed = sent.filter(({ cuts }) => cuts > 0).length;
      const speed = (COUNT * BYTES) / 1e6 / seconds;
      return {
        lines: [
          `- hashes equal: ${equal} of ${COUNT}; cut off and gone on with: ${resumed}`,
          `- largest resident set of the server: ${peak.toFixed(0)} MiB (before: ${before.toFixed(0)} MiB)`,
          `- ${seconds.toFixed(0)} s, ${speed.toFixed(0)} MB/s in all, with both ends and the disk on this machine`,
        ],
        figures: { equal, resumed, peakMiB: peak, beforeMiB: before, seconds },
      };
    } finally {
      await studio.close();
    }
  },
};

async function send(studio: StudioProcess, n: number, cut: boolean): Promise<{ same: boolean; cuts: number }> {
  const path = `${studio.base}/uploads`;
  const { id } = await studio.json<Upload>(path, "POST", { name: `stem ${n}.wav`, bytes: BYTES });
  const hash = createHash("sha256");
  let hashed = 0;
  let cuts = 0;
  for (;;) {
    const { received, state, sha256 } = await studio.json<Upload>(`${path}/${id}`);
    if (state === "received") return { same: sha256 === hash.digest("hex"), cuts };
    const until = cut && cuts === 0 ? Math.floor(BYTES * 0.4) : BYTES;
    if (await part(received, until)) continue;
    if (received < until) cuts++;
    // Until the server has put down what came before the cut.
    await new Promise((resolve) => setTimeout(resolve, 500));
  }

  /** From `from` to the end; false where it was cut at `until`. */
  function part(from: number, until: number): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const headers = {
        "content-type": "application/octet-stream",
        "content-length": BYTES - from,
        "content-range": `bytes ${from}-${BYTES - 1}/${BYTES}`,
      };
      const sending = request({ ...studio.options(`${path}/${id}`, "PUT", headers), agent: false }, (answer) => {
        answer.resume();
        answer.on("end", () => {
          if (answer.statusCode === 200) resolve(true);
          // The part before is still being put down: asked again soon.
          else if (answer.statusCode === 409) {
            sending.destroy();
            resolve(false);
          } else reject(new Error(`status ${answer.statusCode}`));
        });
      });
      sending.on("error", (error) => (sending.destroyed ? resolve(false) : reject(error)));
      void (async () => {
        for (let at = from; at < BYTES; ) {
          const start = Math.floor(at / PIECE) * PIECE;
          const bytes = pieceOf(n, start).subarray(at - start);
          if (at + bytes.length > hashed) {
            hash.update(bytes.subarray(Math.max(0, hashed - at)));
            hashed = at + bytes.length;
          }
          if (!sending.write(bytes)) await roomIn(sending);
          at += bytes.length;
          if (sending.destroyed) return;
          if (at >= until && until < BYTES) {
            sending.destroy();
            resolve(false);
            return;
          }
        }
        sending.end();
      })().catch(reject);
    });
  }
}

/** Until it takes more, or is gone. */
function roomIn(sending: ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      sending.off("drain", go);
      sending.off("close", go);
      resolve();
    };
    sending.once("drain", go);
    sending.once("close", go);
  });
}

/** For other parts: an upload kept in its place; the id of its file. */
export async function keepBytes(studio: StudioProcess, name: string, bytes: Buffer, place: string): Promise<string> {
  const path = `${studio.base}/uploads`;
  const { id } = await studio.json<Upload>(path, "POST", { name, bytes: bytes.length });
  const headers = {
    "content-type": "application/octet-stream",
    "content-length": bytes.length,
    "content-range": `bytes 0-${bytes.length - 1}/${bytes.length}`,
  };
  await answered(studio.options(`${path}/${id}`, "PUT", headers), bytes as unknown as string);
  const { file } = await studio.json<{ file: { id: string } }>(`${path}/${id}/keep`, "POST", { place });
  return file.id;
}
