/** The facts of a project: a DuckDB file of numbers, with names beside them. Rows are appended in chunks of columns. */
import {
  BIGINT,
  BOOLEAN,
  DATE,
  DECIMAL,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  INTEGER,
  SMALLINT,
} from "@duckdb/node-api";
import duckdb from "@duckdb/node-bindings";
import { AMOUNT_SCALE, type FactBatch, NONE, type RecordingEntry } from "../../foundation/tables/index.ts";

const AMOUNT = DECIMAL(38, AMOUNT_SCALE);
const ROWS = 2048;

/** Names whose numbers stand in the facts, one table each. */
const NAMED = ["territories", "services", "contexts", "units", "currencies"] as const;
type Named = (typeof NAMED)[number];

const SCHEMA = `
create table if not exists facts (
  source integer not null, place bigint not null, first_day date not null, last_day date not null,
  recording integer, territory smallint, service smallint, context integer, unit smallint not null, currency smallint,
  quantity bigint, amount decimal(38, ${AMOUNT_SCALE}), shadowed boolean not null
);
create table if not exists recordings (
  id integer primary key, isrc varchar, title varchar, version varchar, artist varchar, release varchar, label varchar,
  upc varchar, address varchar
);
${NAMED.map((name) => `create table if not exists ${name} (id integer primary key, name varchar not null);`).join("\n")}
create table if not exists sources (id integer primary key, basis varchar not null, account varchar not null, layout varchar not null, dashboard boolean not null, reach date);
`;

const COLUMNS: readonly DuckDBType[] = [
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
  AMOUNT,
  BOOLEAN,
];

export interface FactDatabase {
  readonly connection: DuckDBConnection;
  /** Appends within the open transaction. `sources`: number of the source for each statement; NONE: left out. */
  append(batch: FactBatch, sources: Int32Array): void;
  begin(): Promise<void>;
  /** Writes what was appended, with the names that are new. */
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** Numbers of names that a file's dictionaries begin anew with. */
  startFile(): void;
  rows(sql: string, values?: readonly (string | number)[]): Promise<Record<string, unknown>[]>;
  close(): void;
}

