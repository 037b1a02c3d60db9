/** The store of a project: `.songwright/` with its state and its facts, always in step with each other. */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { InputError, NeedError } from "../../foundation/plan/errors.ts";
import { type FactDatabase, openFacts } from "./fact-database.ts";
import { openState, type StateDatabase } from "./state-database.ts";

export interface ProjectStore {
  readonly folder: string;
  readonly state: StateDatabase;
  readonly facts: FactDatabase;
  close(): void;
}

/**
 * Opens the store of a project folder, and makes it where there is none.
 *
 * Facts are committed first, then the state that names them. A run that died between the two left facts that no
 * statement names; they are taken out here. So after any end of a run, totals are those of the statements.
 */
export async function openStore(
  folder: string,
  { mustExist = false }: { readonly mustExist?: boolean } = {},
): Promise<ProjectStore> {
  const hidden = join(folder, ".songwright");
  if (mustExist && !existsSync(join(hidden, "facts.duckdb"))) {
    throw new InputError(
      "--project",
      "a folder that exports were imported into (songwright import FILE... --project DIR)",
      folder,
    );
  }
  mkdirSync(hidden, { recursive: true });
  const state = openState(join(hidden, "state.sqlite"));
  let facts: FactDatabase;
  try {
    facts = await openFacts(join(hidden, "facts.duckdb"));
  } catch (error) {
    state.close();
    const message = error instanceof Error ? error.message : String(error);
    if (/lock/i.test(message))
      throw new NeedError(`the facts of ${folder}, which another Songwright has open`, "close it, then run this again");
    throw error;
  }
  await dropOrphans(state, facts);
  return {
    folder,
    state,
    facts,
    close() {
      facts.close();
      state.close();
    },
  };
}

/** A store that nothing is kept of. */
export async function openMemoryStore(): Promise<ProjectStore> {
  const state = openState(":memory:");
  const facts = await openFacts(":memory:");
  return {
    folder: "",
    state,
    facts,
    close() {
      facts.close();
      state.close();
    },
  };
}

/** Takes out facts that no active statement names. */
export async function dropOrphans(state: StateDatabase, facts: FactDatabase): Promise<void> {
  const active = new Set(
    state
      .statements()
      .filter((statement) => statement.active)
      .map(({ id }) => id),
  );
  const stored = (await facts.rows("select id from sources")).map(({ id }) => id as number);
  const orphans = stored.filter((id) => !active.has(id));
  if (orphans.length === 0) return;
  const list = orphans.join(", ");
  await facts.connection.run(
    `begin; delete from items where id in (select item from facts where source in (${list})); delete from facts where source in (${list}); delete from sources where id in (${list}); commit`,
  );
}
