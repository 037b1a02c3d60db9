/** Both passes over a large table, in a thread: batches of facts go out as soon as there is room for them. */
import { parentPort } from "node:worker_threads";
import type { FactBatch } from "../../foundation/tables/index.ts";
import { plainError } from "../sound/thread-errors.ts";
import { convertFlatSource, convertSource, surveySource } from "./table-job.ts";
import type { TableReply, TableRequest } from "./table-reader.ts";

const port = parentPort as NonNullable<typeof parentPort>;
const reply = (message: TableReply, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);

/** How often progress is told, in bytes. */
const STEP = 1 << 23;

port.on("message", (request: TableRequest) => {
  const { room } = request;
  let told = 0;
  const onBytes = (bytes: number): void => {
    if (Atomics.load(room, 1) !== 0) throw new DOMException("cancelled", "AbortError");
    if (bytes - told < STEP) return;
    told = bytes;
    reply({ kind: "bytes", bytes });
  };
  try {
    if (request.kind === "survey") {
      const { source, encoding, table, match } = request;
      reply({ kind: "surveyed", surveyed: surveySource(source, encoding, table, match, onBytes) });
    } else if (request.kind === "flat") {
      reply({ kind: "flat", flat: convertFlatSource(request.source, request.encoding, hand, onBytes) });
    } else {
      const { source, encoding, reading, header } = request;
      const accounting = convertSource(source, encoding, reading, header, hand, onBytes);
      reply({ kind: "converted", accounting });
    }
  } catch (error) {
    reply({ kind: "failed", error: plainError(error) });
  }

  function hand(batch: FactBatch): void {
    while (Atomics.load(room, 0) <= 0) Atomics.wait(room, 0, 0, 100);
    Atomics.sub(room, 0, 1);
    const buffers = Object.values(batch).flatMap((value) =>
      ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : [],
    );
    reply({ kind: "batch", batch }, buffers);
  }
});
