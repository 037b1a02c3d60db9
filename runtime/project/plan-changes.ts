/** A person's changes of a plan, and how a version says what changed. */
import { InputError, type Json, lock, override, type Plan, putBack, unlock } from "../../foundation/plan/index.ts";

export interface Change {
  /** Of the decision. */
  readonly id: string;
  readonly change:
    | { readonly kind: "value"; readonly value: Json }
    | { readonly kind: "put-back" }
    | { readonly kind: "lock" }
    | { readonly kind: "unlock" };
}

/** All changes, or none: throws InputError for an id that is not there or a value of another shape. */
export function changePlan(plan: Plan, changes: readonly Change[]): Plan {
  return changes.reduce(changeOne, plan);
}

function changeOne(plan: Plan, { id, change }: Change): Plan {
  switch (change.kind) {
    case "value":
      refuseOtherShape(plan, id, change.value);
      return override(plan, id, change.value);
    case "put-back":
      return putBack(plan, id);
    case "lock":
      return lock(plan, id);
    case "unlock":
      return unlock(plan, id);
  }
}

/** A number stays a number: what a craft makes of the value is checked when it is performed. */
function refuseOtherShape(plan: Plan, id: string, value: Json): void {
  const known = plan.decisions.find((decision) => decision.id === id);
  if (!known) return; // override() names the ids there are
  const shape = (json: Json): string => (json === null ? "null" : Array.isArray(json) ? "a list" : typeof json);
  const shapes = new Set([known.value, known.proposed, ...known.alternatives.map((each) => each.value)].map(shape));
  if (known.proposed === null && known.value !== null) shapes.delete("null");
  if (shape(known.value) === "null" || shapes.has(shape(value))) return;
  throw new InputError(id, `${[...shapes].join(" or ")}`, shape(value));
}

/** The first few differences in one line: "pan@guitar: 0.2 -> 0.4; and 3 more". */
export function sayChanges(lines: readonly string[], most: number): string {
  const first = lines.slice(0, most).join("; ");
  return lines.length > most ? `${first}; and ${lines.length - most} more` : first;
}
