/** A plan: every choice for one piece of work, as data that a person can read, edit, keep and perform again. */
import {
  type Decision,
  lockDecision,
  machineValue,
  overrideDecision,
  putBackDecision,
  unlockDecision,
} from "./decision.ts";
import { InputError } from "./errors.ts";
import type { Json } from "./finding.ts";
import { sameJson } from "./json.ts";

export const PLAN_SCHEMA = "songwright.plan/1";

/** A file the plan is about. */
export interface PlanMaterial {
  /** Relative to the plan file where the plan is saved. */
  readonly name: string;
  /** Of the file's bytes, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

export interface Plan {
  readonly schema: typeof PLAN_SCHEMA;
  /** The craft and verb that made it: "master", "mix", "compose", "campaign". */
  readonly craft: string;
  /** The program that made it, for example "0.1.0". */
  readonly version: string;
  readonly material: readonly PlanMaterial[];
  /** For everything that draws random numbers: an integer from 0 to 2^53 - 1. */
  readonly seed: number;
  /** What the person asked for. */
  readonly brief: Readonly<Record<string, Json>>;
  readonly decisions: readonly Decision[];
}

/** A plan of the present schema. Throws InputError when two decisions have one id. */
export function makePlan(parts: Omit<Plan, "schema">): Plan {
  const seen = new Set<string>();
  parts.decisions.forEach(({ id }, at) => {
    if (seen.has(id))
      throw new InputError(`$.decisions[${at}].id`, "an id that no other decision has", JSON.stringify(id));
    seen.add(id);
  });
  const { craft, version, material, seed, brief, decisions } = parts;
  return { schema: PLAN_SCHEMA, craft, version, material, seed, brief, decisions };
}

/** The decision with this id; null where the plan has none. */
export function findDecision(plan: Plan, id: string): Decision | null {
  return plan.decisions.find((decision) => decision.id === id) ?? null;
}

function withDecision(plan: Plan, id: string, change: (decision: Decision) => Decision): Plan {
  if (findDecision(plan, id) === null) {
    throw new InputError("decision id", `one of ${plan.decisions.map((decision) => decision.id).join(", ")}`, id);
  }
  return { ...plan, decisions: plan.decisions.map((decision) => (decision.id === id ? change(decision) : decision)) };
}

/** The plan with a person's value for one decision. Throws InputError when there is no such decision (as do the next). */
export function override(plan: Plan, id: string, value: Json): Plan {
  return withDecision(plan, id, (decision) => overrideDecision(decision, value));
}

export function lock(plan: Plan, id: string): Plan {
  return withDecision(plan, id, lockDecision);
}

export function unlock(plan: Plan, id: string): Plan {
  return withDecision(plan, id, unlockDecision);
}

/** The plan with the machine's value back in its place. */
export function putBack(plan: Plan, id: string): Plan {
  return withDecision(plan, id, putBackDecision);
}

/** What a person had set and the new plan could not take over. */
export interface LostOverride {
  readonly decision: Decision;
  /** "gone": the new plan has no such choice; "unit-changed": it is now in another unit, so the number means nothing. */
  readonly why: "gone" | "unit-changed";
}

export interface Replanned {
  readonly plan: Plan;
  /** Ids of the decisions whose value was taken over from the old plan. */
  readonly kept: readonly string[];
  /** Tell the person: these no longer have an effect. */
  readonly lost: readonly LostOverride[];
}

/**
 * The fresh plan with all that a person set in the old one: their values and locks. The machine's new opinion is in
 * `proposed`, its new reasons and alternatives replace the old.
 */
export function replan(old: Plan, fresh: Plan): Replanned {
  const held = new Map<string, Decision>();
  for (const decision of old.decisions)
    if (decision.by === "person" || decision.locked) held.set(decision.id, decision);
  const kept: string[] = [];
  const lost: LostOverride[] = [];
  const decisions = fresh.decisions.map((next) => {
    const before = held.get(next.id);
    if (before === undefined) return next;
    held.delete(next.id);
    if (before.unit !== next.unit) {
      lost.push({ decision: before, why: "unit-changed" });
      return next;
    }
    kept.push(next.id);
    return takeOver(before, next);
  });
  for (const decision of held.values()) lost.push({ decision, why: "gone" });
  return { plan: { ...fresh, decisions }, kept, lost };
}

function takeOver(before: Decision, next: Decision): Decision {
  const opinion = machineValue(next);
  const held = { ...next, value: before.value, by: before.by, locked: before.locked };
  if (before.by === "person") return { ...held, proposed: opinion };
  return { ...held, proposed: sameJson(before.value, opinion) ? null : opinion };
}
