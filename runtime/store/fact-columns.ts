/** Facts as chunks of columns, in the memory layout of DuckDB's vectors. */
import {
  BIGINT,
  BOOLEAN,
  DATE,
  DECIMAL,
  type DuckDBDataChunk,
  type DuckDBType,
  INTEGER,
  SMALLINT,
} from "@duckdb/node-api";
import duckdb from "@duckdb/node-bindings";
import { AMOUNT_SCALE, type FactBatch, NONE } from "../../foundation/tables/index.ts";

/** Rows of a vector. */
export const CHUNK_ROWS = 2048;

/** Types of the table of facts, in its order. */
export const FACT_COLUMNS: readonly DuckDBType[] = [
  INTEGER,
  BIGINT,
  DATE,
  DATE,
  INTEGER,
  SMALLINT,
  SMALLINT,
  INTEGER,
  SMALLINT,
  SMALLINT,
  BIGINT,
  DECIMAL(38, AMOUNT_SCALE),
  BOOLEAN,
  INTEGER,
];

export interface FactColumns {
  readonly source: Int32Array;
  readonly place: BigInt64Array;
  readonly from: Int32Array;
  readonly until: Int32Array;
  readonly recording: Int32Array;
  readonly territory: Int16Array;
  readonly service: Int16Array;
  readonly context: Int32Array;
  readonly unit: Int16Array;
  readonly currency: Int16Array;
  readonly quantity: BigInt64Array;
  readonly amount: Uint32Array;
  readonly shadowed: Uint8Array;
  readonly item: Int32Array;
  /** DuckDB's validity bits, for the columns that may be empty. */
  readonly missing: Readonly<Record<string, Uint8Array>>;
}

/** Columns of one chunk, used again for the next. */
export function columnBuffers(): FactColumns {
  return {
    source: new Int32Array(CHUNK_ROWS),
    place: new BigInt64Array(CHUNK_ROWS),
    from: new Int32Array(CHUNK_ROWS),
    until: new Int32Array(CHUNK_ROWS),
    recording: new Int32Array(CHUNK_ROWS),
    territory: new Int16Array(CHUNK_ROWS),
    service: new Int16Array(CHUNK_ROWS),
    context: new Int32Array(CHUNK_ROWS),
    unit: new Int16Array(CHUNK_ROWS),
    currency: new Int16Array(CHUNK_ROWS),
    quantity: new BigInt64Array(CHUNK_ROWS),
    amount: new Uint32Array(4 * CHUNK_ROWS),
    /** Set later, where a newer export of a dashboard has the same cell. */
    shadowed: new Uint8Array(CHUNK_ROWS),
    item: new Int32Array(CHUNK_ROWS),
    missing: Object.fromEntries(
      ["recording", "territory", "service", "context", "currency", "quantity", "amount", "item"].map((key) => [
        key,
        new Uint8Array(CHUNK_ROWS / 8),
      ]),
    ) as Record<string, Uint8Array>,
  };
}

/** Columns that hold names, and the list of a file's dictionaries that each is of. */
const NAMED = [
  ["recording", "recordings"],
  ["territory", "territories"],
  ["service", "services"],
  ["context", "contexts"],
  ["currency", "currencies"],
  ["item", "items"],
] as const;

/**
 * Writes facts of a batch, column by column; `local` turns numbers of the file's dictionaries into those of the database.
 *
 * @param rows rows of the batch, of which the first `count` are written, from the first row of the columns on
 */
export function fillRows(
  c: FactColumns,
  batch: FactBatch,
  rows: Int32Array,
  count: number,
  sources: Int32Array,
  local: Record<string, number[]>,
): void {
  for (let at = 0; at < count; at++) {
    const row = rows[at] as number;
    c.source[at] = sources[batch.statement[row] as number] as number;
    writeWhole(c.place, at, batch.place[row] as number);
    c.from[at] = batch.from[row] as number;
    c.until[at] = batch.until[row] as number;
  }
  for (const [key, list] of NAMED) {
    const ids = batch[key];
    const column = c[key];
    const bits = c.missing[key] as Uint8Array;
    const known = local[list] as number[];
    for (let at = 0; at < count; at++) {
      const id = ids[rows[at] as number] as number;
      mark(bits, at, id !== NONE);
      column[at] = id === NONE ? 0 : (known[id] as number);
    }
  }
  const units = local.units as number[];
  const counted = c.missing.quantity as Uint8Array;
  const measured = c.missing.amount as Uint8Array;
  for (let at = 0; at < count; at++) {
    const row = rows[at] as number;
    c.unit[at] = units[batch.unit[row] as number] as number;
    const quantity = batch.quantity[row] as number;
    const missing = Number.isNaN(quantity);
    mark(counted, at, !missing);
    writeWhole(c.quantity, at, missing ? 0 : quantity);
    const has = batch.hasAmount[row] === 1;
    mark(measured, at, has);
    for (let word = 0; word < 4; word++) c.amount[4 * at + word] = has ? (batch.amount[4 * row + word] as number) : 0;
  }
}

/** DuckDB's validity: a bit is set where there is a value. */
function mark(bits: Uint8Array, at: number, valid: boolean): void {
  const byte = at >> 3;
  const bit = 1 << (at & 7);
  bits[byte] = valid ? (bits[byte] as number) | bit : (bits[byte] as number) & ~bit;
}

const words = new WeakMap<BigInt64Array, Int32Array>();

/** A whole number up to 2^53 without making a BigInt. */
function writeWhole(column: BigInt64Array, at: number, value: number): void {
  let halves = words.get(column);
  if (!halves) {
    halves = new Int32Array(column.buffer);
    words.set(column, halves);
  }
  const high = Math.floor(value / 4294967296);
  halves[2 * at] = (value - high * 4294967296) | 0;
  halves[2 * at + 1] = high;
}

const ORDER = [
  "source",
  "place",
  "from",
  "until",
  "recording",
  "territory",
  "service",
  "context",
  "unit",
  "currency",
  "quantity",
  "amount",
  "shadowed",
  "item",
] as const;

/** Copies the columns into a chunk, whole memory at a time. */
export function fillChunk(chunk: DuckDBDataChunk, c: FactColumns, count: number): void {
  const raw = (chunk as unknown as { readonly chunk: duckdb.DataChunk }).chunk;
  chunk.reset();
  duckdb.data_chunk_set_size(raw, count);
  for (const [index, key] of ORDER.entries()) {
    const vector = duckdb.data_chunk_get_vector(raw, index);
    const column = c[key];
    duckdb.copy_data_to_vector(vector, 0, column.buffer as ArrayBuffer, 0, (column.byteLength / CHUNK_ROWS) * count);
    const valid = c.missing[key];
    if (!valid) continue;
    duckdb.vector_ensure_validity_writable(vector);
    duckdb.copy_data_to_vector_validity(vector, 0, valid.buffer as ArrayBuffer, 0, Math.ceil(count / 64) * 8);
  }
}
