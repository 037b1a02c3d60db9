/** The plan that is on the screen: read, changed, undone. One line (plan file) at a time. */
import type { Plan } from "../../foundation/plan/index.ts";
import { getJson, RequestError, sendJson } from "../api/request.ts";
import type { DecisionChange, HistoryMove, PlanAnswer } from "../api/types.ts";
import { say } from "./notices.ts";
import { api, project, refreshHistory } from "./project.ts";
import { createStore } from "./store.ts";

export interface OpenPlan extends Omit<PlanAnswer, "plan"> {
  readonly plan: Plan;
}

/** By line; null: there is no such plan. */
export const plans = createStore<Readonly<Record<string, OpenPlan | null>>>({});
/** The line that undo and redo are about. */
export const currentLine = createStore<string | null>(null);

export async function readPlanOf(line: string): Promise<void> {
  const open = project.get();
  if (open === null) return;
  const known = plans.get()[line];
  const standing = open.history.lines.find((each) => each.line === line);
  if (known && standing && known.version.id === standing.now) return;
  const answer = standing
    ? await getJson<PlanAnswer>(api(open.id, `/plans?line=${encodeURIComponent(line)}`)).catch(() => null)
    : null;
  keep(line, answer);
}

function keep(line: string, answer: PlanAnswer | null): void {
  plans.set((now) => ({ ...now, [line]: answer as OpenPlan | null }));
}

export function forgetPlans(): void {
  plans.set({});
  currentLine.set(null);
}

/** Changes one after the other: each is made to the version that the one before it made. */
let last: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const next = last.then(work);
  last = next.catch(() => {});
  return next;
}

/** A person's changes, saved at once. */
export function changePlan(line: string, changes: readonly DecisionChange[]): Promise<boolean> {
  return inTurn(async () => {
    const open = project.get();
    const plan = plans.get()[line];
    if (open === null || !plan) return false;
    return attempt(async () => {
      keep(line, await sendJson<PlanAnswer>(api(open.id, "/plans/changes"), { line, from: plan.version.id, changes }));
    }, line);
  });
}

export function movePlan(move: HistoryMove): Promise<boolean> {
  return inTurn(async () => {
    const open = project.get();
    if (open === null) return false;
    return attempt(async () => {
      keep(move.line, await sendJson<PlanAnswer>(api(open.id, "/plans/moves"), move));
    }, move.line);
  });
}

async function attempt(work: () => Promise<void>, line: string): Promise<boolean> {
  try {
    await work();
    await refreshHistory();
    return true;
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    say({ kind: "error", text: [error.problem.detail, error.problem.todo].filter(Boolean).join(" ") });
    if (error.problem.reason === "stale-plan") {
      await refreshHistory();
      await readPlanOf(line);
    }
    return false;
  }
}

export async function undoCurrent(again: boolean): Promise<void> {
  const line = currentLine.get();
  const standing = project.get()?.history.lines.find((each) => each.line === line);
  if (line === null || !standing) return say({ kind: "warning", text: "There is no plan on this screen to undo in." });
  if (again ? !standing.canRedo : !standing.canUndo)
    return say({ kind: "warning", text: again ? "Nothing was undone." : "This is the first version." });
  await movePlan({ kind: again ? "redo" : "undo", line });
}