/** @param memory limit of DuckDB, in MiB */
export async function openFacts(path: string, memory = 512): Promise<FactDatabase> {
  const instance = await DuckDBInstance.create(path, {
    memory_limit: `${memory}MiB`,
    threads: "2",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  await connection.run(SCHEMA);
  await connection.run("set enable_external_access = false");
  const rows: FactDatabase["rows"] = async (sql, values = []) =>
    (await connection.runAndReadAll(sql, [...values])).getRowObjectsJS() as Record<string, unknown>[];

  const names: Record<Named, Map<string, number>> = {} as never;
  const recordings = new Map<string, number>();
  const load = async (): Promise<void> => {
    for (const table of NAMED) {
      const known = await rows(`select id, name from ${table}`);
      names[table] = new Map(known.map(({ id, name }) => [name as string, id as number]));
    }
    recordings.clear();
    for (const row of await rows("select * from recordings"))
      recordings.set(recordingKey(row as never), row.id as number);
  };
  await load();

  let appender: Awaited<ReturnType<DuckDBConnection["createAppender"]>> | null = null;
  let fresh: { table: Named; id: number; name: string }[] = [];
  let freshRecordings: (RecordingEntry & { readonly id: number })[] = [];
  // From numbers of a file's dictionaries to numbers of the database.
  let local: Record<Named | "recordings", number[]> = emptyLocal();
  const chunk = DuckDBDataChunk.create([...COLUMNS], ROWS);
  const columns = columnBuffers();

  const learn = (batch: FactBatch): void => {
    for (const table of NAMED) {
      for (const name of batch[table]) {
        let id = names[table].get(name);
        if (id === undefined) {
          id = names[table].size;
          names[table].set(name, id);
          fresh.push({ table, id, name });
        }
        local[table].push(id);
      }
    }
    for (const entry of batch.recordings) {
      const key = recordingKey(entry);
      let id = recordings.get(key);
      if (id === undefined) {
        id = recordings.size;
        recordings.set(key, id);
        freshRecordings.push({ ...entry, id });
      }
      local.recordings.push(id);
    }
  };

  return {
    connection,
    rows,
    startFile() {
      local = emptyLocal();
    },
    async begin() {
      await connection.run("begin");
      appender = await connection.createAppender("facts");
    },
    append(batch, sources) {
      learn(batch);
      let filled = 0;
      for (let row = 0; row < batch.count; row++) {
        const source = sources[batch.statement[row] as number] as number;
        if (source !== NONE) fillRow(columns, filled++, batch, row, source, local);
        if (filled === ROWS) {
          appendChunk(chunk, columns, filled);
          appender?.appendDataChunk(chunk);
          filled = 0;
        }
      }
      if (filled > 0) {
        appendChunk(chunk, columns, filled);
        appender?.appendDataChunk(chunk);
      }
    },
    async commit() {
      appender?.closeSync();
      appender = null;
      for (const { table, id, name } of fresh) await connection.run(`insert into ${table} values ($1, $2)`, [id, name]);
      if (freshRecordings.length > 0) {
        const into = await connection.createAppender("recordings");
        for (const { id, isrc, title, version, artist, release, label, upc, address } of freshRecordings) {
          into.appendInteger(id);
          for (const text of [isrc, title, version, artist, release, label, upc, address]) into.appendVarchar(text);
          into.endRow();
        }
        into.closeSync();
      }
      await connection.run("commit");
      fresh = [];
      freshRecordings = [];
    },
    async rollback() {
      appender?.clear();
      appender?.closeSync();
      appender = null;
      fresh = [];
      freshRecordings = [];
      await connection.run("rollback");
      await load();
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

const emptyLocal = (): Record<Named | "recordings", number[]> => ({
  territories: [],
  services: [],
  contexts: [],
  units: [],
  currencies: [],
  recordings: [],
});

/** A recording as the file names it; what is one recording in truth is decided by the catalogue, not here. */
function recordingKey({ isrc, title, version, artist, release, label, upc, address }: RecordingEntry): string {
  return [isrc, title, version, artist, release, label, upc, address].join("\0");
}

function columnBuffers() {
  return {
    source: new Int32Array(ROWS),
    place: new BigInt64Array(ROWS),
    from: new Int32Array(ROWS),
    until: new Int32Array(ROWS),
    recording: new Int32Array(ROWS),
    territory: new Int16Array(ROWS),
    service: new Int16Array(ROWS),
    context: new Int32Array(ROWS),
    unit: new Int16Array(ROWS),
    currency: new Int16Array(ROWS),
    quantity: new BigInt64Array(ROWS),
    amount: new Uint32Array(4 * ROWS),
    /** Set later, where a newer export of a dashboard has the same cell. */
    shadowed: new Uint8Array(ROWS),
    missing: Object.fromEntries(
      ["recording", "territory", "service", "context", "currency", "quantity", "amount"].map((key) => [
        key,
        new Uint8Array(ROWS / 8),
      ]),
    ) as Record<string, Uint8Array>,
  };
}
type Columns = ReturnType<typeof columnBuffers>;

function fillRow(
  c: Columns,
  at: number,
  batch: FactBatch,
  row: number,
  source: number,
  local: Record<string, number[]>,
): void {
  c.source[at] = source;
  writeWhole(c.place, at, batch.place[row] as number);
  c.from[at] = batch.from[row] as number;
  c.until[at] = batch.until[row] as number;
  fillName(c, "recording", c.recording, at, batch.recording[row] as number, local.recordings as number[]);
  fillName(c, "territory", c.territory, at, batch.territory[row] as number, local.territories as number[]);
  fillName(c, "service", c.service, at, batch.service[row] as number, local.services as number[]);
  fillName(c, "context", c.context, at, batch.context[row] as number, local.contexts as number[]);
  fillName(c, "currency", c.currency, at, batch.currency[row] as number, local.currencies as number[]);
  c.unit[at] = (local.units as number[])[batch.unit[row] as number] as number;
  const quantity = batch.quantity[row] as number;
  mark(c.missing.quantity as Uint8Array, at, !Number.isNaN(quantity));
  writeWhole(c.quantity, at, Number.isNaN(quantity) ? 0 : quantity);
  const has = batch.hasAmount[row] === 1;
  mark(c.missing.amount as Uint8Array, at, has);
  for (let word = 0; word < 4; word++) c.amount[4 * at + word] = has ? (batch.amount[4 * row + word] as number) : 0;
}

function fillName(
  c: Columns,
  key: string,
  column: Int32Array | Int16Array,
  at: number,
  id: number,
  local: readonly number[],
): void {
  mark(c.missing[key] as Uint8Array, at, id !== NONE);
  column[at] = id === NONE ? 0 : (local[id] as number);
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
] as const;

function appendChunk(chunk: DuckDBDataChunk, c: Columns, count: number): void {
  const raw = (chunk as unknown as { readonly chunk: duckdb.DataChunk }).chunk;
  chunk.reset();
  duckdb.data_chunk_set_size(raw, count);
  for (const [index, key] of ORDER.entries()) {
    const vector = duckdb.data_chunk_get_vector(raw, index);
    const column = c[key];
    duckdb.copy_data_to_vector(vector, 0, column.buffer as ArrayBuffer, 0, (column.byteLength / ROWS) * count);
    const valid = c.missing[key];
    if (!valid) continue;
    duckdb.vector_ensure_validity_writable(vector);
    duckdb.copy_data_to_vector_validity(vector, 0, valid.buffer as ArrayBuffer, 0, Math.ceil(count / 64) * 8);
  }
}
