/** What a project knows about its imports: files, statements with their versions, answers. SQLite, one file. */
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { FAN_TABLES } from "./fan-rows.ts";
import { inTransaction, openSqlite } from "./open-sqlite.ts";

/** 2: fans. */
const SCHEMA_VERSION = 2;

const SCHEMA = `
create table if not exists files (
  id integer primary key, path text not null, member text, kind text not null, size integer not null,
  hash text not null, encoding text not null, mark integer not null, layout text not null, header_line integer not null, ledger text not null
);
create table if not exists statements (
  id integer primary key, file integer not null references files(id), account text not null, layout text not null,
  key text not null, part text not null, hash text not null, version integer not null, active integer not null,
  first_day text, last_day text
);
create unique index if not exists one_active on statements (account, layout, key, part) where active = 1;
create table if not exists answers (id text primary key, value text not null, by text not null);
${FAN_TABLES}`;

export interface StoredFile {
  readonly id: number;
  readonly path: string;
  readonly member: string | null;
  readonly kind: "text" | "gzip" | "zip member" | "sheet" | "stacked" | "download" | "download member";
  readonly size: number;
  /** SHA-256 of the table's bytes. */
  readonly hash: string;
  readonly encoding: string;
  readonly mark: number;
  readonly layout: string;
  readonly header_line: number;
  /** JSON. */
  readonly ledger: string;
}

export interface StoredStatement {
  readonly id: number;
  readonly file: number;
  readonly account: string;
  readonly layout: string;
  /** Which statement: its reporting date or number; the period for dashboards. */
  readonly key: string;
  /** Which part of a statement in several files. */
  readonly part: string;
  /** SHA-256 of its records. */
  readonly hash: string;
  readonly version: number;
  readonly active: number;
  readonly first_day: string | null;
  readonly last_day: string | null;
}

export interface StateDatabase {
  readonly database: DatabaseSync;
  /** Runs the work in one transaction. */
  transaction<R>(work: () => R): R;
  answers(): Record<string, string>;
  keepAnswer(id: string, value: string, by: "person" | "machine"): void;
  activeStatement(account: string, layout: string, key: string, part: string): StoredStatement | null;
  statements(): StoredStatement[];
  /** With absolute paths: those within the project are kept relative to it, so that its folder can be moved. */
  file(id: number): StoredFile | null;
  files(): StoredFile[];
  /** As a path is kept. */
  keptPath(path: string): string;
  nextId(table: "files" | "statements"): number;
  close(): void;
}

export function openState(path: string): StateDatabase {
  const database = openSqlite(path, "state", SCHEMA_VERSION, SCHEMA);
  // Erased fans are to be gone from the bytes too.
  database.exec("pragma secure_delete = on");
  const all = <T>(sql: string, ...values: (string | number)[]): T[] =>
    database.prepare(sql).all(...values) as unknown as T[];
  // PROJECT/.songwright/state.sqlite; of a store in memory there is no project to lie in.
  const project = path === ":memory:" ? "\0" : dirname(dirname(path));
  const whole = (file: StoredFile): StoredFile => ({
    ...file,
    path: isAbsolute(file.path) ? file.path : join(project, file.path),
  });
  return {
    database,
    transaction: (work) => inTransaction(database, work),
    answers: () =>
      Object.fromEntries(
        all<{ id: string; value: string }>("select id, value from answers").map(({ id, value }) => [id, value]),
      ),
    keepAnswer(id, value, by) {
      database
        .prepare(
          "insert into answers values (?, ?, ?) on conflict (id) do update set value = excluded.value, by = excluded.by",
        )
        .run(id, value, by);
    },
    activeStatement: (account, layout, key, part) =>
      all<StoredStatement>(
        "select * from statements where account = ? and layout = ? and key = ? and part = ? and active = 1",
        account,
        layout,
        key,
        part,
      )[0] ?? null,
    statements: () => all<StoredStatement>("select * from statements order by id"),
    file: (id) => all<StoredFile>("select * from files where id = ?", id).map(whole)[0] ?? null,
    files: () => all<StoredFile>("select * from files order by id").map(whole),
    keptPath(path) {
      const inside = relative(project, path);
      const out = inside === "" || inside.startsWith("..") || isAbsolute(inside);
      return out ? path : inside.split(sep).join("/");
    },
    nextId: (table) => (all<{ id: number | null }>(`select max(id) as id from ${table}`)[0]?.id ?? 0) + 1,
    close: () => database.close(),
  };
}
