/**
 * Every plan that a project ever had. The plan files in its folders are the present; each change of one, by this
 * program or by anybody's editor, becomes a version that can be gone back to. A line is one plan file, a branch a name
 * within it ("A", "B"), and nothing is ever taken away.
 *
 * Order of a save: the plan's bytes among the objects, then the plan file, then the row. Whoever dies in between left a
 * whole plan file, which the next `adopt` makes a version of.
 */
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { diffPlans, InputError, type Plan, planText } from "../../foundation/plan/index.ts";
import { readPlan } from "../../foundation/plan/plan-file.ts";
import { type HistoryDatabase, openHistoryDatabase, type VersionRow } from "../store/history-database.ts";
import { openObjects, sha256 } from "../store/objects.ts";
import { type FileLayer, nodeFiles, writeWhole } from "./files.ts";
import { type Change, changePlan, sayChanges } from "./plan-changes.ts";
import { projectOf } from "./project-of.ts";

export type { Change } from "./plan-changes.ts";

export type Move =
  | { readonly kind: "undo"; readonly line: string }
  | { readonly kind: "redo"; readonly line: string }
  | { readonly kind: "restore"; readonly line: string; readonly version: number }
  /** A new name for where the line stands. */
  | { readonly kind: "branch"; readonly line: string; readonly name: string }
  | { readonly kind: "switch"; readonly line: string; readonly name: string };

export interface Standing {
  readonly version: VersionRow;
  readonly plan: Plan;
}

/** Somebody else changed the plan since: here is what it is now. */
export class StalePlanError extends Error {
  override readonly name = "StalePlanError";
  readonly now: number;
  constructor(line: string, now: number) {
    super(`${line} was changed meanwhile: look at it again, then make the change once more`);
    this.now = now;
  }
}

export interface PlanHistory {
  /** Makes versions of plan files that history does not know; answers their lines. */
  adopt(): Promise<string[]>;
  /** What the line's file holds now; null where there is no such plan. */
  present(line: string): Promise<Standing | null>;
  /** The plan of any version. */
  plan(version: number): Promise<Plan>;
  /** A person's changes. Throws StalePlanError unless the line stands at `from`, InputError for what cannot be changed. */
  change(line: string, from: number, changes: readonly Change[]): Promise<Standing>;
  move(move: Move): Promise<Standing>;
  readonly rows: HistoryDatabase;
  close(): void;
}

const MOST_IN_WHAT = 4;
const FOLDERS = ["scores", "mixes", "masters", "campaign"] as const;

