/** A SQLite file of a project: synced, shared by several processes, and refused politely where a newer program wrote it. */
import { DatabaseSync } from "node:sqlite";

/**
 * @param what is in it, for the message: "state"
 * @param schema makes what is missing; run each time
 */
export function openSqlite(path: string, what: string, version: number, schema: string): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec(
    "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 5000;",
  );
  const written = (database.prepare("pragma user_version").get() as { user_version: number }).user_version;
  if (written > version) {
    database.close();
    throw new Error(
      `${path} was written by a newer Songwright (${what} ${written}, this one knows ${version}): update first`,
    );
  }
  database.exec(schema);
  database.exec(`pragma user_version = ${version}`);
  return database;
}

/** Runs the work in one transaction: all of it, or nothing. */
export function inTransaction<R>(database: DatabaseSync, work: () => R): R {
  database.exec("begin immediate");
  try {
    const result = work();
    database.exec("commit");
    return result;
  } catch (error) {
    database.exec("rollback");
    throw error;
  }
}
