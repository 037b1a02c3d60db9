/** The two passes over one table, in whatever thread: survey, then convert. */
import { createHash } from "node:crypto";
import { createFlatReader, type FlatHeader, isFlatFile } from "../../distribution/index.ts";
import {
  type Accounting,
  asUtf8,
  createRecordSplitter,
  createTableConverter,
  createTableSurveyor,
  createUtf8Check,
  type DetectedEncoding,
  type DetectedTable,
  detectEncoding,
  detectTable,
  type FactBatch,
  type Layout,
  type LayoutMatch,
  type TableReading,
  type TableSurvey,
} from "../../foundation/tables/index.ts";
import { rawBlocks, type TableSource, textBlocks } from "./table-source.ts";

/** Enough for a preamble, a header and a sample of rows. */
const HEAD = 1 << 18;

export interface DetectedSource {
  readonly encoding: DetectedEncoding;
  /** Null where there is no table in it. */
  readonly table: DetectedTable | null;
  /** A DDEX flat file. */
  readonly flat: boolean;
  /** First bytes of the text, for messages. */
  readonly begins: string;
}

/** What the head of a table is. */
export function detectSource(source: TableSource, layouts: readonly Layout[]): DetectedSource {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const block of rawBlocks(source)) {
    parts.push(block.slice(0, HEAD - length));
    length += parts.at(-1)?.length ?? 0;
    if (length >= HEAD) break;
  }
  const raw = Buffer.concat(parts);
  let encoding = detectEncoding(raw);
  // A character cut off at the end of the head is no fault.
  if (encoding.encoding === "utf-8" && !createUtf8Check().add(raw)) encoding = { encoding: "windows-1252", mark: 0 };
  const head = headText(source, encoding);
  const begins = new TextDecoder().decode(head.subarray(0, 4096));
  const flat = isFlatFile(begins);
  return { encoding, flat, table: flat ? null : detectTable(head, layouts), begins: begins.slice(0, 60) };
}

function headText(source: TableSource, encoding: DetectedEncoding): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const block of textBlocks(source, encoding)) {
    parts.push(block.slice(0, HEAD - length));
    length += parts.at(-1)?.length ?? 0;
    if (length >= HEAD) break;
  }
  const head = Buffer.concat(parts);
  if (length < HEAD) return head;
  // The last record is cut off: leave it out.
  const end = Math.max(head.lastIndexOf(10), head.lastIndexOf(13));
  return end > 0 ? head.subarray(0, end + 1) : head;
}

export interface SurveyedSource {
  readonly survey: TableSurvey;
  /** As it turned out over the whole table. */
  readonly encoding: DetectedEncoding;
  /** SHA-256 of the table's bytes (of the text, for members and sheets). */
  readonly hash: string;
  /** SHA-256 of the records of each statement, in the order of `survey.statements`. */
  readonly statements: readonly string[];
  readonly bytes: number;
}

/** @param onBytes hears how far it has come */
export function surveySource(
  source: TableSource,
  encoding: DetectedEncoding,
  table: Pick<DetectedTable, "delimiter" | "headerLine" | "header">,
  match: LayoutMatch,
  onBytes: (bytes: number) => void,
): SurveyedSource {
  const whole = createHash("sha256");
  const hashes: ReturnType<typeof createHash>[] = [];
  const splitter = createRecordSplitter(table.delimiter);
  const surveyor = createTableSurveyor(match, table.headerLine, table.header.length, (statement, bytes, from, to) => {
    hashes[statement] ??= createHash("sha256");
    hashes[statement].update(bytes.subarray(from, to));
  });
  const check = encoding.encoding === "utf-8" ? createUtf8Check() : null;
  let bytes = 0;
  const watched = function* (): Generator<Uint8Array, void, void> {
    for (const block of rawBlocks(source)) {
      whole.update(block);
      bytes += block.length;
      if (check && !check.add(block)) throw new NotUtf8();
      yield block;
      onBytes(bytes);
    }
    if (check && !check.end()) throw new NotUtf8();
  };
  try {
    for (const block of asUtf8(watched(), encoding)) surveyor.add(splitter.push(block));
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    return surveySource(source, { encoding: "windows-1252", mark: 0 }, table, match, onBytes);
  }
  surveyor.add(splitter.end());
  const survey = surveyor.end();
  const statements = survey.statements.map((_, at) => (hashes[at] ?? createHash("sha256")).digest("hex"));
  return { survey, encoding, hash: whole.digest("hex"), statements, bytes };
}

class NotUtf8 extends Error {}

export interface FlatSource {
  readonly accounting: Accounting;
  readonly header: FlatHeader | null;
  readonly hash: string;
  readonly bytes: number;
}

/** Reads a DDEX flat file in one pass: it says itself how it is read. */
export function convertFlatSource(
  source: TableSource,
  encoding: DetectedEncoding,
  onBatch: (batch: FactBatch) => void,
  onBytes: (bytes: number) => void,
): FlatSource {
  const hash = createHash("sha256");
  const splitter = createRecordSplitter(9, false);
  const reader = createFlatReader(onBatch);
  let bytes = 0;
  const watched = function* (): Generator<Uint8Array, void, void> {
    for (const block of rawBlocks(source)) {
      hash.update(block);
      bytes += block.length;
      yield block;
      onBytes(bytes);
    }
  };
  for (const block of asUtf8(watched(), encoding)) reader.add(splitter.push(block));
  reader.add(splitter.end());
  return { ...reader.end(splitter.lines), hash: hash.digest("hex"), bytes };
}

/** Converts all records of a table into facts. */
export function convertSource(
  source: TableSource,
  encoding: DetectedEncoding,
  reading: TableReading,
  header: readonly string[],
  onBatch: (batch: FactBatch) => void,
  onBytes: (bytes: number) => void,
): Accounting {
  const splitter = createRecordSplitter(reading.delimiter, reading.quoting);
  const converter = createTableConverter(reading, header, onBatch);
  let bytes = 0;
  for (const block of textBlocks(source, encoding)) {
    converter.add(splitter.push(block));
    bytes += block.length;
    onBytes(bytes);
  }
  converter.add(splitter.end());
  return converter.end(splitter.lines);
}
