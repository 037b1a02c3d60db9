/** Tables read in this thread when they are small, in one of their own when they are not. */
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { Run } from "../../foundation/plan/run.ts";
import type {
  Accounting,
  DetectedEncoding,
  DetectedTable,
  FactBatch,
  LayoutMatch,
  TableReading,
} from "../../foundation/tables/index.ts";
import { revived } from "../sound/thread-errors.ts";
import { convertFlatSource, convertSource, type FlatSource, type SurveyedSource, surveySource } from "./table-job.ts";
import type { TableSource } from "./table-source.ts";

/** From here a thread is worth its start, in bytes. */
const LARGE = 1 << 22;
/** Batches that may wait to be stored: what memory they take is bounded by it. */
const WAITING = 3;

/** Texts of posts live for one batch: with room for it they are never moved. */
const THREAD = { resourceLimits: { maxYoungGenerationSizeMb: 96 } };

interface Common {
  readonly source: TableSource;
  readonly encoding: DetectedEncoding;
  /** [0] batches there is room for; [1] not 0: stop. */
  readonly room: Int32Array;
}
type HeaderOf = Pick<DetectedTable, "delimiter" | "headerLine" | "header">;

export type TableRequest =
  | (Common & { readonly kind: "flat" })
  | (Common & { readonly kind: "survey"; readonly table: HeaderOf; readonly match: LayoutMatch })
  | (Common & { readonly kind: "convert"; readonly reading: TableReading; readonly header: readonly string[] });

export type TableReply =
  | { readonly kind: "bytes"; readonly bytes: number }
  | { readonly kind: "batch"; readonly batch: FactBatch }
  | { readonly kind: "surveyed"; readonly surveyed: SurveyedSource }
  | { readonly kind: "converted"; readonly accounting: Accounting }
  | { readonly kind: "flat"; readonly flat: FlatSource }
  | { readonly kind: "failed"; readonly error: unknown };

type OnBytes = (bytes: number) => void;

export async function surveyTable(
  source: TableSource,
  encoding: DetectedEncoding,
  { delimiter, headerLine, header }: DetectedTable,
  match: LayoutMatch,
  run: Run,
  onBytes: OnBytes,
): Promise<SurveyedSource> {
  const table = { delimiter, headerLine, header };
  if (source.bytes < LARGE) return surveySource(source, encoding, table, match, onBytes);
  const reply = await ask({ kind: "survey", source, encoding, table, match, room: newRoom() }, run, onBytes, null);
  return (reply as Extract<TableReply, { kind: "surveyed" }>).surveyed;
}

export async function convertTable(
  source: TableSource,
  encoding: DetectedEncoding,
  reading: TableReading,
  header: readonly string[],
  run: Run,
  onBatch: (batch: FactBatch) => void,
  onBytes: OnBytes,
): Promise<Accounting> {
  if (source.bytes < LARGE) return convertSource(source, encoding, reading, header, onBatch, onBytes);
  const reply = await ask(
    { kind: "convert", source, encoding, reading, header, room: newRoom() },
    run,
    onBytes,
    onBatch,
  );
  return (reply as Extract<TableReply, { kind: "converted" }>).accounting;
}

export async function convertFlatFile(
  source: TableSource,
  encoding: DetectedEncoding,
  run: Run,
  onBatch: (batch: FactBatch) => void,
  onBytes: OnBytes,
): Promise<FlatSource> {
  if (source.bytes < LARGE) return convertFlatSource(source, encoding, onBatch, onBytes);
  const reply = await ask({ kind: "flat", source, encoding, room: newRoom() }, run, onBytes, onBatch);
  return (reply as Extract<TableReply, { kind: "flat" }>).flat;
}

const newRoom = (): Int32Array => new Int32Array(new SharedArrayBuffer(8)).fill(WAITING, 0, 1);

function ask(
  request: TableRequest,
  run: Run,
  onBytes: OnBytes,
  onBatch: ((batch: FactBatch) => void) | null,
): Promise<TableReply> {
  const worker = new Worker(new URL(`./table.worker${extname(import.meta.url)}`, import.meta.url), THREAD);
  const { room } = request;
  const stop = (): void => {
    Atomics.store(room, 1, 1);
    Atomics.notify(room, 0);
  };
  run.signal?.addEventListener("abort", stop, { once: true });
  return new Promise<TableReply>((resolve, reject) => {
    worker.on("error", reject);
    worker.on("message", (reply: TableReply) => {
      try {
        if (run.signal?.aborted) reject(run.signal.reason);
        else if (reply.kind === "bytes") onBytes(reply.bytes);
        else if (reply.kind === "batch") {
          onBatch?.(reply.batch);
          Atomics.add(room, 0, 1);
          Atomics.notify(room, 0);
        } else if (reply.kind === "failed") reject(revived(reply.error));
        else resolve(reply);
      } catch (error) {
        reject(error);
      }
    });
    worker.postMessage(request);
  }).finally(async () => {
    run.signal?.removeEventListener("abort", stop);
    await worker.terminate();
  });
}
