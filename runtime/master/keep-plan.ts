/** Planning anew without losing what a person set in an earlier plan. */
import { readFile } from "node:fs/promises";
import { type Decision, findDecision, InputError, type Plan, replan } from "../../foundation/plan/index.ts";

export interface KeptPlan {
  readonly plan: Plan;
  /** Ids of what was taken over. */
  readonly kept: readonly string[];
  /** What was not, and why, in words. */
  readonly lost: readonly { readonly id: string; readonly why: string }[];
}

/** The plan of an earlier master. Throws InputError for a plan of another craft. */
export async function readMasterPlan(file: string): Promise<Plan> {
  const { readPlan } = await import("../../foundation/plan/plan-file.ts");
  const plan = readPlan(await readFile(file, "utf8"));
  if (plan.craft !== "master") throw new InputError(file, "a plan for a master", `a plan for ${plan.craft}`);
  return plan;
}

/**
 * The fresh plan with what a person set or locked in the old one. What they ask for now stands over what they set
 * then, but not over a lock.
 */
export function keepPlan(old: Plan, fresh: Plan): KeptPlan {
  const askedAgain = (decision: Decision): boolean =>
    decision.by === "person" && !decision.locked && findDecision(fresh, decision.id)?.by === "person";
  const { plan, kept, lost } = replan({ ...old, decisions: old.decisions.filter((each) => !askedAgain(each)) }, fresh);
  const words = { gone: "this plan has no such decision", "unit-changed": "it is in another unit now" } as const;
  return {
    plan,
    kept,
    lost: [
      ...old.decisions.filter(askedAgain).map(({ id }) => ({ id, why: "something else is asked for now" })),
      ...lost.map(({ decision, why }) => ({ id: decision.id, why: words[why] })),
    ],
  };
}