/** @param now milliseconds since 1970 */
export function openHistory(folder: string, now: () => number = Date.now, files: FileLayer = nodeFiles): PlanHistory {
  const hidden = join(folder, ".songwright");
  mkdirSync(hidden, { recursive: true });
  const rows = openHistoryDatabase(join(hidden, "history.sqlite"));
  const objects = openObjects(join(hidden, "objects"), files);
  // One after the other within this process; SQLite's own lock keeps other processes apart.
  let last: Promise<unknown> = Promise.resolve();
  const alone = <R>(work: () => Promise<R>): Promise<R> => {
    const turn = last.then(async () => {
      rows.database.exec("begin immediate");
      try {
        const result = await work();
        rows.database.exec("commit");
        return result;
      } catch (error) {
        rows.database.exec("rollback");
        throw error;
      }
    });
    last = turn.catch(() => {});
    return turn;
  };

  const planOf = async ({ hash }: VersionRow): Promise<Plan> => readPlan(await objects.read(hash));

  async function record(line: string, text: string, by: "machine" | "person", what: string | null): Promise<Standing> {
    const plan = readPlan(text);
    const standing = rows.line(line);
    const parent = standing === null ? null : rows.version(standing.now);
    const hash = await objects.keep(text);
    const said = what ?? (await describe(parent, plan));
    const version = rows.add(
      {
        line,
        parent: parent?.id ?? null,
        branch: standing?.branch ?? "A",
        hash,
        at: now(),
        by,
        what: said,
        program: plan.version,
        seed: plan.seed,
        inputs: JSON.stringify(plan.material.map(({ name, sha256: is }) => ({ name, sha256: is }))),
      },
      plan.craft,
    );
    return { version, plan };
  }

  async function describe(parent: VersionRow | null, plan: Plan): Promise<string> {
    if (parent === null) return `first plan: ${plan.decisions.length} decisions`;
    return sayChanges(diffPlans(await planOf(parent), plan), MOST_IN_WHAT);
  }

  /** Brings the line's history up to what its file holds, before anything else is done with it. */
  async function catchUp(line: string): Promise<boolean> {
    const path = join(folder, line);
    if (!existsSync(path)) return false;
    const text = await readFile(path, "utf8");
    const standing = rows.line(line);
    const known = standing === null ? null : rows.version(standing.now);
    if (known?.hash === sha256(text)) return false;
    const neighbour = known === null ? null : besides(known, sha256(text));
    if (neighbour !== null) rows.move(line, neighbour.id, neighbour.branch);
    else {
      const plan = readPlan(text);
      await record(line, text, plan.decisions.some(({ by }) => by === "person") ? "person" : "machine", null);
    }
    return true;
  }

  /** An undo or redo whose row was not written: the file already holds the version before or after. */
  function besides(known: VersionRow, hash: string): VersionRow | null {
    for (const id of [known.parent, known.next]) {
      const version = id === null ? null : rows.version(id);
      if (version?.hash === hash) return version;
    }
    return null;
  }

  async function stand(line: string): Promise<VersionRow> {
    if (!FOLDERS.some((name) => planLines(folder, name).includes(line)) && rows.line(line) === null)
      throw new InputError("line", "a plan of this project", line);
    await catchUp(line);
    const standing = rows.line(line);
    if (standing === null) throw new InputError("line", "a plan of this project", line);
    return rows.version(standing.now) as VersionRow;
  }

  async function goTo(version: VersionRow, branch: string): Promise<Standing> {
    const text = await objects.read(version.hash);
    await writeWhole(join(folder, version.line), text, true, files);
    rows.move(version.line, version.id, branch);
    return { version, plan: readPlan(text) };
  }

  return {
    rows,
    adopt: () =>
      alone(async () => {
        const adopted: string[] = [];
        for (const name of FOLDERS)
          for (const line of planLines(folder, name)) {
            // A plan that cannot be read is somebody's work in progress: it is left alone until it can.
            const changed = await catchUp(line).catch((error: unknown) => {
              if ((error as Error).name === "FormatError" || (error as Error).name === "InputError") return false;
              throw error;
            });
            if (changed) adopted.push(line);
          }
        return adopted;
      }),
    present: (line) =>
      alone(async () => {
        if (rows.line(line) === null && !FOLDERS.some((name) => planLines(folder, name).includes(line))) return null;
        const version = await stand(line);
        return { version, plan: await planOf(version) };
      }),
    plan: async (id) => {
      const version = rows.version(id);
      if (version === null) throw new InputError("version", "a version of this project", String(id));
      return planOf(version);
    },
    change: (line, from, changes) =>
      alone(async () => {
        const version = await stand(line);
        if (version.id !== from) throw new StalePlanError(line, version.id);
        const before = await planOf(version);
        const after = changePlan(before, changes);
        const lines = diffPlans(before, after);
        const text = planText(after);
        const hash = await objects.keep(text);
        if (hash === version.hash) return { version, plan: before };
        await writeWhole(join(folder, line), text, true, files);
        return record(line, text, "person", sayChanges(lines, MOST_IN_WHAT) || lockWords(changes));
      }),
    move: (move) =>
      alone(async () => {
        const version = await stand(move.line);
        const { branch } = rows.line(move.line) as { branch: string };
        if (move.kind === "undo") {
          const to = version.parent === null ? null : rows.version(version.parent);
          if (to === null) throw new InputError("undo", "something to undo", "the first version");
          rows.setNext(to.id, version.id);
          return goTo(to, branch);
        }
        if (move.kind === "redo") {
          const to = version.next === null ? null : rows.version(version.next);
          if (to === null) throw new InputError("redo", "something that was undone", "the newest version");
          return goTo(to, branch);
        }
        if (move.kind === "restore") {
          const to = rows.version(move.version);
          if (to === null || to.line !== move.line)
            throw new InputError("version", `a version of ${move.line}`, String(move.version));
          const text = await objects.read(to.hash);
          await writeWhole(join(folder, move.line), text, true, files);
          return record(move.line, text, "person", `back to version ${to.id}: ${to.what}`);
        }
        const named = rows.branches(move.line).find(({ name }) => name === move.name);
        if (move.kind === "branch") {
          if (named) throw new InputError("name", "a name that no branch has", move.name);
          rows.move(move.line, version.id, move.name);
          return { version, plan: await planOf(version) };
        }
        if (!named) throw new InputError("name", "a branch that is there", move.name);
        return goTo(rows.version(named.head) as VersionRow, move.name);
      }),
    close: () => rows.close(),
  };
}

/** Plan files of a project's folder, as paths within the project. */
export function planLines(folder: string, name: string): string[] {
  const path = join(folder, name);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((file) => file === "plan.json" || file.endsWith(".plan.json"))
    .sort()
    .map((file) => `${name}/${file}`);
}

function lockWords(changes: readonly Change[]): string {
  return changes
    .slice(0, MOST_IN_WHAT)
    .map(({ id, change }) => `${id}: ${change.kind}`)
    .join("; ");
}

/** After a verb has written plans into a project: they become versions. Elsewhere nothing happens. */
export async function keepPlansOf(out: string): Promise<void> {
  const folder = projectOf(out);
  if (folder === null) return;
  const history = openHistory(folder);
  try {
    await history.adopt();
  } finally {
    history.close();
  }
}
