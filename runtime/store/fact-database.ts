/** The facts of a project: a DuckDB file of numbers, with names beside them. Rows are appended in chunks of columns. */
import { type DuckDBConnection, DuckDBDataChunk, DuckDBInstance } from "@duckdb/node-api";
import { AMOUNT_SCALE, type FactBatch, NONE, type RecordingEntry } from "../../foundation/tables/index.ts";
import { CHUNK_ROWS, columnBuffers, FACT_COLUMNS, fillChunk, fillRows } from "./fact-columns.ts";
import { ITEM_TABLE } from "./item-rows.ts";

/** Names whose numbers stand in the facts, one table each. */
const NAMED = ["territories", "services", "contexts", "units", "currencies"] as const;
type Appender = Awaited<ReturnType<DuckDBConnection["createAppender"]>>;
type Named = (typeof NAMED)[number];
type Local = Record<Named | "recordings" | "items", number[]>;

const SCHEMA = `
create table if not exists facts (
  source integer not null, place bigint not null, first_day date not null, last_day date not null,
  recording integer, territory smallint, service smallint, context integer, unit smallint not null, currency smallint,
  quantity bigint, amount decimal(38, ${AMOUNT_SCALE}), shadowed boolean not null, item integer
);
-- Stores of before there were posts and ads.
alter table facts add column if not exists item integer;
${ITEM_TABLE}
create table if not exists recordings (
  id integer primary key, isrc varchar, title varchar, version varchar, artist varchar, release varchar, label varchar,
  upc varchar, address varchar, same_as integer
);
${NAMED.map((name) => `create table if not exists ${name} (id integer primary key, name varchar not null);`).join("\n")}
create table if not exists sources (id integer primary key, basis varchar not null, account varchar not null, layout varchar not null, dashboard boolean not null, reach date);
`;

export interface FactDatabase {
  readonly connection: DuckDBConnection;
  /** Appends within the open transaction. `sources`: number of the source for each statement; NONE: left out. */
  append(batch: FactBatch, sources: Int32Array): void;
  begin(): Promise<void>;
  /** Makes what was appended seen by queries within the transaction; nothing can be appended after. */
  flush(): void;
  /** Writes what was appended, with the names that are new. */
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** Numbers of names that a file's dictionaries begin anew with. */
  startFile(): void;
  /** Runs what sums over all facts, with the memory for it. */
  summing(work: () => Promise<void>): Promise<void>;
  /** Gives the rows of a query out in blocks of columns, as they come. */
  scan(sql: string, take: (columns: readonly (readonly unknown[])[], rows: number) => void): Promise<void>;
  rows(sql: string, values?: readonly (string | number)[]): Promise<Record<string, unknown>[]>;
  close(): void;
}

/** Memory for DuckDB while facts are appended and asked for, and while sums over all of them are made; MiB. */
const USUAL_MEMORY = 192;
const SUMMING_MEMORY = 768;

export async function openFacts(path: string): Promise<FactDatabase> {
  const instance = await DuckDBInstance.create(path, {
    memory_limit: `${USUAL_MEMORY}MiB`,
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

  let [{ next: nextItem }] = (await rows("select coalesce(max(id) + 1, 0)::integer as next from items")) as [
    { next: number },
  ];
  let itemAppender: Appender | null = null;
  let appender: Appender | null = null;
  let fresh: { table: Named; id: number; name: string }[] = [];
  let freshRecordings: (RecordingEntry & { readonly id: number })[] = [];
  // From numbers of a file's dictionaries to numbers of the database.
  let local: Local = emptyLocal();
  const chunk = DuckDBDataChunk.create([...FACT_COLUMNS], CHUNK_ROWS);
  const columns = columnBuffers();
  const picked = new Int32Array(CHUNK_ROWS);

  const learn = (batch: FactBatch, wanted: boolean): void => {
    for (const item of batch.items) {
      local.items.push(nextItem);
      if (wanted && itemAppender) {
        itemAppender.appendInteger(nextItem);
        itemAppender.appendVarchar(item);
        itemAppender.endRow();
      }
      nextItem++;
    }
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

  const flush = (): void => {
    appender?.closeSync();
    appender = null;
    itemAppender?.closeSync();
    itemAppender = null;
  };

  return {
    connection,
    rows,
    async scan(sql, take) {
      const result = await connection.stream(sql);
      for (let found = await result.fetchChunk(); found && found.rowCount > 0; found = await result.fetchChunk()) {
        take(found.getColumns(), found.rowCount);
      }
    },
    async summing(work) {
      await connection.run(`set memory_limit = '${SUMMING_MEMORY}MiB'`);
      try {
        await work();
      } finally {
        await connection.run(`set memory_limit = '${USUAL_MEMORY}MiB'`);
      }
    },
    startFile() {
      local = emptyLocal();
    },
    async begin() {
      await connection.run("begin");
      appender = await connection.createAppender("facts");
      itemAppender = await connection.createAppender("items");
    },
    append(batch, sources) {
      // A table of posts is one statement: where it is there already, nothing of it is kept again.
      learn(
        batch,
        sources.some((source) => source !== NONE),
      );
      let count = 0;
      for (let row = 0; row <= batch.count; row++) {
        const last = row === batch.count;
        if (count === CHUNK_ROWS || (last && count > 0)) {
          fillRows(columns, batch, picked, count, sources, local);
          fillChunk(chunk, columns, count);
          appender?.appendDataChunk(chunk);
          count = 0;
        }
        if (!last && sources[batch.statement[row] as number] !== NONE) picked[count++] = row;
      }
    },
    flush,
    async commit() {
      flush();
      for (const { table, id, name } of fresh) await connection.run(`insert into ${table} values ($1, $2)`, [id, name]);
      if (freshRecordings.length > 0) {
        const into = await connection.createAppender("recordings");
        for (const { id, isrc, title, version, artist, release, label, upc, address } of freshRecordings) {
          into.appendInteger(id);
          for (const text of [isrc, title, version, artist, release, label, upc, address]) into.appendVarchar(text);
          into.appendNull();
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
      itemAppender?.clear();
      itemAppender?.closeSync();
      itemAppender = null;
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

const emptyLocal = (): Local => ({
  items: [],
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
