/** What changed between two plans, in lines for people. */
import type { Decision } from "./decision.ts";
import type { Json } from "./finding.ts";
import { sameJson } from "./json.ts";
import type { Plan } from "./plan.ts";

/**
 * One line for each difference, in the order of the new plan; none when the plans decide the same:
 *   limiter.ceiling: -1 dBTP -> -2 dBTP (person; the machine proposed -1)
 *   + widener.amount: 0.2 (machine)
 *   - de-esser.threshold: -30 dBFS (machine)
 * Reasons, confidence and alternatives are not compared: they explain a decision, they do not change the result.
 */
export function diffPlans(before: Plan, after: Plan): string[] {
  const lines: string[] = [];
  if (before.craft !== after.craft) lines.push(`craft: ${before.craft} -> ${after.craft}`);
  if (before.seed !== after.seed) lines.push(`seed: ${before.seed} -> ${after.seed}`);
  lines.push(...diffMaterial(before, after), ...diffBrief(before, after));
  const old = new Map(before.decisions.map((decision) => [decision.id, decision]));
  for (const next of after.decisions) {
    const last = old.get(next.id);
    old.delete(next.id);
    if (last === undefined) lines.push(`+ ${next.id}: ${quantity(next)} (${whose(next)})`);
    else lines.push(...diffDecision(last, next));
  }
  for (const gone of old.values()) lines.push(`- ${gone.id}: ${quantity(gone)} (${whose(gone)})`);
  return lines;
}

function diffDecision(last: Decision, next: Decision): string[] {
  const lines: string[] = [];
  if (!sameJson(last.value, next.value) || last.unit !== next.unit) {
    lines.push(`${next.id}: ${quantity(last)} -> ${quantity(next)} (${whose(next)})`);
  } else if (last.by !== next.by) {
    lines.push(`${next.id}: ${quantity(next)}, before by ${last.by} (${whose(next)})`);
  }
  if (last.locked !== next.locked) lines.push(`${next.id}: ${next.locked ? "locked" : "unlocked"}`);
  return lines;
}

function diffMaterial(before: Plan, after: Plan): string[] {
  const old = new Map(before.material.map(({ name, sha256 }) => [name, sha256]));
  const lines: string[] = [];
  for (const { name, sha256 } of after.material) {
    const last = old.get(name);
    old.delete(name);
    if (last === undefined) lines.push(`+ material ${name}`);
    else if (last !== sha256) lines.push(`material ${name}: ${last.slice(0, 12)} -> ${sha256.slice(0, 12)}`);
  }
  for (const name of old.keys()) lines.push(`- material ${name}`);
  return lines;
}

function diffBrief(before: Plan, after: Plan): string[] {
  const keys = [...new Set([...Object.keys(before.brief), ...Object.keys(after.brief)])];
  return keys.flatMap((key) => {
    const last = before.brief[key];
    const next = after.brief[key];
    if (last === undefined) return [`+ brief.${key}: ${written(next as Json)}`];
    if (next === undefined) return [`- brief.${key}: ${written(last)}`];
    return sameJson(last, next) ? [] : [`brief.${key}: ${written(last)} -> ${written(next)}`];
  });
}

function whose(decision: Decision): string {
  const proposal = decision.by === "person" || decision.proposed !== null;
  return proposal ? `${decision.by}; the machine proposed ${written(decision.proposed)}` : decision.by;
}

function quantity(decision: Decision): string {
  return decision.unit === "" ? written(decision.value) : `${written(decision.value)} ${decision.unit}`;
}

function written(value: Json): string {
  if (value === null) return "none";
  return typeof value === "string" ? value : JSON.stringify(value);
}
