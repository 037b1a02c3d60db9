/** JSON from outside: no keys that would reach prototypes, no depth that would exhaust the stack of whoever walks it. */
import { Refusal } from "./refusal.ts";

/** Deeper than any document of this program. */
const DEEPEST = 100;

/** Throws a Refusal "not-json", "forbidden-key" or "too-deep". */
export function readJson(text: string): unknown {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Refusal(400, "not-json", "The body is not JSON.", "Send a JSON document.");
  }
  check(data);
  return data;
}

function check(data: unknown): void {
  let level: unknown[] = [data];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) throw new Refusal(400, "too-deep", `The document is more than ${DEEPEST} levels deep.`);
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== "object" || value === null) continue;
      if (!Array.isArray(value)) checkKeys(value as Record<string, unknown>);
      for (const each of Object.values(value)) if (typeof each === "object" && each !== null) next.push(each);
    }
    level = next;
  }
}

function checkKeys(members: Record<string, unknown>): void {
  const made = Object.hasOwn(members, "constructor") ? members.constructor : null;
  const reaches = typeof made === "object" && made !== null && Object.hasOwn(made, "prototype");
  if (reaches || Object.hasOwn(members, "__proto__"))
    throw new Refusal(400, "forbidden-key", "A key of the document is one that no document may have.");
}
