/** Planning anew without losing what a person set in an earlier plan. */
import { readFile } from "node:fs/promises";
import { type Decision, findDecision, InputError, type Plan, replan, sameJson } from "../../foundation/plan/index.ts";

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

/** Whether a decision of the old plan was made for the very sound that the fresh plan is for. */
export type SameSound = (decision: Decision) => boolean;

/** Decisions that are only there where a person asks for them. */
const ONLY_ASKED = /^(trim|fade)\./;

/**
 * The fresh plan with what a person set or locked in the old one. What they ask for now stands over what they set
 * then, but not over a lock. Fades stay though nobody asks again; what was trimmed stays for the same sound, since it
 * was measured there.
 */
export function keepPlan(
  old: Plan,
  fresh: Plan,
  sameSound: SameSound = () => old.material[0]?.sha256 === fresh.material[0]?.sha256,
): KeptPlan {
  const askedAgain = (decision: Decision): boolean => {
    const now = findDecision(fresh, decision.id);
    return decision.by === "person" && !decision.locked && now?.by === "person" && !sameJson(now.value, decision.value);
  };
  const unasked = old.decisions.filter(
    ({ id, by }) =>
      by === "person" &&
      ONLY_ASKED.test(id) &&
      !findDecision(fresh, id) &&
      findDecision(fresh, id.replace(/^[^@]+/, "repair.dc")),
  );
  const elsewhere = (decision: Decision): boolean =>
    decision.id.startsWith("trim.") && !decision.locked && unasked.includes(decision) && !sameSound(decision);
  const { plan, kept, lost } = replan(
    { ...old, decisions: old.decisions.filter((each) => !askedAgain(each) && !elsewhere(each)) },
    { ...fresh, decisions: [...unasked.filter((each) => !elsewhere(each)), ...fresh.decisions] },
  );
  const words = { gone: "this plan has no such decision", "unit-changed": "it is in another unit now" } as const;
  return {
    plan,
    kept,
    lost: [
      ...old.decisions.filter(askedAgain).map(({ id }) => ({ id, why: "something else is asked for now" })),
      ...unasked.filter(elsewhere).map(({ id }) => ({ id, why: "it was measured in another sound; ask for --trim" })),
      ...lost.map(({ decision, why }) => ({ id: decision.id, why: words[why] })),
    ],
  };
}
