/** Rows of the plan history: every version, where each line stands, and its branches. SQLite, one file. */
import type { DatabaseSync } from "node:sqlite";
import { openSqlite } from "./open-sqlite.ts";

const HISTORY_VERSION = 1;

const SCHEMA = `
create table if not exists versions (
  id integer primary key, line text not null, parent integer references versions(id), branch text not null,
  hash text not null, at integer not null, by text not null, what text not null, program text not null,
  seed integer not null, inputs text not null, next integer
);
create index if not exists versions_of_line on versions (line, id);
create table if not exists lines (
  line text primary key, craft text not null, branch text not null, now integer not null references versions(id)
);
create table if not exists branches (
  line text not null, name text not null, head integer not null references versions(id), primary key (line, name)
);`;

export interface VersionRow {
  readonly id: number;
  /** The plan file's path within the project, with "/": "mixes/plan.json". */
  readonly line: string;
  readonly parent: number | null;
  readonly branch: string;
  readonly hash: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly by: "machine" | "person";
  readonly what: string;
  readonly program: string;
  readonly seed: number;
  /** JSON: [{ name, sha256 }]. */
  readonly inputs: string;
  /** The child that an undo left last: where redo goes. */
  readonly next: number | null;
}

export interface LineRow {
  readonly line: string;
  readonly craft: string;
  readonly branch: string;
  readonly now: number;
}

export interface BranchRow {
  readonly line: string;
  readonly name: string;
  readonly head: number;
}

export interface HistoryDatabase {
  readonly database: DatabaseSync;
  version(id: number): VersionRow | null;
  /** The newest first. */
  versions(line: string | null, limit: number): VersionRow[];
  line(line: string): LineRow | null;
  lines(): LineRow[];
  branches(line: string): BranchRow[];
  /** A new version, which the line then stands at. */
  add(version: Omit<VersionRow, "id" | "next">, craft: string): VersionRow;
  /** Where the line stands; `next` of the version left behind for redo. */
  move(line: string, to: number, branch: string): void;
  setNext(id: number, next: number): void;
  close(): void;
}

export function openHistoryDatabase(path: string): HistoryDatabase {
  const database = openSqlite(path, "history", HISTORY_VERSION, SCHEMA);
  const all = <T>(sql: string, ...values: (string | number | null)[]): T[] =>
    database.prepare(sql).all(...values) as unknown as T[];
  const run = (sql: string, ...values: (string | number | null)[]): void => {
    database.prepare(sql).run(...values);
  };
  const move = (line: string, to: number, branch: string): void => {
    run("update lines set now = ?, branch = ? where line = ?", to, branch, line);
    run(
      "insert into branches values (?, ?, ?) on conflict (line, name) do update set head = excluded.head",
      line,
      branch,
      to,
    );
  };
  const version = (id: number): VersionRow | null =>
    all<VersionRow>("select * from versions where id = ?", id)[0] ?? null;
  return {
    database,
    version,
    versions: (line, limit) =>
      line === null
        ? all<VersionRow>("select * from versions order by id desc limit ?", limit)
        : all<VersionRow>("select * from versions where line = ? order by id desc limit ?", line, limit),
    line: (line) => all<LineRow>("select * from lines where line = ?", line)[0] ?? null,
    lines: () => all<LineRow>("select * from lines order by line"),
    branches: (line) => all<BranchRow>("select * from branches where line = ? order by name", line),
    add({ line, parent, branch, hash, at, by, what, program, seed, inputs }, craft) {
      const { lastInsertRowid } = database
        .prepare(
          "insert into versions (line, parent, branch, hash, at, by, what, program, seed, inputs) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .run(line, parent, branch, hash, at, by, what, program, seed, inputs);
      const id = Number(lastInsertRowid);
      if (parent !== null) run("update versions set next = ? where id = ?", id, parent);
      run("insert into lines values (?, ?, ?, ?) on conflict (line) do nothing", line, craft, branch, id);
      move(line, id, branch);
      return version(id) as VersionRow;
    },
    move,
    setNext: (id, next) => run("update versions set next = ? where id = ?", next, id),
    close: () => database.close(),
  };
}
